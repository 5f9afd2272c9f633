import type { Plan } from "../plan/plan.js";
import type { SimulateOptions } from "../simulation/options.js";
import { simulate } from "../simulation/simulate.js";

/** What a run took, in nanoseconds. */
export interface Taken {
  readonly wall: number;
  /** Processor time of the whole process. */
  readonly processor: number;
}

/** Times runs, and notes how much of the processors they got. */
export class Stopwatch {
  /** Of runs in the calling thread, and of those on threads: processor time, and what they could have had. */
  readonly #alone = { had: 0, could: 0 };
  readonly #together = { had: 0, could: 0 };
  readonly #signal: AbortSignal | undefined;
  /** Processors' worth of time that this process may use. */
  readonly #processors: number;

  constructor(processors: number, signal: AbortSignal | undefined) {
    this.#processors = processors;
    this.#signal = signal;
  }

  /** Runs so often one after the other, and says what one took. */
  async time(plan: Plan, options: SimulateOptions, times: number = 1): Promise<Taken> {
    const [used, started] = [process.cpuUsage(), process.hrtime.bigint()];
    for (let i = 0; i < times; i++) {
      const run = { seed: 1, ...options, ...(this.#signal && { signal: this.#signal }) };
      (await simulate(plan, run)).release();
    }
    const wall = Number(process.hrtime.bigint() - started);
    const { user, system } = process.cpuUsage(used);
    const processor = 1000 * (user + system);
    const threads = Number(options.workers);
    // A run too short for its threads to be busy says nothing about other load.
    if (times === 1) {
      const noted = threads === 1 ? this.#alone : this.#together;
      noted.had += Math.min(processor, wall * threads);
      noted.could += wall * Math.min(threads, this.#processors);
    }
    return { wall: wall / times, processor: processor / times };
  }

  /** Processor time over wall time for each worker, the lesser of the two kinds of runs: below 1, others had the processors. */
  get share(): number {
    const shares = [this.#alone, this.#together].filter(({ could }) => could > 0).map(({ had, could }) => had / could);
    return Math.min(1, ...shares);
  }
}
