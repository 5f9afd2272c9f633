import type { Command } from "./command.js";
import { flagsOf } from "./readArguments.js";

/** What `lundberg --help` says. */
export function generalHelp(commands: Readonly<Record<string, Command>>): string {
  return [
    "Annual insurance losses, simulated and exact.",
    "",
    "Usage",
    "  lundberg <command> [flags]",
    "",
    "Commands",
    ...columns(Object.entries(commands).map(([name, command]) => [usage(name, command), command.summary])),
    "",
    "Flags",
    ...columns([
      ["--help", "this text; after a command, what it takes"],
      ["--version", "the version of this package"],
    ]),
    "",
    "A model is a YAML or JSON file:",
    "",
    "  components:",
    "    - name: WC 2026",
    "      policies: 1000",
    "      frequency: { poisson: { lambda: 0.1 } }",
    "      severity: { pareto: { alpha: 2.2, theta: 40000 } }",
    "      terms: { deductible: 500000, limit: 5e6 }",
    "",
    ...exitCodes,
  ].join("\n");
}

/** What `lundberg <command> --help` says. */
export function commandHelp(name: string, command: Command): string {
  const flags = Object.entries(flagsOf(command));
  return [
    `${command.summary[0]!.toUpperCase()}${command.summary.slice(1)}.`,
    "",
    "Usage",
    `  lundberg ${usage(name, command)} [flags]`,
    "",
    "Flags",
    ...columns(flags.map(([flag, { value, help }]) => [`--${flag}${value === undefined ? "" : ` ${value}`}`, help])),
    "",
    ...exitCodes,
  ].join("\n");
}

const exitCodes = [
  "Exit codes: 0 done, 1 the model or the run failed, verify found a difference or suggest nothing,",
  "2 the command line is wrong, 130 interrupted.",
];

function usage(name: string, { operands, actions = [] }: Command): string {
  const action = actions.length > 0 ? [`[${actions.join(" | ")}]`] : [];
  return [name, ...operands.map((operand) => `<${operand}>`), ...action].join(" ");
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
