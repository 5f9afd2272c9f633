import { ActuarialError } from "../errors.js";
import { cores } from "../hardware/cores.js";
import { availableMemory } from "../hardware/memory.js";
import { blockTrials } from "../kernel.js";
import type { Tally } from "../measures/tally.js";
import type { Losses } from "../measures/values.js";
import type { Plan } from "../plan/plan.js";
import { allocate, bytesOf, recycleProgram } from "./allocate.js";
import { collect } from "./collect.js";
import type { Execution } from "./execution.js";
import { type RunOptions, runOptions } from "./options.js";
import { runPhases } from "./phases.js";
import { Control, type Program } from "./program.js";
import type { SimulationResult } from "./result.js";
import { holdsTail } from "./tail.js";
import { planTail, usualCaution } from "./tailPlan.js";
import { TrialOrder } from "./trialOrder.js";

const progressMs = 100;
/** Work that keeps one more thread busy for longer than it takes to start: about 10 ms at 4 ns a draw. */
const drawsPerWorker = 2_500_000;

/**
 * Runs a plan. Every failure, a bad option included, is a rejection. A tail that turns out to lack something, once in
 * 2^28 runs, is kept again with twice the `caution` (tailPlan.ts).
 */
export async function simulate(
  usual: Plan,
  options: unknown,
  caution: number = usualCaution,
): Promise<SimulationResult<Losses>> {
  const run = runOptions(options);
  run.signal?.throwIfAborted();
  const plan = run.outputs.length > 0 ? usual.withOutputs() : usual;
  const { workers, reasons } = chooseWorkers(run, plan);
  const started = performance.now();
  for (let careful = caution; ; careful *= 2) {
    const tail = run.keep === "tail" ? planTail(run.trials, Math.min(...run.levels), careful) : undefined;
    plan.admit({
      trials: run.trials,
      claimLimit: run.claimLimit,
      bytes: bytesOf(plan, run, tail),
      memoryLimit: run.memoryLimit ?? availableMemory(),
    });
    const program = allocate(plan, run, workers, tail);
    const order = new TrialOrder(program);
    let tallies: Tally[];
    try {
      tallies = await supervise(program, run, started, () => runPhases(program, workers, order, tail));
    } catch (error) {
      recycleProgram(program, true);
      throw error instanceof WebAssembly.RuntimeError
        ? new ActuarialError("ERR_KERNEL_TRAP", `the kernel stopped: ${error.message}`, { cause: error })
        : error;
    }
    if (tail !== undefined && !holdsTail(program, tail)) {
      recycleProgram(program, true);
      continue;
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
    const result = collect({ plan, program, run, execution, order, tail, tallies });
    recycleProgram(program, false);
    if (run.hash) void result.hash;
    return result;
  }
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

/** Lets aborts cancel the run and reports its progress. What the caller's own callback throws ends the run. */
async function supervise<T>(program: Program, run: RunOptions, started: number, work: () => Promise<T>): Promise<T> {
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
    const done = await work();
    signal?.throwIfAborted();
    if (thrown === undefined) report(trials);
    if (thrown === undefined) return done;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    clearInterval(timer);
    signal?.removeEventListener("abort", abort);
  }
  throw thrown.error;
}
