import { median, type Spread, spread } from "../dist/statistics.js";
import type { Effort } from "./effort.js";
import { runLundberg } from "./lundberg.js";
import { scalingBooks } from "./scaling.js";

/** What a trial costs in runs of different sizes, nanoseconds of processor time. */
export interface SizeRow {
  readonly name: string;
  readonly times: readonly number[];
  /** The largest run's trial against the smallest run's. */
  readonly ratio: Spread;
}

export const sizes: readonly number[] = [100_000, 1_000_000, 10_000_000];
/** Trials of a process in all, the first half of them unmeasured: the engine compiles meanwhile. */
const workload = 40_000_000;

/** One model with its tables made, again and again in a process of its own for each size. */
export async function measureSizes({ rounds, size }: Effort): Promise<SizeRow[]> {
  const rows: SizeRow[] = [];
  for (const { name, book } of scalingBooks) {
    const times = sizes.map(() => [] as number[]);
    for (let round = 0; round < rounds; round++) {
      for (const [i, trials] of sizes.entries()) {
        const count = Math.max(4, Math.min(200, Math.round((workload * size) / trials)));
        const { runs } = await runLundberg({ book }, { trials, workers: new Array(count).fill(1), warm: true });
        times[i]!.push(median(runs.slice(count / 2).map(({ processor }) => processor / trials)));
      }
    }
    const ratio = spread(times.at(-1)!.map((time, round) => time / times[0]![round]!));
    rows.push({ name, times: times.map(median), ratio });
  }
  return rows;
}
