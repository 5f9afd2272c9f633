// Nodes and weights of the 10-point Gauss and 21-point Kronrod rules on [-1, 1] (Kronrod 1965; Piessens et al.,
// QUADPACK, 1983, doi 10.1007/978-3-642-61786-7), from the outermost node to the centre. Every second node, from the
// second on, belongs to the Gauss rule.
const nodes: readonly number[] = [
  0.9956571630258081, 0.9739065285171717, 0.9301574913557082, 0.8650633666889845, 0.7808177265864169,
  0.6794095682990244, 0.5627571346686047, 0.4333953941292472, 0.2943928627014602, 0.14887433898163122, 0,
];
const kronrodWeights: readonly number[] = [
  0.011694638867371874, 0.032558162307964725, 0.054755896574351995, 0.07503967481091996, 0.0931254545836976,
  0.10938715880229764, 0.12349197626206584, 0.13470921731147334, 0.14277593857706009, 0.14773910490133849,
  0.1494455540029169,
];
const gaussWeights: readonly number[] = [
  0.06667134430868814, 0.1494513491505806, 0.21908636251598204, 0.26926671930999635, 0.29552422471475287,
];

// The Gauss rule is exact to degree 19, the Kronrod rule to degree 31 at least: where they agree to 1e-10, the latter
// is right to about (1e-10)^1.5, below rounding. Halving an interval makes them agree better on every function, unless
// what is left of their disagreement is the rounding of the function itself.
const agreement = 1e-10;
const noisy = 1e-6;
const deepest = 12;
/** Values of functions that one integral may take, with those of the integrals inside it; an ordinary one takes hundreds. */
const mostValues = 262_144;

let nesting = 0;
let valuesLeft = 0;

/**
 * The integral of f over [from, to], by bisection until both rules agree. `allowed` is the absolute error that is no
 * harm, `rounding` the relative error of f. f is not called at the ends of the interval.
 */
export function gaussKronrod(f: (x: number) => number, from: number, to: number, allowed = 0, rounding = 0): number {
  if (nesting === 0) valuesLeft = mostValues;
  nesting++;
  try {
    return bisect(f, from, to, allowed, Math.max(agreement, rounding), Infinity, 0);
  } finally {
    nesting--;
  }
}

function bisect(
  f: (x: number) => number,
  from: number,
  to: number,
  allowed: number,
  tolerance: number,
  before: number,
  depth: number,
): number {
  valuesLeft -= 2 * nodes.length - 1;
  const half = (to - from) / 2;
  const middle = from + half;
  const centre = f(middle);
  let kronrod = centre * kronrodWeights[10]!;
  let gauss = 0;
  for (let i = 0; i < 10; i++) {
    const step = half * nodes[i]!;
    const pair = f(middle - step) + f(middle + step);
    kronrod += kronrodWeights[i]! * pair;
    if (i % 2 === 1) gauss += gaussWeights[(i - 1) / 2]! * pair;
  }
  const error = Math.abs(kronrod - gauss);
  const relative = error / Math.abs(kronrod);
  // Stated so that an overflow, or 0 throughout, ends it: no bisection mends those.
  const worthwhile = relative > tolerance && error * half > allowed && error < Infinity;
  const last = depth === deepest || valuesLeft < 0;
  if (!worthwhile || (relative < noisy && relative > before / 1.5) || last) return kronrod * half;
  return (
    bisect(f, from, middle, allowed / 2, tolerance, relative, depth + 1) +
    bisect(f, middle, to, allowed / 2, tolerance, relative, depth + 1)
  );
}
