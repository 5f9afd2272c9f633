/**
 * The sum of draws in its fixed order. Those at even and those at odd places have sums of their own, which meet at the
 * very end. Each takes four at a time: (first + second) + (third + fourth), with zeros where there are no more.
 */
export function sumOf(draws: readonly number[]): number {
  let [even, odd] = [0, 0];
  for (let first = 0; first < draws.length; first += 8) {
    const at = (i: number): number => draws[first + i] ?? 0;
    even += at(0) + at(2) + (at(4) + at(6));
    odd += at(1) + at(3) + (at(5) + at(7));
  }
  return even + odd;
}
