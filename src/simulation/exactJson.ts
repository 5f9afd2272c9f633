/**
 * A value as data that JSON.stringify writes without loss: numbers are written with the fewest digits that give back the
 * same double, and those that JSON has no word for are text, "Infinity", "-Infinity" and "NaN".
 */
export function exactJson(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(exactJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, exactJson(entry)]));
}
