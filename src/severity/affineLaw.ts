import { math } from "../kernel.js";
import { affinePart } from "../tables/part.js";
import { atomsOf } from "./atomsOf.js";
import { firstWhere } from "./firstWhere.js";
import { completeLaw, type SeverityLaw } from "./law.js";
import { momentOfParts } from "./momentOfParts.js";
import { restrict } from "./restrict.js";

const largest = 1.7976931348623157e308;
const justBelowOne = 0.9999999999999999;
const mostBinomialTerms = 64;

/**
 * The law of scale * X + shift, scale > 0, not below 0 anywhere. Each function is that of X at the inverse image, so
 * both tails stay as accurate as they are; atoms stay exact, because the law is that of the rounded images of X's atoms.
 * `within` are the bounds of a restriction, which the rounding of the images must not leave.
 */
export function affineLaw(
  law: SeverityLaw,
  scale: number,
  shift: number,
  within: readonly [number, number] = [-Infinity, Infinity],
): SeverityLaw {
  if (scale === 1 && shift === 0) return law;
  const image = (y: number): number => scale * y + shift;

  /** The greatest y with image(y) <= x: where the division misses an atom, the atom decides. */
  function back(x: number): number {
    const atoms = atomsOf(law);
    const y = (x - shift) / scale;
    const beyond = firstWhere(atoms.length, (i) => image(atoms[i]!) > x);
    const next = atoms[beyond] ?? Infinity;
    return Math.max(atoms[beyond - 1] ?? -Infinity, y < next ? y : next * justBelowOne);
  }

  /** scale^k * m, where the power alone may leave the range of doubles. */
  function scaledPower(k: number, m: number): number {
    const power = math.pow(scale, k);
    return (power > 0 && power < Infinity) || m === 0 ? power * m : math.exp(k * math.log(scale) + math.log(m));
  }

  /** E of the k-th power of scale * Y + shift, in terms of the moments of Y; all terms are positive. */
  function binomial(k: number, moment: (j: number) => number): number {
    let sum = 0;
    let coefficient = 1;
    for (let j = 0; j <= k; j++) {
      sum += coefficient * math.pow(shift, k - j) * scaledPower(j, moment(j));
      coefficient *= (k - j) / (j + 1);
    }
    return sum;
  }

  function moment(k: number): number {
    const closed = shift === 0 ? scaledPower(k, law.moment(k)) : expands(k) ? binomial(k, law.moment) : NaN;
    return closed > 0 && closed < Infinity ? closed : momentOfParts(made.parts(), k, law.momentsBelow);
  }

  function limitedMoment(k: number, d: number): number {
    const y = (d - shift) / scale;
    const inner = (j: number): number => law.limitedMoment(j, y);
    const closed = shift === 0 ? scaledPower(k, inner(k)) : expands(k) ? binomial(k, inner) : NaN;
    if (closed > 0 && closed < Infinity) return closed;
    const { mass, law: inside } = restrict(made, -Infinity, d);
    const below = mass > 0 ? mass * momentOfParts(inside().parts(), k, Infinity) : 0;
    return below + math.pow(d, k) * made.survival(d);
  }

  // Otherwise, and where what is in between leaves the range of doubles, moments are those of the parts.
  const expands = (k: number): boolean => shift > 0 && Number.isInteger(k) && k <= mostBinomialTerms;

  function layer(attachment: number, limit: number): number {
    const certain = Math.min(limit, Math.max(0, shift - attachment));
    const rest = (limit - certain) / scale;
    const from = Math.max(0, (attachment - shift) / scale);
    return certain + scale * law.layer(from, limit < Infinity ? Math.min(rest, largest) : Infinity);
  }

  const low = Math.max(image(law.support[0]), within[0]);
  const high = Math.min(image(law.support[1]), within[1]);
  const made = completeLaw({
    support: [low, high],
    momentsBelow: law.momentsBelow,
    density: (x) => law.density(back(x)) / scale,
    survival: (x) => law.survival(back(x)),
    cdf: (x) => law.cdf(back(x)),
    quantile: (p) => image(law.quantile(p)),
    survivalQuantile: (s) => image(law.survivalQuantile(s)),
    // Where the shift is negative, a difference of the mean and it would cancel.
    mean: () => (shift >= 0 ? image(law.mean()) : scale * law.layer(-shift / scale, Infinity)),
    variance: () => scale * (scale * law.variance()),
    skewness: law.skewness,
    moment,
    limitedMoment,
    layer,
    parts: () => law.parts().map((part) => affinePart(part, scale, shift, low, high)),
    ...(shift === 0 && law.gamma && { gamma: { alpha: law.gamma.alpha, theta: scale * law.gamma.theta } }),
    // A single continuous piece is restricted as any other.
    ...(law.restricted && {
      restricted: (lower, upper) => {
        const inner = restrict(law, back(lower), back(upper));
        return { mass: inner.mass, law: () => affineLaw(inner.law(), scale, shift, [lower, upper]) };
      },
    }),
  });
  return made;
}
