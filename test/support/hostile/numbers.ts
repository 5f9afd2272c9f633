import fc from "fast-check";

/** What is known of a parameter: its rule, and a range inside it. */
export interface Declared {
  readonly rule: { readonly text: string; readonly holds: (x: number) => boolean };
  readonly typical: readonly [number, number];
}

/**
 * How far a case goes: "usual" parameters are those of books and policies, "extreme" ones reach to the ends of the number
 * range wherever their rule allows it, and of "hostile" ones some are no such thing at all.
 */
export type Wildness = "usual" | "extreme" | "hostile";

/** Numbers at which something may change, in the number range or in a formula. */
export const landmarks: readonly number[] = [
  ...[0, -0, 5e-324, 2.3e-308, 1e-300, 1e-154, 1e-100, 1e-20, 1e-10, 2 ** -52, 1e-4, 0.1, 0.5],
  ...[1 - 1e-9, 1 - 2 ** -53, 1, 1 + 2 ** -52, 1 + 1e-9, 1.5, 2, 2.25, 3, 4, 10, 50, 100, 4095, 4096, 4097, 1e5],
  ...[2 ** 20, 1e8, 2 ** 31, 2 ** 32, 1e10, 1e12, 2 ** 53 - 1, 2 ** 53, 1e20, 1e100, 1e154, 1e200, 1e300, 1.79e308],
  ...[-5e-324, -1e-10, -0.5, -1, -2, -50, -1e10, -1e300],
];

/** What has no business where a number belongs. */
export const oddities: readonly unknown[] = [
  ...[Number.NaN, Infinity, -Infinity, -1, -0, null, undefined, "2", "5m", "", 2n, true, [1], [], {}],
  ...[{ valueOf: () => 2 }, new Number(2), Symbol("2"), () => 2, new Date(0), Float64Array.of(2)],
  new Proxy({}, {}),
];

export const odd: fc.Arbitrary<unknown> = fc.constantFrom(...oddities);

/** Between two bounds, by its logarithm where both are above 0. */
export function between(low: number, high: number): fc.Arbitrary<number> {
  if (low === 0) return fc.oneof(fc.constant(0), between(Math.min(1e-3, high / 1e6), high));
  if (!(low > 0)) return fc.double({ min: low, max: high, noNaN: true });
  const clamp = (x: number): number => Math.min(high, Math.max(low, x));
  return fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map((x) => clamp(Math.exp(x)));
}

/** A parameter's value by its declaration; of hostile ones, one in eight breaks the rule or may. */
export function numberOf({ rule, typical: [low, high] }: Declared, wildness: Wildness): fc.Arbitrary<unknown> {
  const usual = rule.text.startsWith("an integer") ? fc.integer({ min: low, max: high }) : between(low, high);
  if (wildness === "usual") return usual;
  const allowed = landmarks.filter((x) => rule.holds(x));
  const any = fc.double({ noNaN: true }).map((x) => (rule.holds(x) ? x : rule.holds(-x) ? -x : low));
  const extreme = fc.oneof(
    { weight: 3, arbitrary: usual },
    { weight: 3, arbitrary: fc.constantFrom(...allowed) },
    { weight: 1, arbitrary: any },
  );
  return wildness === "extreme" ? extreme : sometimes(fc.oneof(odd, fc.constantFrom(...landmarks)), extreme, 8);
}

/** One thing in one of so many cases, else the other. */
export function sometimes<T, U>(rare: fc.Arbitrary<T>, usual: fc.Arbitrary<U>, of: number): fc.Arbitrary<T | U> {
  return fc.oneof({ weight: of - 1, arbitrary: usual }, { weight: 1, arbitrary: rare });
}
