/**
 * The polynomial through `values` at the places `at`, fewer than `terms` or as many: its coefficients, lowest first, by
 * divided differences, expanded to the powers of t.
 */
export function interpolate(at: readonly number[], values: Float64Array, terms: number): Float64Array {
  const n = at.length;
  const differences = values.slice();
  for (let order = 1; order < n; order++) {
    for (let j = n - 1; j >= order; j--) {
      differences[j] = (differences[j]! - differences[j - 1]!) / (at[j]! - at[j - order]!);
    }
  }
  const result = new Float64Array(terms);
  for (let j = n - 1; j >= 0; j--) {
    for (let k = n - 1; k > 0; k--) result[k] = result[k - 1]! - at[j]! * result[k]!;
    result[0] = differences[j]! - at[j]! * result[0]!;
  }
  return result;
}

/** Chebyshev-Lobatto points of degree 7 on [0, 1], (1 - cos(j pi / 7)) / 2, and places between neighbours to look at the error. */
export const lobatto: readonly number[] = [
  0, 0.04951556604879048, 0.1882550990706332, 0.3887395330218429, 0.6112604669781572, 0.8117449009293668,
  0.9504844339512095, 1,
];
export const betweenLobatto: readonly number[] = [0.0248, 0.2885, 0.7115, 0.9752];
