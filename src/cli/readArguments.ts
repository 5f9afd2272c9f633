import { parseArgs } from "node:util";
import { unknownKey } from "../unknownKey.js";
import type { Command } from "./command.js";
import { toggle } from "./flags.js";
import { UsageError } from "./usageError.js";

const help = toggle("say what the command does and takes");

/** The flags that a command takes: its own, and --help. */
export function flagsOf({ flags }: Command): Command["flags"] {
  return { ...flags, help };
}

/** A command's words and flags. Of a flag that is given twice, the last one counts. */
export function readArguments(
  command: Command,
  args: readonly string[],
): { operands: string[]; flags: Record<string, unknown> } {
  const known = flagsOf(command);
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { value }]) => [
      name,
      {
        type: value === undefined ? ("boolean" as const) : ("string" as const),
        ...(name === "help" && { short: "h" }),
      },
    ]),
  );
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const operands: string[] = [];
  const flags: Record<string, unknown> = {};
  for (const token of tokens) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    const flag = Object.hasOwn(known, name) ? known[name] : undefined;
    if (flag === undefined) throw new UsageError(unknownFlag(rawName, Object.keys(known)));
    if (flag.value === undefined && value !== undefined) throw new UsageError(`--${name} takes no value`);
    const missing = flag.value !== undefined && (value === undefined || (!token.inlineValue && value.startsWith("--")));
    if (missing) throw new UsageError(`--${name} needs a value: --${name} ${flag.value}`);
    try {
      flags[name] = flag.read(value ?? "");
    } catch (error) {
      throw error instanceof UsageError ? new UsageError(`--${name} ${error.message}`) : error;
    }
  }
  if (flags.help) return { operands, flags };
  for (const [i, name] of command.operands.entries()) {
    if (operands[i] === undefined) throw new UsageError(`a ${name} is missing`);
  }
  const { actions = [] } = command;
  const action = actions.length > 0 ? operands[command.operands.length] : undefined;
  if (action !== undefined && !actions.includes(action)) throw new UsageError(unknownKey(action, actions, "action"));
  const extra = operands[command.operands.length + (action === undefined ? 0 : 1)];
  if (extra !== undefined) throw new UsageError(`${JSON.stringify(extra)} is one word too many`);
  return { operands, flags };
}

function unknownFlag(written: string, known: readonly string[]): string {
  const dashed = known.map((name) => `--${name}`);
  return unknownKey(written, dashed, "flag");
}
