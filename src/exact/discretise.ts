import { cellMeans } from "./cellMeans.js";
import type { ClaimLaw } from "./claimLaw.js";

/**
 * A claim on the grid 0, step, 2 step, ...: an amount between two grid points goes to both so that its mean is kept, which
 * makes m_j = E of the hat function at j, or the second difference of limited means (Gerber 1982, "mass dispersal",
 * doi 10.1016/0167-6687(82)90016-6; Klugman, Panjer & Willmot, 9.6.5, local moment matching). E max(Y - j step, 0) is right at every grid
 * point, and the law's error is of second order in the step; that of rounding is of the first.
 *
 * Writes m_0 - 1, m_1, ..., m_(points - 1), whose transform is E z^Y - 1. What lies beyond the grid is left out.
 */
export function discretise(claim: ClaimLaw, step: number, masses: Float64Array): void {
  const points = masses.length;
  masses.fill(0);
  if (!claim.discrete) {
    const means = cellMeans(claim.survival, step, points);
    masses[0] = -means[0]!;
    for (let j = 1; j < points; j++) masses[j] = means[j - 1]! - means[j]!;
  }
  const { values, weights } = claim.atoms;
  for (let i = 0; i < values.length; i++) {
    const [at, weight] = [gridPlace(values[i]! / step), weights[i]!];
    const j = Math.floor(at);
    masses[0]! -= weight;
    if (j < points) masses[j]! += weight * (j + 1 - at);
    if (j + 1 < points) masses[j + 1]! += weight * (at - j);
  }
}

/** A place on the grid in steps: what rounding alone keeps from a grid point is at it. */
export function gridPlace(at: number): number {
  const nearest = Math.round(at);
  return Math.abs(at - nearest) <= 1e-9 ? nearest : at;
}
