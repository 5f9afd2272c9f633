/** c0 + c1 x + c2 x^2 + ..., from the last term to the first. */
export function polynomial(coefficients: Float64Array | readonly number[], x: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + coefficients[k]!;
  return sum;
}
