import { parentPort } from "node:worker_threads";
import { ActuarialError } from "../errors.js";
import { BlockRunner } from "./blocks.js";
import type { Answer, Job } from "./messages.js";
import { Control } from "./program.js";

/** A worker thread: runs blocks of the jobs that it is sent, one job after the other, and answers each once. */
parentPort?.on("message", ({ id, program }: Job) => {
  const answer = (rest: Omit<Answer, "id">): void => parentPort?.postMessage({ id, ...rest } satisfies Answer);
  try {
    const runner = new BlockRunner(program);
    for (const _ of runner.run());
    answer({ tallies: runner.tallies() });
  } catch (error) {
    // The others need not go on with a run that has failed.
    new Control(program.control).cancel();
    if (error instanceof ActuarialError) answer({ error: { code: error.code, message: error.message } });
    else answer({ error: { code: trapCode(error), message: error instanceof Error ? error.message : String(error) } });
  }
});

function trapCode(error: unknown): "ERR_KERNEL_TRAP" | "ERR_WORKER_LOST" {
  return error instanceof WebAssembly.RuntimeError ? "ERR_KERNEL_TRAP" : "ERR_WORKER_LOST";
}
