import { ActuarialError } from "../errors.js";
import { memoryBudget } from "../hardware/memoryBudget.js";
import { overrides } from "../hardware/overrides.js";
import type { Losses } from "../measures/lossSource.js";
import type { Plan } from "../plan/plan.js";
import { reusable } from "./arrays.js";
import { inTurn, named } from "./many.js";
import type { Asked } from "./manyOptions.js";
import { heldBy } from "./memory.js";
import { memoryLeft } from "./memoryLeft.js";
import { planFor } from "./planFor.js";
import type { SimulationResult } from "./result.js";

type Result = SimulationResult<Losses>;

const progressMs = 100;

/**
 * Runs all plans and keeps all results, for whose memory there must be room before the first run begins. Where one fails,
 * nothing is kept.
 */
export async function simulateMany(plans: readonly Plan[], asked: Asked): Promise<Result[]> {
  const { limit, held, largest } = admitAll(plans, asked);
  // What is left to one run when all the others are held.
  const run = { ...asked.run, memoryLimit: Math.max(1, limit - held + largest) };
  const progress = new ManyProgress(asked, plans.length);
  const results: Result[] = [];
  const room = { results: limit, threads: limit - held };
  try {
    for await (const result of inTurn(plans, { ...asked, run }, room, (trials) => progress.report(trials))) {
      results.push(result);
      progress.modelDone();
    }
    return results;
  } catch (error) {
    for (const result of results) result.release();
    throw error;
  }
}

/** Hands results over one by one, so that no more than those under way are held. */
export function simulateEach(
  plans: Iterable<Plan> | AsyncIterable<Plan>,
  asked: Asked,
): AsyncGenerator<Result, void, undefined> {
  const limit = memoryBudget(asked.run.memoryLimit);
  return inTurn(plans, asked, { results: limit / 2, threads: limit / 2 });
}

/**
 * Bytes that there are, that all results hold, and that the largest of them holds.
 * @throws ActuarialError ERR_TOO_LARGE
 */
function admitAll(plans: readonly Plan[], { where, run }: Asked): { limit: number; held: number; largest: number } {
  const arrays = new Map<number, number>();
  let [held, largest] = [0, 0];
  plans.forEach((plan, i) => {
    try {
      planFor(plan, run).admit(run);
    } catch (error) {
      throw named(where, i, error);
    }
    const { outputs, array, beside } = heldBy(plan, run);
    held += outputs * (array + beside);
    largest = Math.max(largest, outputs * (array + beside));
    arrays.set(array, (arrays.get(array) ?? 0) + outputs);
  });
  const limit = memoryBudget(run.memoryLimit, overrides(), reusable(arrays), () => memoryLeft(held));
  if (held <= limit) return { limit, held, largest };
  const message = `${plans.length} results of ${run.trials} trials hold ${held} bytes, available are ${limit}`;
  throw new ActuarialError("ERR_TOO_LARGE", `${where}: ${message}; take them one by one with simulateEach`);
}

/** Progress over the trials of all models. What the caller's function throws goes to the caller. */
class ManyProgress {
  readonly #onProgress: Asked["onProgress"];
  readonly #each: number;
  readonly #trials: number;
  readonly #started = performance.now();
  #due = this.#started + progressMs;
  #done = 0;

  constructor({ onProgress, run }: Asked, models: number) {
    this.#onProgress = onProgress;
    this.#each = run.trials;
    this.#trials = models * run.trials;
  }

  modelDone(): void {
    this.#done += this.#each;
    this.report(0);
  }

  /** `part` is what is done of the model that is next to be done. */
  report(part: number): void {
    if (this.#onProgress === undefined) return;
    const now = performance.now();
    const [done, trials] = [this.#done + part, this.#trials];
    // The last time is when the last model is done, not when its last trial is.
    if (done < trials ? now < this.#due : part > 0) return;
    this.#due = now + progressMs;
    const elapsedMs = now - this.#started;
    this.#onProgress({ done, trials, elapsedMs, etaMs: done === 0 ? Infinity : (elapsedMs / done) * (trials - done) });
  }
}
