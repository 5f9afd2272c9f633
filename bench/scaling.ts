import { availableParallelism } from "node:os";
import { median, type Spread, spread } from "../dist/statistics.js";
import type { Effort } from "./effort.js";
import { type Book, runLundberg } from "./lundberg.js";

/** Wall time, nanoseconds per trial. */
export interface ScalingRow {
  readonly name: string;
  readonly one: number;
  readonly two: number;
  readonly ratio: Spread;
  readonly waiting: number;
}

export const leastScaling = 1.7;

export const scalingBooks: readonly { readonly name: string; readonly trials: number; readonly book: Book }[] = [
  {
    name: "case A",
    trials: 10_000_000,
    book: { frequency: ["poisson", { lambda: 5 }], severity: ["gamma", { alpha: 2, theta: 1000 }] },
  },
  {
    name: "lognormal claims with terms, Poisson 5",
    trials: 2_000_000,
    book: {
      frequency: ["poisson", { lambda: 5 }],
      severity: ["lognormal", { mu: 6.4, sigma: 1 }],
      terms: { deductible: 250, limit: 5000, share: 0.8, aggregateLimit: 8000 },
    },
  },
];

/** Pairs of runs in a process, and how many of them the engine is left to compile in. */
const pairs = 8;
const warmUps = 4;

/** Two workers of a warm pool against the calling thread, on one model whose plan and tables are made. */
export async function measureScaling({ rounds, size }: Effort): Promise<ScalingRow[]> {
  if (availableParallelism() < 2) return [];
  const rows: ScalingRow[] = [];
  for (const { name, trials, book } of scalingBooks) {
    const [one, two, waits]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < rounds; round++) {
      const orders = { trials: trials * size, workers: Array(pairs).fill([2, 1]).flat(), warm: true };
      const { runs } = await runLundberg({ book }, orders);
      const of = (threads: number): number =>
        median(
          runs
            .filter((_, i) => i >= 2 * warmUps && orders.workers[i] === threads)
            .map(({ wall }) => wall / orders.trials),
        );
      one.push(of(1));
      two.push(of(2));
      for (const [i, { wall, processor }] of runs.entries()) if (orders.workers[i] === 1) waits.push(wall / processor);
    }
    const ratio = spread(one.map((time, round) => time / two[round]!));
    rows.push({ name, one: median(one), two: median(two), ratio, waiting: median(waits) });
  }
  return rows;
}
