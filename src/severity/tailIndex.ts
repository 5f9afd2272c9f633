import { math } from "../kernel.js";
import type { SeverityLaw } from "./law.js";

const farthest = 1e290;
const smallestProbability = 1e-280;
const samePower = 1e-6;
const margin = 1e-9;

/**
 * Below which order the moments of a law with unbounded support are finite, by how its survival function falls at
 * probabilities down to 1e-280: as a power of x, then below that power (less a billionth of it, so that the moment of
 * the very power is infinite); ever faster, then all are. undefined where neither is plain: the tail index is not guessed.
 */
export function tailIndex(law: SeverityLaw): number | undefined {
  const least = Math.max(smallestProbability, law.survival(farthest));
  const depth = -math.log(least);
  const points = [1 / 3, 2 / 3, 1].map((part) => {
    const x = law.survivalQuantile(math.exp(-part * depth));
    return { logX: math.log(x), logS: math.log(law.survival(x)) };
  });
  const fall = (i: number): number => (points[i]!.logS - points[i + 1]!.logS) / (points[i + 1]!.logX - points[i]!.logX);
  const [first, second] = [fall(0), fall(1)];
  // Stated so that a survival function that has become 0 by then, or level, is not plain.
  if (!(first > 0 && second < Infinity)) return undefined;
  if (Math.abs(second - first) <= samePower * first) return second * (1 - margin);
  return second > 1.1 * first ? Infinity : undefined;
}
