import { ActuarialError } from "../errors.js";
import { formatBytes } from "../hardware/formatBytes.js";
import { type Numa, numa } from "../hardware/numa.js";
import { type Overrides, overrides } from "../hardware/overrides.js";
import { parallelism } from "../hardware/parallelism.js";
import { blockTrials } from "../kernel.js";
import type { Losses } from "../measures/lossSource.js";
import { RunWatch } from "../monitoring/runs.js";
import type { Plan } from "../plan/plan.js";
import type { Checkpoint } from "../storage/checkpoint.js";
import { disk, type FileLayer } from "../storage/fileLayer.js";
import { allocate, recycleKept, recycleProgram, type Wanted } from "./allocate.js";
import { cachedRun, type Remarks } from "./cachedRun.js";
import { chooseWorkers } from "./chooseWorkers.js";
import { collect } from "./collect.js";
import { type ControlVariates, controlWeighting, nothingSolved, solveControl } from "./controlVariates.js";
import type { Execution, Warning } from "./execution.js";
import { firstTrials } from "./firstTrials.js";
import { largestClaimReasons, largestClaimWeighting, nothingStratified } from "./largestClaims.js";
import { Looks } from "./looks.js";
import { admit, memoryAllowed, type Need, needOf, tailFor, threadsThatFit } from "./memory.js";
import { kernelWarnings, openCheckpoint } from "./openCheckpoint.js";
import { type RunOptions, runOptions, type VarianceReduction } from "./options.js";
import { type Crew, type Done, runPhases } from "./phases.js";
import { parallelismUnder, placeThreads } from "./placement.js";
import { planFor } from "./planFor.js";
import { pool, type Rerun } from "./pool.js";
import { Control, type Program } from "./program.js";
import type { SimulationResult } from "./result.js";
import { holdsTail } from "./tail.js";
import { type TailPlan, usualCaution } from "./tailPlan.js";
import { TrialOrder } from "./trialOrder.js";

const progressMs = 100;

/** Numbers that a measure of losses in a file may hold at a time; between these, half of the memory allowed. */
const leastRoom = 1_048_576;
const mostRoom = 67_108_864;

/**
 * Runs a plan. Every failure, a bad option included, is a rejection. `caution` is that of the tail's plan (tailPlan.ts),
 * `files` the disk that a checkpoint is on, `nodes` what threads are placed by.
 */
export async function simulate(
  usual: Plan,
  options: unknown,
  caution: number = usualCaution,
  files: FileLayer = disk,
  nodes: () => Numa = numa,
): Promise<SimulationResult<Losses>> {
  return simulateAsked(usual, runOptions(options), { caution, files, nodes });
}

/** What is settled for a run before it begins. */
interface Settled {
  readonly caution?: number;
  readonly files?: FileLayer;
  readonly nodes?: () => Numa;
  /** Who draws it, and why; the run chooses for itself where this is not said. */
  readonly crew?: Crew & { readonly reason: string };
}

/** Runs a plan with options that were read, or finds what is known of that run. */
export async function simulateAsked(
  plan: Plan,
  asked: RunOptions,
  settled: Settled = {},
): Promise<SimulationResult<Losses>> {
  return cachedRun(plan, asked, (run, remarks) => draw(plan, run, { ...settled, remarks }));
}

