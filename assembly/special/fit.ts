// Evaluation of the polynomial tables in ../tables.

/** Polynomial with `terms` coefficients at `table`, constant first. */
export function polynomial(table: usize, terms: i32, x: f64): f64 {
  let address = table + ((terms - 1) << 3);
  let result = load<f64>(address);
  while (address > table) {
    address -= 8;
    result = result * x + load<f64>(address);
  }
  return result;
}

/** The function that the table holds in equal pieces of [0, 1], at u in [0, 1]. */
export function piecewise(table: usize, pieces: i32, terms: i32, u: f64): f64 {
  const scaled = u * pieces;
  const piece = min(i32(scaled), pieces - 1);
  return polynomial(table + ((piece * terms) << 3), terms, 2 * (scaled - piece) - 1);
}
