import { printable } from "./printable.js";

/** A number for people, thousands apart, with about so many significant digits. */
export function amount(x: number, digits: number = 6): string {
  if (!Number.isFinite(x) || x === 0) return String(x);
  const size = Math.abs(x);
  if (size >= 1e15 || size < 1e-4) return x.toExponential(digits - 1);
  const whole = Math.floor(size).toString().length;
  return x.toLocaleString("en-US", { maximumFractionDigits: size >= 1 ? Math.max(0, digits - whole) : digits });
}

/** Rows as text columns; the first is set left, the others right. */
export function aligned(rows: readonly string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("  ")
      .trimEnd(),
  );
}

/** The return period of a level, "200 years": 1 / (1 - level) without the digits that doubles add to a decimal. */
export function returnPeriod(level: number): string {
  return `${Number((1 / (1 - level)).toPrecision(12))} years`;
}

/** What to beware of, a line each, with the component that it concerns. */
export function warningLines(warnings: readonly { readonly message: string; readonly component?: string }[]): string[] {
  return warnings.map(({ message, component }) => `warning: ${component ? `${printable(component)}: ` : ""}${message}`);
}