async function draw(
  usual: Plan,
  asked: RunOptions,
  { caution = usualCaution, files = disk, nodes = numa, crew, remarks }: Settled & { readonly remarks: Remarks },
): Promise<SimulationResult<Losses>> {
  const given = overrides();
  asked.signal?.throwIfAborted();
  const plan = planFor(usual, asked);
  const started = performance.now();
  // Refused before a file is made or looked at, and before anything is solved.
  const controlled = asked.varianceReduction === "controlVariates";
  const budget = budgetOf(plan, asked, tailFor(asked, caution), given);
  const control = controlled ? await solveControl(plan.portfolio, asked) : undefined;
  const checkpoint = await openCheckpoint(files, plan, asked);
  const watch = new RunWatch();
  try {
    const seed = checkpoint === undefined ? asked.seed : checkpoint.seed;
    const run = { ...asked, seed, ...(control && !control.whole && { control: control.names }) };
    // A control's losses are kept too, and a checkpoint may bring another seed.
    const settled = checkpoint === undefined && control === undefined ? budget : undefined;
    const begun = {
      plan,
      run,
      given,
      budget: settled,
      started,
      checkpoint,
      control,
      nodes: nodes(),
      crew,
      remarks,
      watch,
    };
    const result = await runWithin(begun, caution);
    watch.end("done", { trials: result.trials, blocksRerun: result.execution.blocksRerun });
    return result;
  } catch (error) {
    watch.end(asked.signal?.aborted ? "aborted" : "failed", { trials: 0, blocksRerun: 0 });
    throw error;
  } finally {
    await checkpoint?.close();
  }
}

/** What is to be said of a run whose trials have no weights after all. */
const unweighted: Record<VarianceReduction, Warning> = {
  controlVariates: nothingSolved,
  largestClaim: nothingStratified,
};

/** Options of a run, and the components whose losses its control is made of. */
type Run = RunOptions & Pick<Wanted, "control">;

/** A run that may begin. */
interface Begun {
  readonly plan: Plan;
  readonly run: Run;
  readonly control: ControlVariates | undefined;
  readonly given: Overrides;
  /** Where it is known already. */
  readonly budget: Budget | undefined;
  readonly started: number;
  readonly checkpoint: Checkpoint | undefined;
  readonly nodes: Numa;
  readonly crew: Settled["crew"];
  readonly remarks: Remarks;
  readonly watch: RunWatch;
}

/** A tail that turns out to lack something, once in 2^28 runs, is kept again with twice the caution. */
async function runWithin(
  { plan, run, given, budget: settled, started, checkpoint, control: controls, nodes, crew, remarks, watch }: Begun,
  caution: number,
): Promise<SimulationResult<Losses>> {
  const reruns: Rerun[] = [];
  const { numaPolicy } = run;
  for (let careful = caution; ; careful *= 2) {
    const tail = tailFor(run, careful);
    const budget = careful === caution ? settled : undefined;
    const { wanted, need, memoryLimit, reasons: kept } = budget ?? budgetOf(plan, run, tail, given);
    const { workers, reasons } = crew
      ? { workers: crew.workers, reasons: [crew.reason] }
      : chooseWorkers(run, plan, given, {
          parallelism: parallelismUnder(numaPolicy, nodes, parallelism()),
          up: pool.size,
          room: threadsThatFit(need, memoryLimit, pool.size),
          free: memoryLimit - need.alone,
        });
    // A checkpoint and a ring of blocks take them in trial order.
    const inOrder = wanted.keep !== "losses" || checkpoint !== undefined;
    const placement = placeThreads(numaPolicy, workers, nodes, inOrder);
    const program = allocate(plan, wanted, workers, tail, placement);
    const control = new Control(program.control);
    const order = new TrialOrder(program, { hash: run.hash, checkpoint });
    const room = Math.min(mostRoom, Math.max(leastRoom, memoryLimit / 16));
    const looks = run.until && new Looks(run.until, plan, { program, order, tail, checkpoint, room });
    let done: Done;
    try {
      done = await supervise(program, run, started, async () => {
        await checkpoint?.begin(() => control.cancel());
        const ways = { workers, thread: crew?.thread, order, tail, checkpoint, looks };
        // Workers that may wait for a disk or for a reader say nothing about other load.
        const drawing = (): Promise<Done> => runPhases(program, ways);
        const ran = await (order.readsAlong ? drawing() : watch.drawing(workers, drawing));
        await (control.cancelled ? checkpoint?.settle() : checkpoint?.finish(ran.trials));
        return ran;
      });
    } catch (error) {
      recycleProgram(program, true);
      throw error instanceof WebAssembly.RuntimeError
        ? new ActuarialError("ERR_KERNEL_TRAP", `the kernel stopped: ${error.message}`, { cause: error })
        : error;
    }
    reruns.push(...done.reruns);
    const { trials } = done;
    const drawn = {
      ...{ program: firstTrials(program, trials), order, tail, checkpoint, room },
      tallies: done.tallies,
    };
    if (tail !== undefined && !holdsTail(drawn.program, tail)) {
      recycleProgram(program, true);
      continue;
    }
    const weighting = controls ? controlWeighting(controls, program) : largestClaimWeighting(plan, program);
    if (!run.components) for (const { output } of program.components) if (output) recycleKept(output.kept);
    const wallMs = performance.now() - started;
    const execution: Execution = {
      engine: "simulation",
      cached: false,
      workers,
      chunk: Math.min(...plan.components.map((component) => component.chunk)),
      wallMs,
      trialsPerSecond: (trials / wallMs) * 1000,
      plan,
      blocksRerun: reruns.reduce((sum, { blocks }) => sum + blocks, 0),
      varianceReduction: run.varianceReduction,
      reasons: [
        ...(looks?.reasons(trials) ?? []),
        ...run.reasons,
        ...reasons,
        placement.reason,
        ...[...done.unpinned].map((why) => `threads stayed where they were: ${why}`),
        ...largestClaimReasons(plan),
        ...reruns.map(rerunText),
        ...kept,
        ...(checkpoint?.reasons ?? []),
        ...remarks.reasons,
      ],
    };
    const warnings = [
      ...(checkpoint === undefined ? [] : kernelWarnings(checkpoint)),
      ...(run.varianceReduction !== undefined && weighting === undefined ? [unweighted[run.varianceReduction]] : []),
      ...(looks?.warnings(trials) ?? []),
      ...remarks.warnings,
    ];
    const result = collect({ plan, run, drawn: { ...drawn, weighting }, execution, warnings });
    recycleProgram(program, false);
    if (run.hash) void result.hash;
    return result;
  }
}

