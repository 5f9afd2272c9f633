/** Nodes above 0 and weights of Gauss and Legendre's rule with 16 nodes on (-1, 1). */
const nodes: readonly (readonly [node: number, weight: number])[] = [
  [0.09501250983763744, 0.1894506104550685],
  [0.2816035507792589, 0.18260341504492358],
  [0.4580167776572274, 0.16915651939500254],
  [0.6178762444026438, 0.14959598881657674],
  [0.755404408355003, 0.12462897125553388],
  [0.8656312023878318, 0.09515851168249279],
  [0.9445750230732326, 0.062253523938647894],
  [0.9894009349916499, 0.02715245941175409],
];
const order = 16;
/** Of a survival function: how far a polynomial may be from it. Rounding leaves about a tenth of it. */
const tolerated = 4e-15;
/** Noise of a survival function that is itself computed loosely must not cost more halvings than this. */
const mostPolynomials = 200_000;
const tolerance = { usual: tolerated, late: 1e-10 };
/** Halvings of a cell with a jump inside. */
const deepest = 50;
/** Cells that are looked at together at first. */
const together = 1024;

const signed: readonly (readonly [node: number, weight: number])[] = [
  ...nodes.map(([node, weight]) => [-node, weight] as const).reverse(),
  ...nodes,
];
/** (2 k + 1) / 2 times weight times P_k at each node: what makes Legendre coefficients of values. */
const projection: readonly Float64Array[] = Array.from({ length: order }, (_, k) =>
  Float64Array.from(signed, ([node, weight]) => ((2 * k + 1) / 2) * weight * legendre(node)[k]!),
);

/**
 * The mean of a survival function over each of `count` cells [j step, (j + 1) step], to 4e-15: integrals of a polynomial
 * through 16 values on a stretch of cells, which is halved until its last coefficients, and its values at both ends, say
 * that it is right. A monotone function cannot hide a fall from that for long.
 */
export function cellMeans(survival: (y: number) => number, step: number, count: number): Float64Array {
  const means = new Float64Array(count);
  let made = 0;

  /** Adds the integral over [from, to], in steps, to the cells; at most one cell where the stretch is within one. */
  function stretch(from: number, to: number, left: number, right: number, depth: number): void {
    // Flat, as far as a monotone function can tell: nothing beyond the end, or certainty.
    if (left === right) {
      spread(from, to, (at) => left * (at - from));
      return;
    }
    const middle = (from + to) / 2;
    const half = (to - from) / 2;
    const values = Float64Array.from(signed, ([node]) => survival((middle + half * node) * step));
    const c = projection.map((row) => row.reduce((sum, factor, i) => sum + factor * values[i]!, 0));
    made++;
    const allowed = made < mostPolynomials ? tolerance.usual : tolerance.late;
    const atEnds = (sign: number): number => c.reduce((sum, value, k) => sum + (k % 2 === 0 ? value : sign * value), 0);
    const rest = Math.abs(c[order - 1]!) + Math.abs(c[order - 2]!);
    const fits = rest <= allowed && ends(atEnds(-1), left, allowed) && ends(atEnds(1), right, allowed);
    const alone = to - from <= 1;
    // Inside a cell the error counts by the part of the cell that it concerns.
    const small = alone && (to - from) * (left - right) <= allowed;
    if (fits || small || depth >= deepest) {
      spread(from, to, (at) => half * antiderivative(c, (at - middle) / half));
      return;
    }
    const cut = alone ? middle : Math.floor(middle);
    const value = survival(cut * step);
    stretch(from, cut, left, value, alone ? depth + 1 : depth);
    stretch(cut, to, value, right, alone ? depth + 1 : depth);
  }

  function spread(from: number, to: number, integral: (at: number) => number): void {
    let last = integral(from);
    for (let cell = Math.floor(from); cell < to; cell++) {
      const next = integral(Math.min(cell + 1, to));
      means[cell]! += next - last;
      last = next;
    }
  }

  for (let from = 0; from < count; from += together) {
    const to = Math.min(count, from + together);
    stretch(from, to, survival(from * step), survival(to * step), 0);
  }
  return means;
}

/** An end of a stretch may be a jump, on the other side of which the function goes on. */
function ends(polynomial: number, value: number, allowed: number): boolean {
  return Math.abs(polynomial - value) <= 16 * allowed;
}

/** P_0 ... P_order at x. */
function legendre(x: number): Float64Array {
  const p = new Float64Array(order + 1);
  p[0] = 1;
  p[1] = x;
  for (let k = 1; k < order; k++) p[k + 1] = ((2 * k + 1) * x * p[k]! - k * p[k - 1]!) / (k + 1);
  return p;
}

/** The integral of sum c_k P_k from 0 to x, but for a constant: that of P_k is (P_(k+1) - P_(k-1)) / (2 k + 1). */
function antiderivative(c: readonly number[], x: number): number {
  let [before, now] = [1, x];
  let sum = c[0]! * x;
  for (let k = 1; k < order; k++) {
    const next = ((2 * k + 1) * x * now - k * before) / (k + 1);
    sum += (c[k]! * (next - before)) / (2 * k + 1);
    [before, now] = [now, next];
  }
  return sum;
}
