import { nanosecondsOf } from "../plan/cost.js";
import type { Plan } from "../plan/plan.js";
import { builtIn, type Pieces, pieceNames } from "../speed/speed.js";
import { type CostCase, costCases, countedWork, mixedPlan, type Work } from "./cases.js";
import type { Pair } from "./settle.js";
import type { Stopwatch, Taken } from "./stopwatch.js";

/** What is measured, one value a round. */
export interface Readings {
  readonly pieces: { readonly [P in keyof Pieces]: number[] };
  readonly setup: number[];
  readonly bins: number[];
  readonly dispatch: number[];
  readonly serialShare: number[];
  /** By the trials of a run: on the calling thread, and on two. */
  readonly ladder: ReadonlyMap<number, Pair[]>;
}

/** Trials of the mixed portfolio: from a tenth of a millisecond to some eight on one thread. */
const steps = [8192, 16_384, 32_768, 65_536, 131_072, 262_144, 524_288];
/** Nanoseconds of a trial of it, about. */
const mixedTime = 15;
/** How often a run of a few microseconds is repeated. */
const repeats = 10;

/** Measures one round after the other, each quantity once a round. */
export class Measurement {
  readonly readings: Readings = {
    pieces: Object.fromEntries(pieceNames.map((name) => [name, []])) as unknown as Readings["pieces"],
    setup: [],
    bins: [],
    dispatch: [],
    serialShare: [],
    ladder: new Map(steps.map((step) => [step, []])),
  };
  readonly #watch: Stopwatch;
  readonly #threads: number;
  readonly #cases: readonly CostCase[] = costCases();
  readonly #counting: Work = countedWork();
  readonly #mixed: Plan = mixedPlan();

  constructor(watch: Stopwatch, threads: number) {
    this.#watch = watch;
    this.#threads = threads;
  }

  /**
   * Every second round goes through the quantities backwards: a machine that grows slower during a round favours none.
   * `slice`: nanoseconds that a run of a cost case is to take, about.
   */
  async round(index: number, slice: number): Promise<void> {
    const setup = (await this.#alone(1, repeats)).processor;
    this.readings.setup.push(setup);
    const times = new Map<Work, number>();
    const works = new Set(this.#cases.flatMap(({ work, less }) => (less === undefined ? work : [less, work])));
    for (const work of index % 2 === 0 ? works : [...works].reverse()) {
      times.set(work, await this.#perTrial(work, setup, slice));
    }
    this.#solve((work) => times.get(work)!);
    await this.#counted(setup, slice);
    if (this.#threads === 1) return;
    await this.#dispatch(index);
    for (const step of steps) this.readings.ladder.get(step)!.push(await this.#pair(2, step, index));
    const [alone, together] = await this.#pair(this.#threads, Math.ceil((4 * slice) / mixedTime), index);
    const perfect = (this.#threads * together) / alone;
    this.readings.serialShare.push(Math.min(1, Math.max(0, (perfect - 1) / (this.#threads - 1))));
  }

  /** Each case leaves one piece that those before it do not have. */
  #solve(timeOf: (work: Work) => number): void {
    const found: Record<keyof Pieces, number> = { ...builtIn.pieces };
    for (const { piece, work, less } of this.#cases) {
      const [time, done] = less === undefined ? [timeOf(work), work.pieces] : difference(work, less, timeOf);
      const others = nanosecondsOf({ ...done, [piece]: 0 }, { ...builtIn, pieces: found });
      found[piece] = (time - others) / done[piece];
      this.readings.pieces[piece].push(found[piece]);
    }
  }

  /** A short run and a long one tell the bins from the trials. */
  async #counted(setup: number, slice: number): Promise<void> {
    const { plan, options, pieces } = this.#counting;
    const few = Math.ceil(slice / nanosecondsOf(pieces, builtIn));
    const run = async (trials: number): Promise<number> => {
      return (await this.#watch.time(plan, { ...options, trials, workers: 1 })).processor;
    };
    const [short, long] = [await run(few), await run(5 * few)];
    const perTrial = Math.max(0, long - short) / (4 * few);
    const { tally, writing, stripSum } = this.readings.pieces;
    tally.push(perTrial - writing.at(-1)! - stripSum.at(-1)!);
    this.readings.bins.push(Math.max(0, short - setup - few * perTrial));
  }

  async #perTrial({ plan, options, pieces }: Work, setup: number, slice: number): Promise<number> {
    const trials = Math.max(20_000, Math.ceil(slice / nanosecondsOf(pieces, builtIn)));
    const { processor } = await this.#watch.time(plan, { ...options, trials, workers: 1 });
    return Math.max(0, processor - setup) / trials;
  }

  async #dispatch(index: number): Promise<void> {
    const [alone, together] = await this.#inTurn(
      index,
      () => this.#alone(8192, repeats),
      () => this.#watch.time(this.#mixed, { trials: 8192, workers: 2 }, repeats),
    );
    // Half of the two blocks is drawn beside the other half.
    const drawn = Math.max(0, alone - this.readings.setup.at(-1)!);
    this.readings.dispatch.push(Math.max(0, together - alone + drawn / 2));
  }

  /** Wall times of a run on one thread and on so many. */
  #pair(threads: number, trials: number, index: number): Promise<Pair> {
    const run = (workers: number): Promise<Taken> => this.#watch.time(this.#mixed, { trials, workers });
    return this.#inTurn(
      index,
      () => run(1),
      () => run(threads),
    );
  }

  #alone(trials: number, times: number): Promise<Taken> {
    return this.#watch.time(this.#mixed, { trials, workers: 1 }, times);
  }

  async #inTurn(index: number, first: () => Promise<Taken>, second: () => Promise<Taken>): Promise<Pair> {
    if (index % 2 === 1) {
      const { wall } = await second();
      return [(await first()).wall, wall];
    }
    const { wall } = await first();
    return [wall, (await second()).wall];
  }
}

function difference(work: Work, less: Work, timeOf: (work: Work) => number): [number, Pieces] {
  const pieces = Object.fromEntries(pieceNames.map((name) => [name, work.pieces[name] - less.pieces[name]]));
  return [timeOf(work) - timeOf(less), pieces as unknown as Record<keyof Pieces, number>];
}
