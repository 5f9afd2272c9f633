/** A symmetric matrix, by rows. */
export type Matrix = readonly (readonly number[])[];

/** The lower triangle L with L L' = m, or undefined where the symmetric matrix m is not positive definite. */
export function cholesky(m: Matrix): Matrix | undefined {
  const lower: number[][] = m.map(() => m.map(() => 0));
  for (let i = 0; i < m.length; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = m[i]![j]!;
      for (let k = 0; k < j; k++) rest -= lower[i]![k]! * lower[j]![k]!;
      if (i !== j) lower[i]![j] = rest / lower[j]![j]!;
      else if (rest > 0 && rest < Infinity) lower[i]![i] = Math.sqrt(rest);
      else return undefined;
    }
  }
  return lower;
}

/** The x with L L' x = b. */
export function solve(lower: Matrix, b: readonly number[]): number[] {
  const x = [...b];
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i]![k]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) x[i]! -= lower[k]![i]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  return x;
}

/** The inverse of L L'. */
export function inverse(lower: Matrix): number[][] {
  return lower.map((_, i) =>
    solve(
      lower,
      lower.map((_, j) => (i === j ? 1 : 0)),
    ),
  );
}
