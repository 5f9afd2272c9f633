import { type InforceOptions, inforce, PricingModel, portfolio } from "lundberg";
import { agree, estimateMean } from "./agreement.js";
import { type Competitor, freshCompetitor } from "./competitors/competitor.js";
import { type Contender, type Effort, interleave, type Timing } from "./measure.js";

/** Random draws of a call at full effort, a tenth of a second or so. The slower a simulator, the fewer it needs. */
const draws = { lundberg: 10_000_000, plain: 1_000_000, stdlib: 250_000 };

export interface Comparison {
  readonly name: string;
  /** Made anew for every call, so that lundberg's time holds its plan and its tables. */
  readonly book: () => InforceOptions;
  readonly fill: (competitor: Competitor, losses: Float64Array) => void;
  /** 1 for times per trial, expected claims a trial for times per claim. */
  readonly itemsPerTrial: number;
}

/**
 * lundberg in the calling thread, plain JavaScript and @stdlib/random on one model, timed in turns.
 * @throws Error where a competitor's mean loss is not lundberg's: such times would compare nothing
 */
export async function timeSimulators(comparison: Comparison, { rounds, size }: Effort): Promise<Timing[]> {
  const { name, book, fill, itemsPerTrial } = comparison;
  const trialsOf = (simulator: keyof typeof draws) => Math.round((draws[simulator] * size) / itemsPerTrial);
  const trials = trialsOf("lundberg");
  const simulate = (seed: number) =>
    new PricingModel(portfolio([inforce(book())])).simulate({ trials, seed, workers: 1 });
  let seed = 0;
  const contenders: Contender[] = [
    { name: "lundberg", items: trials * itemsPerTrial, run: async () => (await simulate(seed++)).release() },
  ];
  const reference = await simulate(seed++);
  for (const module of ["plain", "stdlib"] as const) {
    const competitor = await freshCompetitor(module, name);
    const losses = new Float64Array(trialsOf(module));
    fill(competitor, losses);
    agree(competitor.name, reference.mean, estimateMean(losses));
    const run = () => fill(competitor, losses);
    contenders.push({ name: competitor.name, items: losses.length * itemsPerTrial, run });
  }
  reference.release();
  return interleave(contenders, { rounds, clock: "processor" });
}
