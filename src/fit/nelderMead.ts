import type { Objective } from "./derivatives.js";

interface Vertex {
  readonly point: readonly number[];
  readonly value: number;
}

/**
 * Climbs by a simplex (Nelder & Mead 1965, doi 10.1093/comjnl/7.4.308, with their coefficients) until its values differ
 * by less than `tolerance`. It asks for no derivatives and takes -Infinity for an answer, so it finds its way from a bad
 * start to the neighbourhood of a maximum, where Newton's method takes over.
 */
export function nelderMead(f: Objective, start: readonly number[], size: number, tolerance: number): readonly number[] {
  const at = (point: readonly number[]): Vertex => ({ point, value: f(point) });
  const simplex = [at(start), ...start.map((_, i) => at(start.map((x, j) => (i === j ? x + size : x))))];
  const highestFirst = (a: Vertex, b: Vertex): number => (a.value === b.value ? 0 : a.value > b.value ? -1 : 1);
  const worst = start.length;
  for (let left = 150 * start.length; left > 0; left--) {
    simplex.sort(highestFirst);
    const [best, last] = [simplex[0]!, simplex[worst]!];
    if (best.value - last.value < tolerance) break;
    const centre = start.map((_, i) => simplex.slice(0, worst).reduce((sum, v) => sum + v.point[i]!, 0) / worst);
    /** On the line from the worst vertex through the centre: -1 is the worst, 1 its reflection. */
    const along = (t: number): Vertex => at(centre.map((c, i) => c + t * (c - last.point[i]!)));
    const reflected = along(1);
    if (reflected.value > best.value) {
      const expanded = along(2);
      simplex[worst] = expanded.value > reflected.value ? expanded : reflected;
      continue;
    }
    if (reflected.value > simplex[worst - 1]!.value) {
      simplex[worst] = reflected;
      continue;
    }
    const contracted = along(reflected.value > last.value ? 0.5 : -0.5);
    if (contracted.value > Math.max(reflected.value, last.value)) {
      simplex[worst] = contracted;
      continue;
    }
    for (let k = 1; k <= worst; k++) {
      simplex[k] = at(simplex[k]!.point.map((x, i) => best.point[i]! + (x - best.point[i]!) / 2));
    }
  }
  return simplex.sort(highestFirst)[0]!.point;
}
