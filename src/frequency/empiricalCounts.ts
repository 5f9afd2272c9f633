import { count, fail, nonNegative, record } from "../check.js";
import { math } from "../kernel.js";
import { countKind, type PointCounts } from "../tables/countLaw.js";
import { deterministic } from "./deterministic.js";
import { Frequency, type FrequencyLaw } from "./frequency.js";

type Numbers = readonly number[] | Float64Array;

/**
 * The law that takes each of the counts, integers >= 0, with a probability in proportion to its weight >= 0, by default
 * all alike: resampling of observed years. Counts come in any order, ties included. What cannot be used of them is
 * ERR_DATA.
 */
export function empiricalCounts(parameters: { readonly counts: Numbers; readonly weights?: Numbers }): Frequency {
  const given = record("empiricalCounts", parameters, ["counts", "weights"]);
  const counts = data("empiricalCounts: counts", given.counts, count);
  const weights =
    given.weights === undefined ? undefined : data("empiricalCounts: weights", given.weights, nonNegative);
  if (weights && weights.length !== counts.length) {
    fail("empiricalCounts: weights", `as many as counts, ${counts.length}`, weights, "ERR_DATA");
  }
  const sum = weights ? weights.reduce((a, b) => a + b, 0) : counts.length;
  if (!(sum > 0 && sum < Infinity)) {
    fail("empiricalCounts: the sum of weights", "a finite number > 0", sum, "ERR_DATA");
  }
  const total = new Map<number, number>();
  counts.forEach((n, i) => {
    total.set(n, (total.get(n) ?? 0) + (weights ? weights[i]! : 1));
  });
  const ascending = [...total].filter(([, weight]) => weight > 0).sort(([a], [b]) => a - b);
  const law: PointCounts = {
    kind: "points",
    counts: Float64Array.from(ascending, ([n]) => n),
    weights: Float64Array.from(ascending, ([, weight]) => weight / sum),
  };
  return new Frequency("empiricalCounts", { counts, ...(weights && { weights }) }, pointsFrequency(law));
}

/** Products of probabilities that thinning may cost. */
const mostProducts = 4_194_304;

function pointsFrequency(law: PointCounts): FrequencyLaw {
  const { counts, weights } = law;
  const average = (f: (n: number) => number): number =>
    weights.reduce((sum, weight, i) => sum + weight * f(counts[i]!), 0);
  const mean = average((n) => n);
  return {
    counts: law,
    mean,
    variance: average((n) => (n - mean) * (n - mean)),
    cdf: (x) =>
      Math.min(
        1,
        average((n) => (n <= x ? 1 : 0)),
      ),
    pgf: (z) => (z === 1 ? 1 : average((n) => math.pow(z, n))),
    logPgf: (w) => {
      if (w === -1) return math.log(average((n) => (n === 0 ? 1 : 0)));
      const log1p = math.log1p(w);
      // About w = 0 relative to 1, elsewhere to the largest term: 1 plus a sum near -1 would have no digits.
      const top = (log1p > 0 ? counts[counts.length - 1]! : counts[0]!) * log1p;
      const change = top < 1 ? average((n) => math.expm1(n * log1p)) : Infinity;
      if (Math.abs(change) < 0.5) return math.log1p(change);
      return top + math.log(average((n) => math.exp(n * log1p - top)));
    },
    superposed: () => undefined,
    thinned: (p) => {
      const last = counts[counts.length - 1]!;
      if (last === 0 || p === 0) return deterministic({ n: 0 });
      return last * counts.length <= mostProducts ? thinnedPoints(law, p) : undefined;
    },
  };
}

/** Each count's share goes to the binomial law of what is kept of it. */
function thinnedPoints({ counts, weights }: PointCounts, p: number): Frequency {
  const kept = new Float64Array(counts[counts.length - 1]! + 1);
  counts.forEach((n, i) => {
    for (let k = 0; k <= n; k++) kept[k]! += weights[i]! * math.exp(math.logPmf(countKind.binomial, n, p, k));
  });
  return empiricalCounts({ counts: Float64Array.from(kept.keys()), weights: kept });
}

function data(where: string, value: unknown, rule: typeof count): readonly number[] {
  if (!Array.isArray(value) && !(value instanceof Float64Array)) fail(where, "an array of numbers", value);
  if (value.length === 0) fail(where, "at least one number", value, "ERR_DATA");
  return Object.freeze(
    Array.from(value as Numbers, (x: unknown, i) => {
      if (typeof x !== "number" || !rule.holds(x)) fail(`${where}[${i}]`, rule.text, x, "ERR_DATA");
      return x === 0 ? 0 : x;
    }),
  );
}
