import { math } from "../kernel.js";
import { gaussKronrod } from "../tables/gaussKronrod.js";
import type { ContinuousPart, SeverityPart } from "../tables/part.js";

const panel = 4;
const deepest = 690;
const negligible = 1e-17;

/**
 * E[X^k] of the law that has these parts, whatever atoms, kinks and gaps there are between them; k < momentsBelow. All
 * terms are positive, so it has relative accuracy.
 */
export function momentOfParts(parts: readonly SeverityPart[], k: number, momentsBelow: number): number {
  return parts.reduce((sum, part) => {
    if (part.kind === "continuous") return sum + part.weight * continuousMoment(part, k, momentsBelow);
    return part.values.reduce((points, value, i) => points + part.weights[i]! * math.pow(value, k), sum);
  }, 0);
}

/** The integral of Q(p)^k over (0, 1), each half of it in the variable t = -log of the tail's probability. */
function continuousMoment(part: ContinuousPart, k: number, momentsBelow: number): number {
  const halves = [(s: number) => part.survivalQuantile(s), (s: number) => part.quantile(s)];
  let sum = 0;
  for (const [i, quantile] of halves.entries()) {
    const f = (t: number): number => {
      const power = math.pow(quantile(math.exp(-t)), k);
      return power < Infinity ? power * math.exp(-t) : math.exp(k * math.log(quantile(math.exp(-t))) - t);
    };
    let t = Math.LN2;
    let last = Infinity;
    for (; t < deepest && last > sum * negligible; t += panel) {
      last = gaussKronrod(f, t, t + panel, sum * 1e-15);
      sum += last;
    }
    // Only powers of x have anything left so far out, and go on as e^(-(1 - k / momentsBelow) t).
    if (i === 0 && t >= deepest && momentsBelow < Infinity) sum += f(t) / (1 - k / momentsBelow);
  }
  return sum;
}
