import { math } from "../kernel.js";
import { termsTaken } from "../tables/termsTaken.js";

// Sums of positive terms that rise to one peak and fall behind it, as smooth functions of an index: sums over the number
// of clusters, and integrals by the trapezoidal rule, which converges faster than any power of the step where the
// integrand is analytic and dies out at both ends (Trefethen & Weideman 2014, doi 10.1137/130932132). With a step of half
// the peak's standard deviation a Gaussian peak is off by 2 exp(-8 pi^2) = 1e-34, which leaves room for skewer ones.

/** Steps of the trapezoidal rule to the standard deviation of the peak. */
export const stepToDeviation = 0.5;
const negligible = 1e-19;

/** `step` times the sum of exp(logTerm) at peak, peak +- step, ... inside [low, high]. */
export function sumOutwards(
  logTerm: (x: number) => number,
  peak: number,
  step: number,
  low: number = -Infinity,
  high: number = Infinity,
): number {
  let sum = math.exp(logTerm(peak));
  for (const direction of [step, -step]) {
    for (let k = 1; ; k++) {
      const x = peak + k * direction;
      if (!(x >= low && x <= high)) break;
      const term = math.exp(logTerm(x));
      termsTaken.count++;
      sum += term;
      if (!(term > negligible * sum)) break;
    }
  }
  return sum * step;
}

/** The sum of exp(logTerm) over the integers of [low, high]; the terms have one peak. `guess` is somewhere near it. */
export function sumOverIntegers(logTerm: (k: number) => number, guess: number, low: number, high: number): number {
  if (!(low <= high)) return 0;
  const peak = integerPeak(logTerm, Math.min(high, Math.max(low, Math.round(guess))), low, high);
  return sumOutwards(logTerm, peak, strideAt(logTerm, peak, low, high), low, high);
}

/** Where the terms of integers in [low, high] are largest: steps that double from `start` uphill, then bisection. */
function integerPeak(logTerm: (k: number) => number, start: number, low: number, high: number): number {
  const rises = (k: number): boolean => {
    termsTaken.count += 2;
    return k < high && logTerm(k + 1) > logTerm(k);
  };
  let [below, above] = [start, start];
  if (rises(start)) {
    for (let step = 1; above < high && rises(above); step *= 2) {
      below = above;
      above = Math.min(high, above + step);
    }
  } else {
    for (let step = 1; below > low && !rises(below); step *= 2) {
      above = below;
      below = Math.max(low, below - step);
    }
    if (below === low && !rises(low)) return low;
  }
  // rises(below), not rises(above).
  while (above - below > 1) {
    const middle = below + Math.floor((above - below) / 2);
    if (rises(middle)) below = middle;
    else above = middle;
  }
  return above;
}

/** A stride that leaves the sum as it is: 1, unless the peak is wide and far from both ends. */
function strideAt(logTerm: (k: number) => number, peak: number, low: number, high: number): number {
  const room = Math.min(peak - low, high - peak);
  const top = logTerm(peak);
  for (let reach = Math.floor(Math.min(room, Math.sqrt(peak)) / 2); reach >= 2; reach = Math.floor(reach / 4)) {
    const fall = 2 * top - logTerm(peak - reach) - logTerm(peak + reach);
    if (!(fall < 4)) continue;
    const deviation = reach / Math.sqrt(Math.max(fall, 1e-6));
    // The terms vanish before either end, so nothing is cut off.
    return 12 * deviation < room ? Math.max(1, Math.floor(stepToDeviation * deviation)) : 1;
  }
  return 1;
}
