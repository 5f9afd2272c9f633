import type { Figure, Row } from "./figure.js";
import type { Machine } from "./machine.js";
import type { Effort, Timing } from "./measure.js";

/** A figure as it came out: rows, and why the rest of them is missing, if it is. */
export interface MeasuredFigure extends Omit<Figure, "rows"> {
  readonly rows: readonly Row[];
  readonly notMeasured?: string;
}

/** Measures a figure. A failure is a part of the report, not the end of it: the rows so far stay. */
export async function measureFigure(figure: Figure, effort: Effort): Promise<MeasuredFigure> {
  const rows: Row[] = [];
  try {
    for await (const row of figure.rows(effort)) rows.push(row);
  } catch (error) {
    return { ...figure, rows, notMeasured: error instanceof Error ? error.message : String(error) };
  }
  return { ...figure, rows };
}

export function machineText({ cpu, cores, node, platform, kernelId, loadAverage }: Machine): string {
  return `${cpu}, ${cores} cores, Node ${node}, ${platform}, kernel ${kernelId}; load average before the run ${loadAverage.toFixed(1)}`;
}

/** A figure as a table for people: ratios first, with their quartiles, then times. */
export function figureText({ title, unit, clock, notes, rows, notMeasured }: MeasuredFigure): string {
  const lines = [title];
  const first = rows[0];
  if (first !== undefined) {
    const compared = first.timings.filter(({ ratio }) => ratio !== undefined);
    const head = ["", ...compared.map(({ name }) => `faster than ${name}`), ...first.timings.map(({ name }) => name)];
    const body = rows.map(({ name, timings }) => [
      name,
      ...timings.flatMap(({ ratio }) => (ratio === undefined ? [] : [ratioText(ratio)])),
      ...timings.map((timing) => digits((timing[clock] ?? timing.wall) / (unit === "ms" ? 1e6 : 1))),
    ]);
    lines.push(...table([head, ...body]));
    lines.push(
      `  ${compared.length > 0 ? "medians, with the quartiles over the rounds; then " : ""}${unit}, ${clock} time`,
    );
    if (compared.length > 0) lines.push(`  one call: ${first.timings.map(sizeText).join(", ")}`);
    const slowed = Math.max(
      ...rows.flatMap(({ timings }) => timings.map(({ wall, processor = wall }) => wall / processor)),
    );
    if (slowed > 1.1)
      lines.push(`  THE MACHINE WAS BUSY with other work: wall time was up to ${digits(slowed)} times processor time`);
  }
  lines.push(...notes.map((note) => `  ${note}`));
  if (notMeasured !== undefined) lines.push(`  NOT MEASURED${first === undefined ? "" : " further"}: ${notMeasured}`);
  return lines.join("\n");
}

function ratioText({ median, low, high }: { median: number; low: number; high: number }): string {
  return `${digits(median)}x (${digits(low)}-${digits(high)})`;
}

function sizeText({ name, items }: Timing): string {
  return `${name} ${items.toLocaleString("en-US")}`;
}

/** Three significant digits, without an exponent. */
function digits(x: number): string {
  return x >= 100 ? x.toFixed(0) : x.toFixed(x >= 10 ? 1 : 2);
}

/** Columns aligned: the first to the left, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join("  ")}`.trimEnd(),
  );
}
