import { setMaxListeners } from "node:events";
import { ActuarialError } from "../errors.js";
import { overrides } from "../hardware/overrides.js";
import { parallelism } from "../hardware/parallelism.js";
import type { Losses } from "../measures/lossSource.js";
import { nanoseconds } from "../plan/cost.js";
import type { Plan } from "../plan/plan.js";
import { knownSpeed } from "../speed/knownSpeed.js";
import type { Asked } from "./manyOptions.js";
import { bytesPerThread, heldBy } from "./memory.js";
import type { RunOptions } from "./options.js";
import { pool } from "./pool.js";
import type { SimulationResult } from "./result.js";
import { simulateAsked } from "./simulate.js";

type Result = SimulationResult<Losses>;

/** Nanoseconds of drawing: more than it takes to hand a run over to a thread, and to divide one among threads. */
const worthHandingOver = 500_000;
const worthDividing = 40_000_000;
/** So much work pays for starting the threads. */
const worthStarting = 20_000_000;
/** Runs that a thread has before it: one under way, and one that is ready when that is done. */
const runsAhead = 2;
/** Results that wait for the one before them, for each thread. */
const mostWaiting = 8;

/** A run that was begun, or is over. */
interface Begun {
  readonly index: number;
  readonly bytes: number;
  readonly result: Promise<Result>;
  over: boolean;
}

/**
 * Simulates plans one after another and gives their results in that order. A run that would take longer to hand over than
 * to draw is drawn here; a larger one as a whole on one thread of the pool, beside others; one that keeps all threads busy
 * is divided among them. What has been begun ahead of its turn, and the threads, keep to their `room`. Whoever stops asking for results, or
 * meets an error, leaves nothing behind: runs under way are cancelled, and results that were not handed over released.
 */
export async function* inTurn(
  plans: Iterable<Plan> | AsyncIterable<Plan>,
  { where, run: asked, signal, seedOf }: Asked,
  room: Room,
  onPart: (trials: number) => void = () => {},
): AsyncGenerator<Result, void, undefined> {
  signal?.throwIfAborted();
  const stop = new AbortController();
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  // Every run under way listens; Node would warn of a leak from the eleventh on.
  setMaxListeners(0, either);
  const run = { ...asked, signal: either };
  const threads = Math.max(1, Math.min(threadsFor(asked), pool.size + Math.floor(room.threads / bytesPerThread)));
  const lanes = Array.from({ length: threads > 1 ? runsAhead * threads : 0 }, (_, i) => i % threads);
  const waiting: Begun[] = [];
  const { speed } = knownSpeed();
  let work = 0;
  let index = 0;

  const begin = (plan: Plan, options: RunOptions, bytes: number, lane?: number, crew?: Crew): void => {
    const result = simulateAsked(plan, options, crew ? { crew } : {});
    const begun: Begun = { index, bytes, result, over: false };
    const settle = (): void => {
      begun.over = true;
      if (lane !== undefined) lanes.push(lane);
    };
    // Whoever takes the result sees the error.
    result.then(settle, settle);
    waiting.push(begun);
  };
  const first = async (): Promise<Result> => {
    const { result, index: place } = waiting.shift()!;
    return result.catch((error: unknown) => Promise.reject(signal?.aborted ? error : named(where, place, error)));
  };

  try {
    for await (const plan of plans) {
      const options = { ...run, seed: seedOf(index) };
      const each = asked.trials * plan.components.reduce((sum, component) => sum + nanoseconds(component, speed), 0);
      const bytes = heldBytes(plan, asked);
      work += each;
      const started = pool.size >= threads || work > worthStarting;
      if (threads > 1 && each > worthDividing) {
        while (waiting.length > 0) yield await first();
        begin(plan, { ...options, onProgress: ({ done }) => onPart(done) }, bytes);
      } else if (threads > 1 && each > worthHandingOver && started) {
        const isFull = (): boolean =>
          lanes.length === 0 ||
          waiting.length >= mostWaiting * threads ||
          waiting.reduce((sum, begun) => sum + begun.bytes, bytes) > room.results;
        while (waiting.length > 0 && isFull()) yield await first();
        const thread = lanes.shift()!;
        begin(plan, options, bytes, thread, {
          workers: 1,
          thread,
          reason: "1 worker: other models run beside this one",
        });
      } else {
        begin(plan, options, bytes, undefined, { workers: 1, reason: "1 worker: the calling thread, for a small run" });
        await waiting.at(-1)!.result.catch(() => {});
      }
      index++;
      while (waiting[0]?.over || waiting.length >= mostWaiting * threads) yield await first();
    }
    while (waiting.length > 0) yield await first();
  } finally {
    stop.abort();
    for (const { result } of waiting) (await result.catch(() => undefined))?.release();
  }
}

/** Bytes for results that nobody has taken yet, and for threads that are not up yet. */
export interface Room {
  readonly results: number;
  readonly threads: number;
}

interface Crew {
  readonly workers: number;
  readonly thread?: number;
  readonly reason: string;
}

function threadsFor({ workers }: RunOptions): number {
  return workers === "auto" ? (overrides().workers ?? parallelism().threads) : workers;
}

/** What a result holds. */
function heldBytes(plan: Plan, run: RunOptions): number {
  const { outputs, array, beside } = heldBy(plan, run);
  return outputs * (array + beside);
}

/** An error that says which model it is of; of what is no error of this library, as it is. */
export function named(where: string, index: number, error: unknown): unknown {
  if (!(error instanceof ActuarialError)) return error;
  return new ActuarialError(error.code, `${where}: models[${index}]: ${error.message}`, { cause: error });
}
