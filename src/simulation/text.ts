import type { MeanEstimate } from "../measures/annualMeasures.js";
import type { Interval } from "../measures/intervals.js";
import { printable } from "../printable.js";
import type { Execution, Warning } from "./execution.js";

/** What the table prints of a result. */
interface Printable {
  readonly trials: number;
  readonly seed: bigint;
  readonly mean: MeanEstimate;
  readonly standardDeviation: number;
  readonly skewness: number;
  readonly probabilityOfLoss: number;
  readonly warnings: readonly Warning[];
  readonly execution: Execution;
  var(p: number): Interval;
  tvar(p: number): Interval;
}

interface Heading {
  readonly title: string;
  readonly exactMean: number | undefined;
  readonly levels: readonly number[];
}

/** A result as a person reads it: the mean beside its exact value, a row a level, what to beware of, how it was run. */
export function resultText(result: Printable, { title, exactMean, levels }: Heading): string {
  const { mean } = result;
  const lines = [
    `${printable(title)}: ${amount(result.trials)} simulated years, seed ${result.seed}`,
    "",
    ...aligned([
      ["mean", amount(mean.value), `standard error ${amount(mean.standardError)}`],
      ...(exactMean === undefined ? [] : [["exact mean", amount(exactMean), zScore(mean, exactMean)]]),
      ["standard deviation", amount(result.standardDeviation), ""],
      ["skewness", amount(result.skewness), ""],
      ["years with a loss", `${amount(100 * result.probabilityOfLoss)} %`, ""],
    ]),
    "",
    ...aligned([
      ["level", "return period", "VaR", "95 % interval", "TVaR", "95 % interval"],
      ...levels.map((level) => {
        const [atRisk, tail] = [result.var(level), result.tvar(level)];
        // 1 / (1 - level) of a decimal level, without the digits that doubles add.
        const period = `${Number((1 / (1 - level)).toPrecision(12))} years`;
        return [String(level), period, amount(atRisk.value), interval(atRisk), amount(tail.value), interval(tail)];
      }),
    ]),
  ];
  const { warnings } = result;
  if (warnings.length > 0) lines.push("");
  for (const { message, component } of warnings)
    lines.push(`warning: ${component ? `${printable(component)}: ` : ""}${message}`);
  const { wallMs, trialsPerSecond, workers } = result.execution;
  lines.push(
    "",
    `${amount(trialsPerSecond)} years a second: ${amount(wallMs)} ms, ${workers === 1 ? "1 thread" : `${workers} threads`}`,
  );
  return lines.join("\n");
}

function zScore(mean: MeanEstimate, exact: number): string {
  if (!(mean.standardError > 0 && mean.standardError < Infinity)) return "";
  return `${((mean.value - exact) / mean.standardError).toFixed(2)} standard errors away`;
}

function interval({ low, high }: Interval): string {
  return Number.isNaN(low) || Number.isNaN(high) ? "none" : `${amount(low)} to ${amount(high)}`;
}

/** A number with about six digits, thousands apart. */
export function amount(x: number): string {
  if (!Number.isFinite(x) || x === 0) return String(x);
  const size = Math.abs(x);
  if (size >= 1e15 || size < 1e-4) return x.toExponential(5);
  const whole = Math.floor(size).toString().length;
  const digits = size >= 1 ? Math.max(0, 6 - whole) : 6;
  return x.toLocaleString("en-US", { maximumFractionDigits: digits });
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
