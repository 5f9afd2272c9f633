import { fail, nonNegative } from "../check.js";

/** Numbers >= 0 given as data (array or Float64Array), at least `least` of them, copied and frozen; ERR_DATA otherwise. */
export function data(where: string, value: unknown, least = 1): readonly number[] {
  if (!Array.isArray(value) && !(value instanceof Float64Array)) fail(where, "an array of numbers", value);
  if (!(value.length >= least))
    fail(where, `at least ${least === 1 ? "one number" : `${least} numbers`}`, value, "ERR_DATA");
  return Object.freeze(
    Array.from(value as readonly unknown[] | Float64Array, (x: unknown, i) => {
      if (typeof x !== "number" || !nonNegative.holds(x)) fail(`${where}[${i}]`, nonNegative.text, x, "ERR_DATA");
      return x === 0 ? 0 : x;
    }),
  );
}
