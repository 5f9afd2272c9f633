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

export interface Timing {
  readonly name: string;
  readonly items: number;
  /** Median over the rounds. */
  readonly nsPerItem: number;
  /**
   * Time over the first contender's in the same round: median, and the quartiles that show how far rounds differ. None
   * for the first contender itself, nor where nothing is compared.
   */
  readonly ratio?: { readonly median: number; readonly low: number; readonly high: number };
}

/** Rounds that are not timed: compilers tier up, arrays get their pages. */
const warmUpRounds = 2;

/**
 * Times contenders in turns, round by round, so that whatever slows the machine for a while slows all of them. A ratio
 * is taken within a round and only then summarised: it holds where absolute times drift. Wall time.
 */
export async function interleave(contenders: readonly Contender[], rounds: number): Promise<Timing[]> {
  const times = contenders.map((): number[] => []);
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const [index, { items, run, prepare }] of contenders.entries()) {
      prepare?.();
      const started = performance.now();
      await run();
      const elapsed = performance.now() - started;
      if (round >= 0) times[index]!.push((elapsed * 1e6) / items);
    }
  }
  return contenders.map(({ name, items }, index) => {
    const timing = { name, items, nsPerItem: quantile(times[index]!, 0.5) };
    if (index === 0) return timing;
    const ratios = times[index]!.map((time, round) => time / times[0]![round]!);
    return {
      ...timing,
      ratio: { median: quantile(ratios, 0.5), low: quantile(ratios, 0.25), high: quantile(ratios, 0.75) },
    };
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
