import { type Portfolio, PricingModel } from "../../dist/index.js";
import { levels } from "./study.js";

/** Cells of equal probability, each of which stands for its mean. */
const cells = 2000;

/**
 * Mean, VaR and TVaR of A + B where A can be solved and B cannot, by conditioning: P(A + B > x) = E P(A > x - B), with the
 * exact law of A and millions of draws of B alone.
 */
export async function conditionalTruth(a: Portfolio, b: Portfolio, trials: number): Promise<Map<string, number>> {
  const law = await new PricingModel(a).solve({ levels: [...levels, 0.9999] });
  const drawn = await new PricingModel(b).simulate({ trials, seed: 2 ** 40 });
  const sorted = drawn.losses.slice().sort();
  drawn.release();
  const size = trials / cells;
  const others = Array.from({ length: cells }, (_, i) => {
    const part = sorted.subarray(Math.round(i * size), Math.round((i + 1) * size));
    return part.reduce((sum, loss) => sum + loss, 0) / part.length;
  });
  const mean = (f: (other: number) => number): number => others.reduce((sum, other) => sum + f(other), 0) / cells;
  const exactMean = new PricingModel(a.plus(b)).portfolio.components.map((each) => each.meanLoss());
  const found = new Map([["mean", exactMean.reduce((sum: number, each) => sum + each!, 0)]]);
  const tails = new Map<string, number>();
  for (const level of levels) {
    let [low, high] = [0, law.var(0.9999).value + others.at(-1)!];
    while (high - low > 1e-9 * high) {
      const middle = (low + high) / 2;
      if (mean((other) => law.exceedanceProbability(middle - other).value) > 1 - level) low = middle;
      else high = middle;
    }
    found.set(`VaR ${level}`, high);
    tails.set(`TVaR ${level}`, high + mean((other) => law.stopLoss(high - other).value) / (1 - level));
  }
  return new Map([...found, ...tails]);
}
