import { setImmediate } from "node:timers/promises";
import { ActuarialError } from "../errors.js";
import { cores } from "../hardware/cores.js";
import { availableMemory } from "../hardware/memory.js";
import { blockTrials } from "../kernel.js";
import { momentFields } from "../measures/moments.js";
import type { Plan } from "../plan/plan.js";
import { streamKey } from "../tables/stream.js";
import { acquire, recycle } from "./arrays.js";
import { BlockRunner } from "./blocks.js";
import { collect } from "./collect.js";
import type { Execution } from "./execution.js";
import { type RunOptions, runOptions } from "./options.js";
import { pool } from "./pool.js";
import { arraysOf, Control, type Program } from "./program.js";
import type { SimulationResult } from "./result.js";

/** The calling thread lets timers and aborts through this often. */
const sliceMs = 15;
const progressMs = 100;
/** Work that keeps one more thread busy for longer than it takes to start: about 10 ms at 4 ns a draw. */
const drawsPerWorker = 2_500_000;

/** Runs a plan. Every failure, a bad option included, is a rejection. */
export async function simulate(plan: Plan, options: unknown): Promise<SimulationResult> {
  const run = runOptions(options);
  run.signal?.throwIfAborted();
  plan.admit({
    trials: run.trials,
    claimLimit: run.claimLimit,
    bytes: 8 * run.trials * (run.components ? 1 + plan.components.length : 1),
    memoryLimit: run.memoryLimit ?? availableMemory(),
  });
  const { workers, reasons } = chooseWorkers(run, plan);
  const program = allocate(plan, run, workers);
  const started = performance.now();
  try {
    await supervise(program, run, started, () => (workers === 1 ? runHere(program) : pool.run(program, workers)));
  } catch (error) {
    arraysOf(program).forEach(recycle);
    throw error instanceof WebAssembly.RuntimeError
      ? new ActuarialError("ERR_KERNEL_TRAP", `the kernel stopped: ${error.message}`, { cause: error })
      : error;
  }
  const wallMs = performance.now() - started;
  const execution: Execution = {
    engine: "simulation",
    workers,
    chunk: Math.min(...plan.components.map((component) => component.chunk)),
    wallMs,
    trialsPerSecond: (run.trials / wallMs) * 1000,
    plan,
    reasons,
  };
  const result = collect(plan, program, run, execution);
  if (run.hash) void result.hash;
  return result;
}

/** More threads than there are blocks, or than there is work for, would only wait. */
function chooseWorkers(run: RunOptions, plan: Plan): { workers: number; reasons: string[] } {
  const blocks = Math.ceil(run.trials / blockTrials);
  if (run.workers !== "auto") {
    if (run.workers <= blocks) return { workers: run.workers, reasons: [`${run.workers} workers as asked`] };
    return { workers: blocks, reasons: [`${blocks} of ${run.workers} workers: there are ${blocks} blocks of trials`] };
  }
  const draws = run.trials * plan.components.reduce((sum, component) => sum + 1 + component.drawsPerTrial, 0);
  const busy = Math.max(1, Math.floor(draws / drawsPerWorker));
  const workers = Math.min(cores(), blocks, busy);
  const why = workers === cores() ? `${workers} cores` : `work for ${workers}`;
  return { workers, reasons: [`auto: ${workers} workers (${why})`] };
}

function allocate(plan: Plan, run: RunOptions, workers: number): Program {
  const blocks = Math.ceil(run.trials / blockTrials);
  const output = () => ({ losses: acquire(run.trials), moments: acquire(blocks * momentFields) });
  const components = plan.components.map((component) => ({
    name: component.name,
    numbers: plan.table(component),
    key: streamKey(run.seed, component.name),
    chunk: component.chunk,
    output: run.components ? output() : undefined,
  }));
  return {
    ...output(),
    trials: run.trials,
    components,
    control: new Control().buffer,
    // Few enough that no thread waits for another at the end, enough that the counter is not contended.
    take: Math.max(1, Math.min(16, Math.floor(blocks / (workers * 16)))),
  };
}

/** Lets aborts cancel the run and reports its progress. What the caller's own callback throws ends the run. */
async function supervise(program: Program, run: RunOptions, started: number, work: () => Promise<void>): Promise<void> {
  const control = new Control(program.control);
  const { signal, onProgress, trials } = run;
  let thrown: { error: unknown } | undefined;
  const report = (done: number): void => {
    const elapsedMs = performance.now() - started;
    try {
      onProgress?.({ done, trials, elapsedMs, etaMs: done === 0 ? Infinity : (elapsedMs / done) * (trials - done) });
    } catch (error) {
      thrown = { error };
      control.cancel();
    }
  };
  const abort = (): void => control.cancel();
  signal?.addEventListener("abort", abort);
  const timer = onProgress && setInterval(() => report(Math.min(trials, control.blocksDone * blockTrials)), progressMs);
  try {
    await work();
    signal?.throwIfAborted();
    if (thrown === undefined) report(trials);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    clearInterval(timer);
    signal?.removeEventListener("abort", abort);
  }
  if (thrown !== undefined) throw thrown.error;
}

async function runHere(program: Program): Promise<void> {
  let pause = performance.now() + sliceMs;
  for (const _ of new BlockRunner(program).run()) {
    if (performance.now() < pause) continue;
    await setImmediate();
    pause = performance.now() + sliceMs;
  }
}
