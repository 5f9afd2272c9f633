import { median } from "../dist/statistics.js";
import type { Effort } from "./effort.js";
import { runLundberg } from "./lundberg.js";
import { setupBooks } from "./setupModels.js";

/** Milliseconds of processor time: the first model of a new process, and the same model again and again. */
export interface SetupRow {
  readonly name: string;
  readonly first: number;
  readonly next: number;
}

export const setupTrials = 10_000;
export const mostSetup = 3;
/** Models after which the engine has compiled what makes tables: those of a process that prices a book. */
export const warmUps = 40;

/** From a model's description to its first losses: what tables and plan cost before they pay. No peer has much to set up. */
export async function measureSetup({ setupRounds }: Effort): Promise<SetupRow[]> {
  const times = new Map(setupBooks.map(({ name }) => [name, { first: [] as number[], next: [] as number[] }]));
  for (let round = 0; round < setupRounds; round++) {
    for (const { name, book } of setupBooks) {
      const workers = new Array(2 * warmUps).fill(1);
      const { runs } = await runLundberg({ book }, { trials: setupTrials, workers });
      const [first, ...others] = runs.map(({ processor }) => processor / 1e6);
      times.get(name)!.first.push(first!);
      times.get(name)!.next.push(median(others.slice(warmUps)));
    }
  }
  return [...times].map(([name, { first, next }]) => ({ name, first: median(first), next: median(next) }));
}
