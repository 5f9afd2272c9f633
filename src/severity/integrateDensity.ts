import { math } from "../kernel.js";
import { type DensitySide, integrateSide } from "./integrateSide.js";

type Bracket = readonly [number, number];

/** The probabilities that a density has below and above a point of its support, each to relative accuracy. */
export interface IntegratedDensity {
  readonly total: number;
  readonly below: (x: number) => number;
  readonly above: (x: number) => number;
  /** Between which points `below` is p, and `above` is s. */
  readonly bracketBelow: (p: number) => Bracket;
  readonly bracketAbove: (s: number) => Bracket;
}

const reach = 690;
/** Of an end of the support: a distance from it that doubles still tell to six digits. */
const resolved = 1e-10;

/**
 * Integrates a density over [low, high], high = Infinity included, panel by panel in the logarithm of the distance from
 * the end of the support, from both ends where both are finite. A panel starts as one unit of the logarithm, so a law
 * that is concentrated within a thousandth of its distance from both ends may be overlooked: its total is not 1 then.
 */
export function integrateDensity(density: (x: number) => number, low: number, high: number): IntegratedDensity {
  const bounded = high < Infinity;
  const end = bounded ? math.log((high - low) / 2) : reach;
  const side = (origin: number, at: (u: number) => number): DensitySide => {
    const nearest = end - (bounded ? reach : 2 * reach);
    const from = origin > 0 ? Math.min(end - 1, Math.max(nearest, math.log(origin * resolved))) : nearest;
    return integrateSide((u) => density(at(u)), from, end, !bounded);
  };
  const above = (u: number): number => low + math.exp(u);
  const below = (u: number): number => high - math.exp(u);
  const ascending = ([near, far]: Bracket): Bracket => [above(near), above(far)];
  const lower = side(low, above);
  const fromLow = (x: number): number => math.log(x - low);
  if (!bounded) {
    return {
      total: lower.total,
      below: (x) => lower.nearer(fromLow(x)),
      above: (x) => lower.farther(fromLow(x)),
      bracketBelow: (p) => ascending(lower.bracketNearer(p)),
      bracketAbove: (s) => ascending(lower.bracketFarther(s)),
    };
  }
  const upper = side(high, below);
  const fromHigh = (x: number): number => math.log(high - x);
  const inLower = (x: number): boolean => x - low < high - x;
  const descending = ([near, far]: Bracket): Bracket => [below(far), below(near)];
  return {
    total: lower.total + upper.total,
    below: (x) => (inLower(x) ? lower.nearer(fromLow(x)) : lower.total + upper.farther(fromHigh(x))),
    above: (x) => (inLower(x) ? lower.farther(fromLow(x)) + upper.total : upper.nearer(fromHigh(x))),
    bracketBelow: (p) =>
      p < lower.total ? ascending(lower.bracketNearer(p)) : descending(upper.bracketFarther(p - lower.total)),
    bracketAbove: (s) =>
      s < upper.total ? descending(upper.bracketNearer(s)) : ascending(lower.bracketFarther(s - upper.total)),
  };
}
