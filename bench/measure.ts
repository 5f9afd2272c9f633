/** How much work a run of the benchmarks does. */
export interface Effort {
  /** Timed rounds: what is printed are medians over them. */
  readonly rounds: number;
  /** A factor on trials and sample sizes. */
  readonly size: number;
}

/** Something to be timed against others. */
export interface Contender {
  readonly name: string;
  /** Items (trials, claims, values) that one call of `run` deals with; contenders may differ, times are per item. */
  readonly items: number;
  readonly run: () => unknown;
  /** Called before each timed call, untimed: to restore what `run` consumes. */
  readonly prepare?: () => void;
}

/**
 * What a time counts. "processor": what the process used, all its threads, which is what a user of one thread waits for
 * on a machine that does nothing else, and hardly changes when it does. "wall": what a clock on the wall shows.
 */
export type Clock = "processor" | "wall";

/** Nanoseconds per item; medians over the rounds, except where a quartile is meant. */
export interface Timing {
  readonly name: string;
  readonly items: number;
  readonly wall: number;
  readonly processor?: number;
  /**
   * Time over the first contender's in the same round, by the figure's clock: median, and the quartiles that show how far
   * rounds differ. None for the first contender itself, nor where nothing is compared.
   */
  readonly ratio?: { readonly median: number; readonly low: number; readonly high: number };
}

/** Rounds that are not timed: compilers tier up, arrays get their pages. */
const warmUpRounds = 2;

/**
 * Times contenders in turns, round by round, so that whatever slows the machine for a while slows all of them. A ratio
 * is taken within a round and only then summarised: it holds where absolute times drift.
 */
export async function interleave(
  contenders: readonly Contender[],
  { rounds, clock }: { rounds: number; clock: Clock },
): Promise<Timing[]> {
  const times = contenders.map((): { [clock in Clock]: number[] } => ({ wall: [], processor: [] }));
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const [index, { items, run, prepare }] of contenders.entries()) {
      prepare?.();
      const used = process.cpuUsage();
      const started = performance.now();
      await run();
      const elapsed = performance.now() - started;
      const { user, system } = process.cpuUsage(used);
      if (round < 0) continue;
      times[index]!.wall.push((elapsed * 1e6) / items);
      times[index]!.processor.push(((user + system) * 1e3) / items);
    }
  }
  return contenders.map(({ name, items }, index) => {
    const { wall, processor } = times[index]!;
    const timing = { name, items, wall: quantile(wall, 0.5), processor: quantile(processor, 0.5) };
    if (index === 0) return timing;
    const ratios = times[index]![clock].map((time, round) => time / times[0]![clock][round]!);
    const [low, median, high] = [0.25, 0.5, 0.75].map((p) => quantile(ratios, p)) as [number, number, number];
    return { ...timing, ratio: { median, low, high } };
  });
}

/** Linear between order statistics. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}
