// Exact fractions: pairs of BigInt [numerator, denominator], reduced, the denominator positive.

export function fraction(numerator, denominator = 1n) {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator];
  while (b) [a, b] = [b, a % b];
  return [numerator / a, denominator / a];
}

export const subtract = ([a, b], [c, d]) => fraction(a * d - b * c, b * d);
export const multiply = ([a, b], [c, d]) => fraction(a * c, b * d);
/** The whole number n times x. */
export const times = (n, [a, b]) => fraction(BigInt(n) * a, b);
export const over = ([a, b], n) => fraction(a, b * BigInt(n));
