import { Bins } from "./bins.js";
import { type Finding, zFinding } from "./finding.js";
import { binomialLimits, zLimit } from "./limits.js";

type Pairs = readonly (readonly [number, number])[];

/** Exact figures of an annual loss S; where one is absent it is not tested. */
export interface Measures {
  readonly mean?: number;
  readonly variance?: number;
  readonly probabilityOfZero?: number;
  /** [x, P(S <= x)] */
  readonly cdf?: Pairs;
  /** [x, P(S = x)] */
  readonly pmf?: Pairs;
  /** [p, the least x with P(S <= x) >= p] */
  readonly quantiles?: Pairs;
  /** [p, TVaR at p]; the quantile at p stands beside. */
  readonly tvar?: Pairs;
  /** [d, E max(S - d, 0)] */
  readonly stopLoss?: Pairs;
}

/**
 * Annual losses against exact figures: probabilities and quantiles by exact binomial limits on counts, means by their
 * own standard error, TVaR through the mean of (S - quantile)+, whose exact value is (TVaR - quantile) (1 - p).
 */
export function measureFindings(losses: Float64Array, exact: Measures): Finding[] {
  const { cdf = [], pmf = [], quantiles = [], tvar = [], stopLoss = [], probabilityOfZero } = exact;
  const n = losses.length;
  const upTo = countsUpTo(losses, [0, ...[...cdf, ...pmf].map(([x]) => x), ...quantiles.map(([, x]) => x)]);
  const below = (x: number): number => (x > 0 ? upTo(justBelow(x)) : 0);
  const counted = (statistic: string, value: number, low: number, high = low): Finding => ({
    statistic,
    value,
    low: binomialLimits(n, low)[0],
    high: binomialLimits(n, high)[1],
  });

  const found: Finding[] = [];
  if (exact.mean !== undefined) found.push(excessFinding("mean", losses, 0, exact.mean));
  if (exact.variance !== undefined) found.push(varianceFinding(losses, exact.variance));
  if (probabilityOfZero !== undefined) found.push(counted("years without a loss", upTo(0), probabilityOfZero));
  for (const [x, p] of cdf) found.push(counted(`years up to ${x}`, upTo(x), p));
  for (const [x, p] of pmf) found.push(counted(`years of ${x}`, upTo(x) - below(x), p));
  for (const [p, x] of quantiles) {
    found.push(counted(`years up to VaR ${p}`, upTo(x), p, 1));
    found.push(counted(`years below VaR ${p}`, below(x), 0, p));
  }
  for (const [p, value] of tvar) {
    const x = quantiles.find(([level]) => level === p)![1];
    found.push(excessFinding(`TVaR ${p}`, losses, x, (value - x) * (1 - p)));
  }
  for (const [d, mean] of stopLoss) found.push(excessFinding(`E(S - ${d})+`, losses, d, mean));
  return found;
}

/** Counts of losses up to any of the points, and up to the double just below any, in one pass. */
function countsUpTo(losses: Float64Array, points: readonly number[]): (x: number) => number {
  const edges = [...new Set(points.flatMap((x) => (x > 0 ? [justBelow(x), x] : [x])))].sort((a, b) => a - b);
  const bins = new Bins(edges);
  bins.add(losses);
  const sums = new Map<number, number>();
  let sum = 0;
  edges.forEach((edge, i) => {
    sum += bins.counts[i]!;
    sums.set(edge, sum);
  });
  return (x) => sums.get(x)!;
}

const bits = new DataView(new ArrayBuffer(8));

function justBelow(x: number): number {
  bits.setFloat64(0, x);
  bits.setBigInt64(0, bits.getBigInt64(0) - 1n);
  return bits.getFloat64(0);
}

/** E max(S - d, 0). */
function excessFinding(statistic: string, losses: Float64Array, d: number, mean: number): Finding {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < losses.length; i++) {
    const s = losses[i]!;
    const deviation = (s > d ? s - d : 0) - mean;
    sum += deviation;
    squares += deviation * deviation;
  }
  return zFinding(statistic, sum, squares, losses.length, mean);
}

/** By the sample's own fourth moment, so for laws with a light tail only. */
function varianceFinding(losses: Float64Array, variance: number): Finding {
  const n = losses.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += losses[i]!;
  const mean = sum / n;
  let second = 0;
  let fourth = 0;
  for (let i = 0; i < n; i++) {
    const square = (losses[i]! - mean) ** 2;
    second += square / n;
    fourth += (square * square) / n;
  }
  const error = Math.sqrt((fourth - second * second) / n);
  return { statistic: "variance", value: (second - variance) / error, low: -zLimit, high: zLimit };
}
