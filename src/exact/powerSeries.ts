import { math } from "../kernel.js";
import type { Algebra } from "./algebra.js";

/** c[0] + c[1] t + c[2] t^2 + c[3] t^3 + ..., of which no more is looked at. */
export type Series = [number, number, number, number];

/**
 * Power series to the third order. Through the generating function of a count, E e^(tX) - 1 of a claim becomes that of
 * the sum, and the coefficients of its logarithm are the cumulants over factorials: moments without a derivative.
 */
export const powerSeries: Algebra<Series> = {
  copy: (x) => [...x],
  release: () => {},
  affine: (x, a, b) => set(x, a * x[0] + b, a * x[1], a * x[2], a * x[3]),
  expm1: (x) => {
    const [c, u, v, w] = x;
    const e = math.exp(c);
    return set(x, math.expm1(c), e * u, e * (v + (u * u) / 2), e * (w + u * v + (u * u * u) / 6));
  },
  log1p: (x) => {
    const [u, v, w] = [x[1] / (1 + x[0]), x[2] / (1 + x[0]), x[3] / (1 + x[0])];
    return set(x, math.log1p(x[0]), u, v - (u * u) / 2, w - u * v + (u * u * u) / 3);
  },
  reciprocal: (x) => {
    const r = 1 / x[0];
    const [u, v, w] = [x[1] * r, x[2] * r, x[3] * r];
    return set(x, r, -r * u, r * (u * u - v), r * (2 * u * v - w - u * u * u));
  },
  multiply: (x, y) =>
    set(
      x,
      x[0] * y[0],
      x[0] * y[1] + x[1] * y[0],
      x[0] * y[2] + x[1] * y[1] + x[2] * y[0],
      x[0] * y[3] + x[1] * y[2] + x[2] * y[1] + x[3] * y[0],
    ),
  add: (x, y, factor) => set(x, x[0] + factor * y[0], x[1] + factor * y[1], x[2] + factor * y[2], x[3] + factor * y[3]),
  polynomial: (x, coefficients) => {
    const variable: Series = [...x];
    set(x, 0, 0, 0, 0);
    for (let k = coefficients.length - 1; k >= 0; k--) {
      powerSeries.affine(powerSeries.multiply(x, variable), 1, coefficients[k]!);
    }
    return x;
  },
};

function set(x: Series, c: number, u: number, v: number, w: number): Series {
  x[0] = c;
  x[1] = u;
  x[2] = v;
  x[3] = w;
  return x;
}
