import { integrate } from "../tables/quadrature.js";
import { completeLaw, type Restriction, type SeverityLaw } from "./law.js";

// A product of two tiny probabilities must not become the probability 0, whose quantile is the end of the support.
const least = 1e-310;
const faint = 1e-295;
/** The least double with all its digits. */
const leastNormal = 2.2250738585072014e-308;

/**
 * A law given that lower < X <= upper (-Infinity and Infinity where there is no bound), with the probability of that.
 * Where this is 0 there is no such law, and `law` is not to be called.
 */
export function restrict(law: SeverityLaw, lower: number, upper: number): Restriction {
  if (lower < law.support[0] && upper >= law.support[1]) return { mass: 1, law: () => law };
  if (law.restricted) return law.restricted(lower, upper);
  const from = Math.max(lower, law.support[0]);
  const to = Math.min(upper, law.support[1]);
  const mass = from < to ? between(law, from, to) : 0;
  return { mass, law: () => restrictContinuous(law, from, to, mass) };
}

function restrictContinuous(law: SeverityLaw, from: number, to: number, mass: number): SeverityLaw {
  const below = law.cdf(from);
  const above = law.survival(to);

  // Into the probabilities of the whole law, from that end of it which keeps the digits.
  function quantile(p: number): number {
    const whole = below + p * mass;
    return whole < 0.5 ? law.quantile(Math.max(whole, least)) : law.survivalQuantile(above + (1 - p) * mass);
  }

  function survivalQuantile(s: number): number {
    const whole = above + s * mass;
    return whole < 0.5 ? law.survivalQuantile(Math.max(whole, least)) : law.quantile(below + (1 - s) * mass);
  }

  // Of the probabilities on both sides the smaller one is taken, and the other is what it leaves: where a density is at
  // the end of its digits, its integrals do not add up.
  const up = (x: number): number => between(law, from, x) / mass;
  const down = (x: number): number => Math.min(0.5, between(law, x, to) / mass);

  const toTheEnd = to === law.support[1];
  return completeLaw({
    support: [from, to],
    momentsBelow: to < Infinity ? Infinity : law.momentsBelow,
    density: (x) => law.density(x) / mass,
    survival: (x) => {
      const below = up(x);
      return below <= 0.5 ? 1 - below : down(x);
    },
    cdf: (x) => {
      const below = up(x);
      return below <= 0.5 ? below : 1 - down(x);
    },
    quantile,
    survivalQuantile,
    accuracy: law.accuracy / mass,
    ...(toTheEnd && {
      layer: (attachment, limit) => {
        const certain = Math.max(from - attachment, 0);
        return certain + law.layer(Math.max(attachment, from), limit - certain) / mass;
      },
      mean: () => from + law.layer(from, Infinity) / mass,
    }),
    restricted: (lower, upper) => {
      const inner = restrict(law, Math.max(lower, from), Math.min(upper, to));
      return { mass: inner.mass / mass, law: inner.law };
    },
  });
}

/** P(a < X <= b) of a continuous law, a and b in its support, to relative accuracy. */
function between(law: SeverityLaw, a: number, b: number): number {
  const above = law.survival(a);
  const inTail = above < 0.5;
  const whole = inTail ? above : law.cdf(b);
  const difference = whole - (inTail ? law.survival(b) : law.cdf(a));
  // Where both ends are nearly as likely to be exceeded, their difference has lost the digits that the density has.
  if (difference > whole / 16 || !(b < Infinity)) return difference;
  // A density next to the least double has none left itself, nor has one so near to the end of the support.
  if (a - law.support[0] < leastNormal) return difference;
  if (law.density(a) < faint && law.density(b) < faint) return difference;
  return integrate(law.density, law.support[0], a, b - a);
}
