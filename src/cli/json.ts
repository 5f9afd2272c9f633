/**
 * A value as JSON for programs. Numbers are written with the digits that give back the same double; what JSON cannot say
 * is a string: "Infinity", "-Infinity", "NaN", and 64-bit integers.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(
    value,
    (_, entry: unknown) => {
      if (typeof entry === "bigint" || (typeof entry === "number" && !Number.isFinite(entry))) return String(entry);
      return entry;
    },
    2,
  );
}
