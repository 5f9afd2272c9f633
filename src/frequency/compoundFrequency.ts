import { record } from "../check.js";
import { ActuarialError } from "../errors.js";
import { math } from "../kernel.js";
import { countDistribution } from "../tables/countDistribution.js";
import { type CountLaw, countKind, countPmf, type ParametricCounts } from "../tables/countLaw.js";
import { clusterLaw } from "./clusterLaw.js";
import { compoundLogPgf, compoundPmf } from "./compoundPmf.js";
import { deterministic } from "./deterministic.js";
import { effectiveRange } from "./effectiveRange.js";
import { Frequency, type FrequencyLaw, isFrequency } from "./frequency.js";
import { mixtureLaw } from "./mixtureLaw.js";
import { reducedCompound } from "./reducedCompound.js";

/**
 * The number of claims in `primary` many clusters of `secondary` many claims each, all independent (Loss Models, 7.1):
 * N = K_1 + ... + K_M with P(z) = P_M(P_K(z)).
 *
 * Where the sum of m clusters is a Poisson, binomial or negative binomial law, N may have any size. Otherwise its
 * probabilities come by recursion, and what needs them is ERR_TOO_LARGE where that takes too long.
 */
export function compoundFrequency(parameters: {
  readonly primary: Frequency;
  readonly secondary: Frequency;
}): Frequency {
  const given = record("compoundFrequency", parameters, ["primary", "secondary"]);
  const primary = isFrequency("compoundFrequency: primary", given.primary);
  const secondary = isFrequency("compoundFrequency: secondary", given.secondary);
  const reduced = reducedCompound(primary, secondary, (m, k) => compoundFrequency({ primary: m, secondary: k }));
  return new Frequency("compoundFrequency", { primary, secondary }, reduced?.bound ?? compoundLaw(primary, secondary));
}

function compoundLaw(primary: Frequency, secondary: Frequency): FrequencyLaw {
  const [clusters, claims] = [primary.bound, secondary.bound];
  return {
    ...(clusterCounts(primary, secondary) ?? recursiveCounts(primary, secondary)),
    mean: clusters.mean * claims.mean,
    variance: clusters.mean * claims.variance + clusters.variance * claims.mean * claims.mean,
    pgf: (z) => {
      const inner = claims.pgf(z);
      return Number.isNaN(inner) ? inner : clusters.pgf(inner);
    },
    logPgf: (w) => compoundLogPgf(primary, secondary, w),
    superposed: (k) => {
      const sum = primary.superposed(k);
      return sum && compoundFrequency({ primary: sum, secondary });
    },
    thinned: (p) => {
      const kept = secondary.thinned(p);
      return kept && compoundFrequency({ primary, secondary: kept });
    },
  };
}

type Counts = Pick<FrequencyLaw, "counts" | "cdf">;

/** Most numbers of clusters that are tabulated one by one. */
const mostParts = 512;

/** Where the sum of m clusters is a parametric law. */
function clusterCounts(primary: Frequency, secondary: Frequency): Counts | undefined {
  const sum = (m: number): Frequency => {
    const made = m === 0 ? deterministic({ n: 0 }) : secondary.superposed(m);
    if (made !== undefined) return made;
    throw new ActuarialError("ERR_TOO_LARGE", `compoundFrequency: ${m} clusters of ${secondary} are beyond counting`);
  };
  const lawOf = remembered((m): ParametricCounts => parametric(sum(m).law)!);
  const { law } = primary;
  if (parametric(secondary.law) === undefined || secondary.superposed(2) === undefined) return undefined;
  if (!(secondary.bound.variance > 0) || law.kind === "mixture") return undefined;
  if (law.kind === "points") {
    if (law.counts.length > mostParts) return undefined;
    return mixtureLaw(
      Array.from(law.counts, (m, i) => {
        const { law: counts, bound } = sum(m);
        return { weight: law.weights[i]!, counts, cdf: bound.cdf };
      }),
    );
  }
  const mostClaims = largest(secondary.law);
  return clusterLaw({
    name: "compoundFrequency",
    logPgf: (w) => compoundLogPgf(primary, secondary, w),
    logClusters: remembered((m) => logPmf(law, m)),
    range: effectiveRange(primary.bound.logPgf),
    logSum: (m, n) => logPmf(lawOf(m), n),
    possible: (n) => [Math.max(1, Math.ceil(n / mostClaims)), largest(law)],
    mean: secondary.bound.mean,
    deviation: Math.sqrt(secondary.bound.variance),
    sum,
  });
}

function recursiveCounts(primary: Frequency, secondary: Frequency): Counts {
  const logPgf = (w: number): number => compoundLogPgf(primary, secondary, w);
  const counts: CountLaw = {
    kind: "probabilities",
    name: "compoundFrequency",
    pmf: compoundPmf(primary, secondary),
    logNone: logPgf(-1),
    ...effectiveRange(logPgf),
  };
  return { counts, cdf: countDistribution(counts) };
}

function parametric(law: CountLaw): ParametricCounts | undefined {
  return law.kind === "poisson" || law.kind === "binomial" || law.kind === "negativeBinomial" ? law : undefined;
}

function logPmf(law: CountLaw, n: number): number {
  const known = parametric(law);
  return known === undefined ? math.log(countPmf(law, n)) : math.logPmf(countKind[known.kind], known.a, known.b, n);
}

/** f with its results kept: what is known of a number of clusters, which may take long, is asked for again and again. */
function remembered<T>(f: (n: number) => T): (n: number) => T {
  const known = new Map<number, T>();
  return (n) => {
    let value = known.get(n);
    if (value === undefined) {
      value = f(n);
      known.set(n, value);
    }
    return value;
  };
}

/** The largest possible count. */
function largest(law: CountLaw): number {
  return law.kind === "binomial" ? law.a : Infinity;
}