interface Budget {
  readonly wanted: Wanted;
  readonly need: Need;
  readonly memoryLimit: number;
  readonly reasons: readonly string[];
}

/**
 * What a run may take, and takes; losses that are more than that are left in the checkpoint, where there is one.
 * @throws ActuarialError ERR_TOO_LARGE
 */
function budgetOf(plan: Plan, run: Run, tail: TailPlan | undefined, given: Overrides): Budget {
  plan.admit(run);
  const all = needOf(plan, run, tail);
  const memoryLimit = memoryAllowed(run.memoryLimit, given, all);
  const leaves = run.keep === "losses" && run.checkpoint !== undefined && !(all.alone <= memoryLimit);
  const wanted = leaves ? { ...run, keep: "file" as const } : run;
  const need = leaves ? needOf(plan, wanted, tail) : all;
  admit(plan, wanted, need, memoryLimit);
  const reason = `losses in the checkpoint alone: with them ${formatBytes(all.alone)}, allowed are ${formatBytes(memoryLimit)}`;
  return { wanted, need, memoryLimit, reasons: leaves ? [reason] : [] };
}

function rerunText({ blocks, why }: Rerun): string {
  return `${blocks} ${blocks === 1 ? "block" : "blocks"} of trials run again on another thread: ${why}`;
}

/** Lets aborts cancel the run and reports its progress. What the caller's own callback throws ends the run. */
async function supervise(program: Program, run: RunOptions, started: number, work: () => Promise<Done>): Promise<Done> {
  const control = new Control(program.control);
  const { signal, onProgress } = run;
  let thrown: { error: unknown } | undefined;
  const report = (done: number, trials = run.trials): void => {
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
  const timer =
    onProgress && setInterval(() => report(Math.min(run.trials, control.blocksDone * blockTrials)), progressMs);
  try {
    // It may have aborted before anybody listened.
    signal?.throwIfAborted();
    const done = await work();
    signal?.throwIfAborted();
    if (thrown === undefined) report(done.trials, done.trials);
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
