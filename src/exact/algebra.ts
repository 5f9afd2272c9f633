/**
 * What a generating function is made of, over anything that can be computed with: spectra (spectrum.ts) give the law of a
 * sum, power series (powerSeries.ts) its moments. Every function changes its first argument and returns it.
 */
export interface Algebra<T> {
  copy(x: T): T;
  /** x is not used any more. */
  release(x: T): void;
  /** a x + b. */
  affine(x: T, a: number, b: number): T;
  expm1(x: T): T;
  log1p(x: T): T;
  reciprocal(x: T): T;
  multiply(x: T, y: T): T;
  /** x + factor y. */
  add(x: T, y: T, factor: number): T;
  /** The polynomial with these coefficients, the constant one first. */
  polynomial(x: T, coefficients: Float64Array): T;
}
