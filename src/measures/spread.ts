/** Values (or trials) whose sums are computed together, the same for every number of workers. */
export const spreadBlock = 4096;

/**
 * Count, sum and sum of squares about the mean of some values. The sums are those of the values times
 * 2^(-256 * exponent), so that no amount that a double can hold overflows or vanishes when it is squared or cubed; the
 * exponent is 0 for amounts between 2^-128 and 2^128, and lowest for zeros.
 */
export interface Spread {
  readonly count: number;
  readonly sum: number;
  readonly m2: number;
  readonly exponent: number;
}

export const noSpread: Spread = { count: 0, sum: 0, m2: 0, exponent: -3 };

const step = 8.636168555094445e-78; // 2^-256

/** A sum of k-th powers for a larger exponent; exact, but for what falls below the smallest double. */
export function stepUp(sum: number, k: number, steps: number): number {
  for (let i = k * steps; i > 0; i--) sum *= step;
  return sum;
}

/** A sum or a root mean square in the values' own unit. */
export function unscaled(value: number, exponent: number): number {
  for (let e = exponent; e > 0; e--) value /= step;
  for (let e = exponent; e < 0; e++) value *= step;
  return value;
}

/**
 * The spread of two stretches of values, `a` before `b`. Merged block by block in trial order, the result does not
 * depend on who computed which block. Chan, Golub & LeVeque 1983 (doi 10.1080/00031305.1983.10483115).
 */
export function mergeSpread(a: Spread, b: Spread): Spread {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const exponent = Math.max(a.exponent, b.exponent);
  const count = a.count + b.count;
  const sumA = stepUp(a.sum, 1, exponent - a.exponent);
  const sumB = stepUp(b.sum, 1, exponent - b.exponent);
  const delta = sumB / b.count - sumA / a.count;
  const m2 = stepUp(a.m2, 2, exponent - a.exponent) + stepUp(b.m2, 2, exponent - b.exponent);
  return { count, sum: sumA + sumB, m2: m2 + delta * delta * a.count * (b.count / count), exponent };
}

/** An amount times 2^(-256 * exponent). */
export function scaled(amount: number, exponent: number): number {
  return unscaled(amount, -exponent);
}

/** The exponent that suits amounts up to this size, as the kernel chooses it. */
export function exponentFor(size: number): number {
  let exponent = 0;
  for (let rest = size; rest >= 3.402823669209385e38; rest *= step) exponent++;
  for (let rest = size; rest < 2.938735877055719e-39 && exponent > -3; rest /= step) exponent--;
  return exponent;
}
