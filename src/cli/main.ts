import { readFileSync } from "node:fs";
import { printable } from "../printable.js";
import { unknownKey } from "../unknownKey.js";
import type { Command } from "./command.js";
import { commands } from "./commands/index.js";
import { commandHelp, generalHelp } from "./help.js";
import { print } from "./print.js";
import { readArguments } from "./readArguments.js";
import { UsageError } from "./usageError.js";

/** What the process ends with. */
export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/**
 * Runs a command line: what was asked for goes to standard output, everything else to standard error. Returns the exit
 * code.
 */
export async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    console.error(generalHelp(commands));
    return exitCodes.usage;
  }
  if (name === "--help" || name === "-h" || name === "help") {
    console.log(generalHelp(commands));
    return exitCodes.done;
  }
  if (name === "--version") {
    console.log(version());
    return exitCodes.done;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    console.error(
      `lundberg: ${printable(unknownKey(name, Object.keys(commands), "command"))}\n\nlundberg --help says more`,
    );
    return exitCodes.usage;
  }
  return run(name, command, rest);
}

async function run(name: string, command: Command, args: readonly string[]): Promise<number> {
  const interrupt = new AbortController();
  const abort = (): void => interrupt.abort();
  try {
    const { operands, flags } = readArguments(command, args);
    if (flags.help) {
      await print(commandHelp(name, command));
      return exitCodes.done;
    }
    const outcome = await command.run({
      operands,
      flags,
      interrupt: () => {
        // Once: a second Ctrl-C ends the process as if nobody listened.
        process.once("SIGINT", abort);
        return interrupt.signal;
      },
    });
    if (typeof outcome === "string") {
      await print(outcome);
      return exitCodes.done;
    }
    await print(outcome.text);
    return outcome.failed ? exitCodes.failed : exitCodes.done;
  } catch (error) {
    if (interrupt.signal.aborted) {
      console.error("lundberg: interrupted");
      return exitCodes.interrupted;
    }
    if (error instanceof UsageError) {
      console.error(`lundberg ${name}: ${printable(error.message, "\n")}\n\nlundberg ${name} --help says more`);
      return exitCodes.usage;
    }
    const { ActuarialError } = await import("../index.js");
    if (!(error instanceof ActuarialError)) throw error;
    console.error(printable(error.message, "\n"));
    return exitCodes.failed;
  } finally {
    process.removeListener("SIGINT", abort);
  }
}

function version(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
