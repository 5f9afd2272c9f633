import type { CurvePoint, Plan, SimulationResult } from "../index.js";

type Result = SimulationResult<Float64Array | Float32Array>;

/** A result, and what is to be told of it. */
export interface Report {
  readonly result: Result;
  readonly plan: Plan;
  readonly levels: readonly number[];
  readonly returnPeriods: readonly number[] | undefined;
  readonly components?: boolean;
  readonly hash?: boolean;
}

/** For people: the result's table, the curve, the hash; then the same of every component. */
export function resultText(report: Report): string {
  const { result, plan, returnPeriods, hash, components } = report;
  const one = (each: Result): string[] => [
    String(each),
    ...(returnPeriods ? [curveText(each.exceedanceCurve(returnPeriods))] : []),
    ...(hash ? [`hash ${each.hash}`] : []),
  ];
  const parts = components ? plan.components.flatMap(({ name }) => one(result.component(name))) : [];
  return [...one(result), ...parts].join("\n\n");
}

/** What `simulate --json` prints; keys are left out where there is nothing to say. */
interface ResultFacts extends MeasureFacts {
  readonly trials: number;
  readonly seed: bigint;
  /** With --components, in the portfolio's order. */
  readonly components: readonly (MeasureFacts & { readonly name: string })[] | undefined;
  readonly execution: Pick<
    Result["execution"],
    "engine" | "workers" | "chunk" | "wallMs" | "trialsPerSecond" | "reasons"
  >;
}

interface MeasureFacts {
  /** `exact` where the plan knows it. */
  readonly mean: Result["mean"] & { readonly exact: number | undefined };
  readonly standardDeviation: number;
  readonly skewness: number;
  readonly probabilityOfLoss: number;
  readonly levels: readonly {
    readonly level: number;
    readonly var: ReturnType<Result["var"]>;
    readonly tvar: ReturnType<Result["tvar"]>;
  }[];
  readonly exceedanceCurve: readonly CurvePoint[];
  readonly warnings: Result["warnings"];
  /** With --hash. */
  readonly hash: string | undefined;
}

/** For programs. */
export function resultFacts(report: Report): ResultFacts {
  const { result, plan, components } = report;
  const { engine, workers, chunk, wallMs, trialsPerSecond, reasons } = result.execution;
  return {
    trials: result.trials,
    seed: result.seed,
    ...measures(report, result, plan.mean),
    components: components
      ? plan.components.map(({ name, mean }) => ({ name, ...measures(report, result.component(name), mean) }))
      : undefined,
    execution: { engine, workers, chunk, wallMs, trialsPerSecond, reasons },
  };
}

function measures(report: Report, result: Result, exactMean: number | undefined): MeasureFacts {
  return {
    mean: { ...result.mean, exact: exactMean },
    standardDeviation: result.standardDeviation,
    skewness: result.skewness,
    probabilityOfLoss: result.probabilityOfLoss,
    levels: report.levels.map((level) => ({ level, var: result.var(level), tvar: result.tvar(level) })),
    exceedanceCurve: curve(report, result),
    warnings: result.warnings,
    hash: report.hash ? result.hash : undefined,
  };
}

/** The return periods asked for; or the usual ones; or, where too little was kept for them, those of the levels. */
function curve({ returnPeriods, levels }: Report, result: Result): CurvePoint[] {
  if (returnPeriods) return result.exceedanceCurve(returnPeriods);
  try {
    return result.exceedanceCurve();
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ERR_NOT_KEPT") throw error;
    // 1 / (1 - level) of a decimal level, without the digits that doubles add.
    return result.exceedanceCurve(levels.map((level) => Number((1 / (1 - level)).toPrecision(12))));
  }
}

/** An exceedance curve for people; `range` says what stands between low and high. */
export function curveText(points: readonly CurvePoint[], range: string = "95 % interval"): string {
  const amount = (x: number): string => x.toLocaleString("en-US", { maximumSignificantDigits: 6 });
  const rows = [
    ["return period", "loss", range],
    ...points.map(({ returnPeriod, loss, low, high }) => [
      `${returnPeriod} years`,
      amount(loss),
      `${amount(low)} to ${amount(high)}`,
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column]!)).join("  ")).join("\n");
}
