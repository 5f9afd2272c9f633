/** An exact value with a bound of its error: it lies between low and high. */
export interface Bounded {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export function exactly(value: number): Bounded {
  return { value, low: value, high: value };
}

export function within({ value, low, high }: Bounded, least: number, most: number): Bounded {
  const inside = (x: number): number => Math.min(most, Math.max(least, x));
  return { value: inside(value), low: inside(low), high: inside(high) };
}

/** The larger of the two distances from the value to its bounds, relative to it; 0 where it is 0 or infinite. */
export function relativeError({ value, low, high }: Bounded): number {
  return value > 0 && value < Infinity ? (high - low) / 2 / value : 0;
}
