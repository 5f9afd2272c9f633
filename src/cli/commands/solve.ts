import type { ExactResult, SolveOptions } from "../../index.js";

import { type Command, command } from "../command.js";
import { number, numbers, toggle } from "../flags.js";
import { jsonText } from "../json.js";
import { readReturnPeriods } from "../readReturnPeriods.js";
import { curveText } from "../report.js";
import { asUsage } from "../usageError.js";
import { usualLevels } from "../usualLevels.js";

/** The exact law of a model's annual loss. */
export const solve: Command = command({
  summary: "compute a model's annual loss, without simulation",
  operands: ["model"],
  flags: {
    levels: numbers("<p,...>", "levels of VaR and TVaR, like 0.9,0.99"),
    "return-periods": numbers("<years,...>", "adds the losses of these return periods, like 10,100,250"),
    "relative-error": number("<x>", "error bound that the grid is refined for, like 1e-6"),
    points: number("<n>", "points of the grid, a power of two"),
    "memory-limit": number("<bytes>", "most that the law may take"),
    json: toggle("print JSON: exact doubles; infinities and NaN as text"),
  },
  run: async ({ operands: [path], flags, interrupt }) => {
    const { "return-periods": written, "relative-error": relativeError, "memory-limit": memoryLimit } = flags;
    const { points, json, levels = usualLevels } = flags;
    const returnPeriods = readReturnPeriods(written);
    // The grid reaches as far as what is asked of it.
    const reached = [...new Set([...levels, ...(returnPeriods ?? []).map((years) => 1 - 1 / years)])];
    const { loadModel } = await import("../modelFile/index.js");
    const options: SolveOptions = {
      levels: reached,
      signal: interrupt(),
      ...(relativeError !== undefined && { relativeError }),
      ...(points !== undefined && { points }),
      ...(memoryLimit !== undefined && { memoryLimit }),
    };
    const result = await loadModel(path!)
      .solve(options)
      .catch((error: unknown) => Promise.reject(asUsage(error)));
    if (json) return jsonText(facts(result, levels, returnPeriods));
    return [
      String(result),
      ...(returnPeriods ? [curveText(result.exceedanceCurve(returnPeriods), "bounds")] : []),
    ].join("\n\n");
  },
});

function facts(result: ExactResult, levels: readonly number[], returnPeriods: readonly number[] | undefined): unknown {
  const { mean, standardDeviation, skewness, probabilityOfLoss, warnings, execution } = result;
  const { engine, wallMs, points, step, lattice } = execution;
  return {
    ...{ mean, standardDeviation, skewness, probabilityOfLoss },
    levels: levels.map((level) => ({ level, var: result.var(level), tvar: result.tvar(level) })),
    exceedanceCurve: returnPeriods && result.exceedanceCurve(returnPeriods),
    warnings,
    execution: { engine, wallMs, points, step, lattice },
  };
}
