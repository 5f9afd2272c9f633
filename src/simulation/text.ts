import type { MeanEstimate } from "../measures/annualMeasures.js";
import type { Interval } from "../measures/intervals.js";
import { printable } from "../printable.js";
import { aligned, amount, returnPeriod, warningLines } from "../text.js";
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
  /** Besides warnings. */
  readonly notes: readonly string[];
}

/** A result as a person reads it: the mean beside its exact value, a row a level, what to beware of, how it was run. */
export function resultText(result: Printable, { title, exactMean, levels, notes }: Heading): string {
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
        return [
          String(level),
          returnPeriod(level),
          amount(atRisk.value),
          interval(atRisk),
          amount(tail.value),
          interval(tail),
        ];
      }),
    ]),
  ];
  const { warnings } = result;
  if (warnings.length > 0) lines.push("");
  lines.push(...warningLines(warnings));
  if (notes.length > 0) lines.push("", ...notes);
  lines.push("", speed(result.execution));
  return lines.join("\n");
}

function speed({ cached, wallMs, trialsPerSecond, workers }: Execution): string {
  if (cached) return `from the cache: ${amount(wallMs)} ms`;
  return `${amount(trialsPerSecond)} years a second: ${amount(wallMs)} ms, ${workers === 1 ? "1 thread" : `${workers} threads`}`;
}

function zScore(mean: MeanEstimate, exact: number): string {
  if (!(mean.standardError > 0 && mean.standardError < Infinity)) return "";
  return `${((mean.value - exact) / mean.standardError).toFixed(2)} standard errors away`;
}

function interval({ low, high }: Interval): string {
  return Number.isNaN(low) || Number.isNaN(high) ? "none" : `${amount(low)} to ${amount(high)}`;
}
