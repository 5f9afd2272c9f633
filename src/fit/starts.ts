import { math } from "../kernel.js";
import type { Claims, Points } from "./claims.js";
import { type Coordinates, centre } from "./coordinates.js";

const candidates = 96;
/** Square roots of primes: their multiples, less their integer parts, fill a cube evenly (Kronecker's sequence). */
const roots = [2, 3, 5, 7, 11, 13].map(Math.sqrt);

/**
 * Points from which to look for a maximum: the typical ranges of the family, filled evenly, each law being scaled to the
 * claims by their median. What a scale is, the laws themselves tell (`scaleMask`).
 */
export function starts<K extends string>(coordinates: Coordinates<K>, claims: Claims): number[][] {
  const dimension = coordinates.free.length;
  const ranges = coordinates.free.map((_, i) => coordinates.typical(i));
  const scale = scaleMask(coordinates);
  const known = median(claims.exact);
  // Reported claims are larger than claims: below a deductible may be most of the law.
  const [least, most] = claims.deductibles.at.length > 0 ? [-4, 1] : [-0.7, 0.7];
  const found: number[][] = [];
  for (let k = 0; k < candidates; k++) {
    const fraction = (i: number): number => ((k + 1) * roots[i]!) % 1;
    const point = ranges.map(([low, high], i) => (scale?.[i] ? centre([low, high]) : low + (high - low) * fraction(i)));
    const law = coordinates.severity(point)?.law;
    if (!law) continue;
    const [end] = law.support;
    const size = law.quantile(0.5) - end;
    if (!scale || !(size > 0 && size < Infinity && known > end)) {
      found.push(point);
      continue;
    }
    const shift = math.log((known - end) / size) + least + (most - least) * fraction(dimension);
    found.push(point.map((x, i) => (scale[i] ? x + shift : x)));
  }
  return found;
}

/**
 * Which coordinates together are the scale: when just these grow by log c, the distances of all quantiles from the
 * support's lower end grow by the factor c. Undefined where the family has no scale.
 */
function scaleMask<K extends string>(coordinates: Coordinates<K>): boolean[] | undefined {
  const middle = coordinates.free.map((_, i) => centre(coordinates.typical(i)));
  const base = coordinates.severity(middle)?.law;
  if (!base) return undefined;
  const masks = Array.from({ length: 1 << middle.length }, (_, bits) => middle.map((_, i) => ((bits >> i) & 1) === 1));
  return masks.slice(1).find((mask) => {
    const moved = coordinates.severity(middle.map((x, i) => (mask[i] ? x + math.log(2) : x)))?.law;
    if (!moved || moved.support[0] !== base.support[0]) return false;
    return [0.2, 0.5, 0.8].every((p) => {
      const distance = base.quantile(p) - base.support[0];
      return Math.abs(moved.cdf(base.support[0] + 2 * distance) - p) < 1e-9;
    });
  });
}

function median({ at, weights }: Points): number {
  const half = weights.reduce((sum, w) => sum + w, 0) / 2;
  let below = 0;
  for (let i = 0; i < at.length; i++) {
    below += weights[i]!;
    if (below >= half) return at[i]!;
  }
  return NaN;
}
