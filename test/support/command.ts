import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { resolve } from "node:path";

export const root: string = resolve(import.meta.dirname, "../..");

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

// Says on standard error when the command begins to listen for Ctrl-C.
const tellListening = `process.on("newListener", (name) => name === "SIGINT" && process.stderr.write("listening "))`;

/** The built command as a child process, without a terminal. With `telling`, it says when a signal would reach it. */
export function start(
  args: readonly string[],
  telling = false,
): { child: ChildProcessWithoutNullStreams; ended: Promise<Ended> } {
  const flags = telling ? ["--import", `data:text/javascript,${encodeURIComponent(tellListening)}`] : [];
  const child = spawn(process.execPath, [...flags, resolve(root, "dist/cli.js"), ...args], { cwd: root });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((done, failed) => {
    child.on("error", failed);
    child.on("close", (code, signal) => done({ code, signal, stdout, stderr }));
  });
  return { child, ended };
}

export function lundberg(...args: string[]): Promise<Ended> {
  return start(args).ended;
}
