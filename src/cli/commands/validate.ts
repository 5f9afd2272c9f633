import type { SimulateOptions } from "../../index.js";

import { type Command, command } from "../command.js";
import { integer, number, numberOr, numbers, toggle } from "../flags.js";
import { jsonText } from "../json.js";
import { asUsage } from "../usageError.js";
import { usualLevels } from "../usualLevels.js";

/** Simulation against the exact law. */
export const validate: Command = command({
  summary: "simulate a model and compare with its exact law",
  operands: ["model"],
  flags: {
    trials: number("<n>", "years to simulate; default 1e6"),
    seed: integer("<n>", "0 to 2^64 - 1; drawn and printed when left out"),
    workers: numberOr(["auto"], "<n>", 'threads, or "auto"; never changes a result'),
    levels: numbers("<p,...>", "levels of VaR and TVaR, like 0.9,0.99"),
    json: toggle("print JSON: exact doubles; seed, infinities and NaN as text"),
  },
  run: async ({ operands: [path], flags, interrupt }) => {
    const { json, levels = usualLevels, ...options } = flags;
    const { loadModel } = await import("../modelFile/index.js");
    const validation = await loadModel(path!)
      .validate({ ...options, levels, signal: interrupt() } as Partial<SimulateOptions>)
      .catch((error: unknown) => Promise.reject(asUsage(error)));
    if (!json) return String(validation);
    const { trials, seed, rows, worst, exact } = validation;
    return jsonText({ trials, seed, rows, worst, warnings: exact.warnings });
  },
});
