import { ActuarialError } from "../errors.js";
import { math } from "../kernel.js";
import { countPmf } from "../tables/countLaw.js";
import { mostTerms, termsTaken, tooManyTermsSince } from "../tables/termsTaken.js";
import { type CountRange, effectiveRange, logTailBound } from "./effectiveRange.js";
import type { Frequency } from "./frequency.js";

/** Products of probabilities that a recursion may cost, half a second or so; and how many probabilities it may make. */
const mostProducts = 536_870_912;
const mostCounts = 4_194_304;
/** A law's probabilities below the least double are 0. */
const logLeast = -745.2;
/** Numbers of clusters beyond are neglected: e^-200. */
const clusterDepth = 200;

/**
 * P(N = n) of a compound law by recursion, for all n of its range at once and further on request. Where the primary law
 * is of the (a, b, 1) class with a >= 0 and a + b >= 0, Panjer's recursion (1981, doi 10.1017/S0515036100006796) has
 * positive terms alone; every other primary law is summed by Horner's rule over the number of clusters, all positive too.
 */
export function compoundPmf(primary: Frequency, secondary: Frequency): (n: number) => number {
  let values: Float64Array = new Float64Array(0);
  const logPgf = (w: number): number => compoundLogPgf(primary, secondary, w);
  let range: CountRange | undefined;
  /** From here on every probability is 0. */
  let end = Infinity;
  return (n) => {
    if (n >= end) return 0;
    if (n >= values.length) {
      range ??= effectiveRange(logPgf);
      const { last } = range;
      if (n > last && logTailBound(logPgf, n) < logLeast) {
        end = n;
        return 0;
      }
      const further = n <= 2 * last ? Math.min(2 * values.length, 2 * last) : Math.ceil(1.5 * n);
      values = recursion(primary, secondary, Math.max(n, last, further));
    }
    return values[n]!;
  };
}

/** log P_M(P_K(1 + w)). */
export function compoundLogPgf(primary: Frequency, secondary: Frequency, w: number): number {
  const log = secondary.bound.logPgf(w);
  return log < 709 ? primary.bound.logPgf(math.expm1(log)) : Infinity;
}

function recursion(primary: Frequency, secondary: Frequency, last: number): Float64Array {
  // What it is going to cost, before anything is made: the clusters' claims that have a noticeable probability.
  const claims = Math.min(last, effectiveRange(secondary.bound.logPgf).last);
  const ratios = panjerClass(primary);
  const clusters = ratios === undefined ? effectiveRange(primary.bound.logPgf, clusterDepth).last : 1;
  admit(clusters * claims * last, last);
  const each = probabilities(secondary, last);
  admit(clusters * each.length * last, last);
  if (ratios !== undefined) return panjer(ratios, compoundLogPgf(primary, secondary, -1), each, last);
  return horner(probabilities(primary, clusters), each, last);
}

function admit(products: number, last: number): void {
  if (products <= mostProducts && last <= mostCounts) return;
  refuse(last, `about ${products.toPrecision(2)} products`);
}

function refuse(last: number, work: string): never {
  throw new ActuarialError(
    "ERR_TOO_LARGE",
    `compoundFrequency: the probabilities of up to ${last} claims take ${work}; at most ` +
      `${mostCounts} claims and ${mostProducts} products are computed, unless the sums of the secondary law are ` +
      "Poisson, binomial or negative binomial",
  );
}

/** P(N = 0), P(N = 1), ... up to the last that is not 0, or to `last`. */
function probabilities({ law }: Frequency, last: number): Float64Array {
  const before = termsTaken.count;
  const values = Float64Array.from({ length: last + 1 }, (_, n) => {
    if (tooManyTermsSince(before)) refuse(last, `more than ${mostTerms} terms`);
    return countPmf(law, n);
  });
  let length = values.length;
  while (length > 1 && values[length - 1] === 0) length--;
  return values.subarray(0, length);
}

/** p(n) / p(n - 1) = a + b / n from n = 2 on, and p(1) - (a + b) p(0). */
interface Ratios {
  readonly a: number;
  readonly b: number;
  readonly one: number;
}

function panjerClass({ law, family, parameters }: Frequency): Ratios | undefined {
  if (law.kind === "poisson") return { a: 0, b: law.a, one: 0 };
  if (law.kind === "negativeBinomial") {
    const a = law.b / (1 + law.b);
    return { a, b: (law.a - 1) * a, one: 0 };
  }
  if (family === "logarithmic") {
    const beta = parameters.beta as number;
    const a = beta / (1 + beta);
    return { a, b: -a, one: a / math.log1p(beta) };
  }
  return undefined;
}

function panjer({ a, b, one }: Ratios, logNone: number, each: Float64Array, last: number): Float64Array {
  const q = new Float64Array(last + 1);
  // A recursion that began below the least double would stay at 0: it begins at 1, and is scaled down on its way.
  const scaled = logNone < -600 && logNone > -Infinity;
  let logScale = scaled ? logNone : 0;
  q[0] = scaled ? 1 : math.exp(logNone);
  const own = 1 - a * each[0]!;
  for (let n = 1; n <= last; n++) {
    let sum = one * (each[n] ?? 0);
    const most = Math.min(n, each.length - 1);
    for (let j = 1; j <= most; j++) sum += (a + (b * j) / n) * each[j]! * q[n - j]!;
    q[n] = sum / own;
    if (q[n]! > 1e250) {
      for (let k = 0; k <= n; k++) q[k]! *= 1e-250;
      logScale += 575.6462732485115;
    }
  }
  const scale = math.exp(logScale);
  return scaled ? q.map((value) => value * scale) : q;
}

function horner(clusters: Float64Array, each: Float64Array, last: number): Float64Array {
  let sum = Float64Array.of(clusters[clusters.length - 1]!);
  for (let m = clusters.length - 2; m >= 0; m--) {
    const next = new Float64Array(Math.min(last + 1, sum.length + each.length - 1));
    for (let i = 0; i < sum.length; i++) {
      const most = Math.min(each.length, next.length - i);
      for (let j = 0; j < most; j++) next[i + j]! += sum[i]! * each[j]!;
    }
    next[0]! += clusters[m]!;
    sum = next;
  }
  const values = new Float64Array(last + 1);
  values.set(sum);
  return values;
}
