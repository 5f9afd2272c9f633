import { math } from "../kernel.js";
import { gaussKronrod } from "../tables/gaussKronrod.js";
import { firstWhere } from "./firstWhere.js";

/** The mass of a law on one side of an end of its support, by the logarithm u of the distance from that end. */
export interface DensitySide {
  readonly total: number;
  /** What is nearer to the end than e^u, and what is farther. */
  readonly nearer: (u: number) => number;
  readonly farther: (u: number) => number;
  readonly bracketNearer: (mass: number) => readonly [number, number];
  readonly bracketFarther: (mass: number) => readonly [number, number];
}

/** Where the two halves of a panel agree so well with the whole, they are exact to rounding (gaussKronrod.ts). */
const agreement = 1e-10;
const noisy = 1e-6;
const deepest = 14;
/** A density below has not all of its digits; what is left there of the law is taken for a power of the distance. */
const leastDensity = 1e-300;

/** The density as a function of u, looked at between `from` and `to`; whether the law goes on beyond, too. */
export function integrateSide(density: (u: number) => number, from: number, to: number, beyond: boolean): DensitySide {
  const f = (u: number): number => {
    const value = density(u);
    return value >= leastDensity ? value * math.exp(u) : 0;
  };

  // One panel, not bisected: any error is allowed.
  const panel = (a: number, b: number): number => gaussKronrod(f, a, b, Infinity);
  const edges = [from];
  const masses: number[] = [];
  function divide(a: number, b: number, whole: number, before: number, depth: number): void {
    const middle = (a + b) / 2;
    const left = panel(a, middle);
    const right = panel(middle, b);
    const sum = left + right;
    const error = Math.abs(sum - whole) / sum;
    // Stated so that 0 or an overflow ends it; and so does noise, which does not lessen from one level to the next.
    if (!(error > agreement && sum < Infinity) || depth === deepest || (error < noisy && error > before / 1.5)) {
      edges.push(middle, b);
      masses.push(left, right);
      return;
    }
    divide(a, middle, left, error, depth + 1);
    divide(middle, b, right, error, depth + 1);
  }
  const end = lastPositive(f, panel, from, to);
  for (let a = from; a < end; a++) {
    const b = Math.min(a + 1, end);
    divide(a, b, panel(a, b), Infinity, 0);
  }

  const n = masses.length;
  const nearest = power(f(from), f(from + 1));
  const farthest = beyond ? power(f(end), f(end - 1)) : nothing;
  const near = new Float64Array(n + 1);
  const far = new Float64Array(n + 1);
  near[0] = nearest.mass;
  far[n] = farthest.mass;
  for (let i = 0; i < n; i++) near[i + 1] = near[i]! + masses[i]!;
  for (let i = n; i > 0; i--) far[i - 1] = far[i]! + masses[i - 1]!;
  const panelOf = (u: number): number =>
    Math.min(
      n,
      Math.max(
        1,
        firstWhere(n, (i) => edges[i]! > u),
      ),
    ) - 1;
  const total = near[n]! + far[n]!;
  return {
    total,
    nearer: (u) => {
      if (u < from) return nearest.mass * math.exp(nearest.exponent * (u - from));
      if (u > end) return total - farthest.mass * math.exp(farthest.exponent * (end - u));
      const i = panelOf(u);
      return near[i]! + panel(edges[i]!, u);
    },
    farther: (u) => {
      if (u < from) return total - nearest.mass * math.exp(nearest.exponent * (u - from));
      if (u > end) return farthest.mass * math.exp(farthest.exponent * (end - u));
      const i = panelOf(u);
      return far[i + 1]! + panel(u, edges[i + 1]!);
    },
    bracketNearer: (mass) => {
      const i = firstWhere(n + 1, (j) => near[j]! >= mass);
      return [edges[i - 1] ?? -Infinity, edges[i] ?? Infinity];
    },
    bracketFarther: (mass) => {
      const i = firstWhere(n + 1, (j) => far[j]! <= mass);
      return [edges[i - 1] ?? -Infinity, edges[i] ?? Infinity];
    },
  };
}

/** The end of the last stretch on which f is not 0. */
function lastPositive(
  f: (u: number) => number,
  panel: (a: number, b: number) => number,
  from: number,
  to: number,
): number {
  let high = to;
  while (high - 1 > from && panel(high - 1, high) === 0) high--;
  if (f(high) > 0 || !(f(high - 1) > 0)) return high;
  let low = high - 1;
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (f(middle) > 0) low = middle;
    else high = middle;
  }
  return low;
}

const nothing = { mass: 0, exponent: 1 };

/** The mass beyond a point where f is `here` if f goes on to fall as e^-(exponent * distance), as it did over the last unit. */
function power(here: number, before: number): { readonly mass: number; readonly exponent: number } {
  const exponent = math.log(before) - math.log(here);
  return here > 0 && exponent > 0 && exponent < Infinity ? { mass: here / exponent, exponent } : nothing;
}
