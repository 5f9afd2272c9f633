import { ActuarialError } from "../errors.js";
import { availableMemory } from "../hardware/availableMemory.js";
import { overrides } from "../hardware/overrides.js";
import { parallelism } from "../hardware/parallelism.js";
import { blockTrials } from "../kernel.js";
import type { Losses } from "../measures/values.js";
import type { Plan } from "../plan/plan.js";
import { allocate, recycleProgram } from "./allocate.js";
import { reusable } from "./arrays.js";
import { chooseWorkers } from "./chooseWorkers.js";
import { collect } from "./collect.js";
import type { Execution } from "./execution.js";
import { admit, needOf, tailFor, threadsThatFit } from "./memory.js";
import { type RunOptions, runOptions } from "./options.js";
import { type Done, runPhases } from "./phases.js";
import { pool, type Rerun } from "./pool.js";
import { Control, type Program } from "./program.js";
import type { SimulationResult } from "./result.js";
import { holdsTail } from "./tail.js";
import { usualCaution } from "./tailPlan.js";
import { TrialOrder } from "./trialOrder.js";

const progressMs = 100;
/** Of the memory that this process can still get; the rest is for its own heap, and for its neighbours. */
const budgetShare = 0.9;

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
  const given = overrides();
  const started = performance.now();
  const reruns: Rerun[] = [];
  for (let careful = caution; ; careful *= 2) {
    const tail = tailFor(run, careful);
    plan.admit(run);
    const need = needOf(plan, run, tail);
    const memoryLimit =
      run.memoryLimit ?? given.memoryLimit ?? Math.floor(availableMemory().bytes * budgetShare) + reusable(need.arrays);
    admit(plan, run, need, memoryLimit);
    const { workers, reasons } = chooseWorkers(run, plan, given, {
      parallelism: parallelism(),
      room: threadsThatFit(need, memoryLimit, pool.size),
      free: memoryLimit - need.alone,
    });
    const program = allocate(plan, run, workers, tail);
    const order = new TrialOrder(program);
    let done: Done;
    try {
      done = await supervise(program, run, started, () => runPhases(program, workers, order, tail));
    } catch (error) {
      recycleProgram(program, true);
      throw error instanceof WebAssembly.RuntimeError
        ? new ActuarialError("ERR_KERNEL_TRAP", `the kernel stopped: ${error.message}`, { cause: error })
        : error;
    }
    reruns.push(...done.reruns);
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
      blocksRerun: reruns.reduce((sum, { blocks }) => sum + blocks, 0),
      reasons: [...reasons, ...reruns.map(rerunText)],
    };
    const result = collect({ plan, program, run, execution, order, tail, tallies: done.tallies });
    recycleProgram(program, false);
    if (run.hash) void result.hash;
    return result;
  }
}

function rerunText({ blocks, why }: Rerun): string {
  return `${blocks} ${blocks === 1 ? "block" : "blocks"} of trials run again on another thread: ${why}`;
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
