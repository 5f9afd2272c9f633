import { math } from "../kernel.js";

const smallest = 5e-324;
const largest = 1.7976931348623157e308;
const ulp = 2.220446049250313e-16;

/**
 * The least double in [low, high], 0 <= low, at which `gap` is not above 0; it stays so from there on. `high` where the
 * gap is above 0 at every double. From the guessed bracket if that is one. Where the gap jumps, the jump is found exactly.
 *
 * The bracket is first cut at geometric means, until it is one octave; there ITP takes over (Oliveira & Takahashi 2020,
 * doi 10.1145/3423597): superlinear where the gap is smooth, never slower than bisection by more than one step.
 */
export function leastCrossing(
  gap: (x: number) => number,
  [low, high]: readonly [number, number],
  guess: readonly [number, number] = [low, high],
): number {
  // A guess may be Infinity where quantiles are.
  let a = Math.max(low, Math.min(guess[0], largest));
  let b = Math.min(high, guess[1], largest);
  let above = gap(a);
  if (!(above > 0)) {
    if (a === low) return low;
    [a, b] = [low, a];
    above = gap(a);
    if (!(above > 0)) return low;
  }
  let below = gap(b);
  if (below > 0) {
    [a, b, above] = [b, Math.min(high, largest), below];
    below = gap(b);
    if (below > 0) return high;
  }
  const narrow = (x: number): void => {
    const value = gap(x);
    if (value > 0) [a, above] = [x, value];
    else [b, below] = [x, value];
  };
  while (b > 2 * Math.max(a, smallest)) narrow(Math.sqrt(Math.max(a, smallest)) * Math.sqrt(b));

  // What bisection would have left of the bracket one step ago: a step may leave no more.
  let budget = b - a;
  const push = 0.05 / budget;
  for (; ; budget /= 2) {
    const width = b - a;
    const middle = a + width / 2;
    if (!(middle > a && middle < b)) return b;
    // From the estimate a bit towards the middle, so that the root gets between, and the far end moves too.
    const estimate = a + width * (above / (above - below));
    const inward = middle - estimate;
    const pushed = estimate + Math.sign(inward) * Math.min(Math.abs(inward), Math.max(push * width * width, ulp * b));
    const reach = Math.max(0, budget - width / 2);
    const x = Math.min(middle + reach, Math.max(middle - reach, pushed));
    narrow(x > a && x < b ? x : middle);
  }
}

/** log(value / target), the scale on which probabilities are smooth; 0 only where they are equal. */
export function logRatio(value: number, target: number): number {
  if (value === target) return 0;
  const ratio = math.log(value) - math.log(target);
  return value > target ? Math.max(ratio, smallest) : Math.min(ratio, -smallest);
}
