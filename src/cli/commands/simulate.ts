import type { SimulateOptions } from "../../index.js";
import { type Command, command } from "../command.js";
import { integer, number, numberOr, numbers, toggle, word } from "../flags.js";
import { jsonText } from "../json.js";
import { progressBar } from "../progressBar.js";
import { readReturnPeriods } from "../readReturnPeriods.js";
import { readUntil } from "../readUntil.js";
import { resultFacts, resultText } from "../report.js";
import { asUsage, UsageError } from "../usageError.js";
import { usualLevels } from "../usualLevels.js";
import { writeWhole } from "../writeWhole.js";

/** Simulates a model and prints its measures. */
export const simulate: Command = command({
  summary: "simulate a model's annual losses",
  operands: ["model"],
  flags: {
    trials: number("<n>", "years to simulate, like 1e6 (needed, here or in --config)"),
    seed: integer("<n>", "0 to 2^64 - 1; drawn and printed when left out"),
    until: word("<target>", "stop earlier: at mean:0.01, var@0.99:0.01 or tvar@0.995:0.005 (half the 95 % interval)"),
    workers: numberOr(["auto"], "<n>", 'threads, or "auto"; never changes a result'),
    keep: word("<what>", '"losses", "tail" (large ones only) or "none" (constant memory)'),
    storage: word("<type>", '"float64" or "float32"'),
    levels: numbers("<p,...>", "levels of VaR and TVaR, like 0.9,0.99"),
    "return-periods": numbers("<years,...>", "adds the losses of these return periods, like 10,100,250"),
    "variance-reduction": word(
      "<how>",
      'sharper measures: "controlVariates" where a part can be solved, "largestClaim" for heavy tails',
    ),
    components: toggle("print every component too"),
    hash: toggle("print the SHA-256 of the losses"),
    checkpoint: word("<file>", "keeps the losses there as they are drawn, and goes on from those that are there"),
    cache: toggle("with --seed: take what the same run gave before, and keep what this one gives"),
    "memory-limit": number("<bytes>", "most that the run may take"),
    "claim-limit": number("<n>", "most claims that may be drawn, by expectation"),
    "numa-policy": word("<where>", 'threads on several NUMA nodes: "auto", "local", "interleave" or "off"'),
    profile: word("<name>", 'options by name: "throughput", "latency", "memory" or "balanced"'),
    config: word("<file>", "TOML or JSON with options by the library's names; a flag goes before it"),
    manifest: word("<file>", "write the audit record that lundberg verify runs again"),
    json: toggle("print JSON: exact doubles; seed, infinities and NaN as text"),
    quiet: toggle("show no progress"),
  },
  run: async ({ operands: [file], flags, interrupt }) => {
    const { json, quiet, manifest, config, until: target, "return-periods": written, ...rest } = flags;
    const returnPeriods = readReturnPeriods(written);
    const until = readUntil(target);
    const {
      "memory-limit": memoryLimit,
      "claim-limit": claimLimit,
      "numa-policy": numaPolicy,
      "variance-reduction": varianceReduction,
      checkpoint: path,
      ...more
    } = rest;
    const checkpoint = path === undefined ? undefined : { path };
    const options: Partial<SimulateOptions> = {
      ...(config !== undefined && (await (await import("../../index.js")).readConfiguration(config))),
      ...given({ memoryLimit, claimLimit, numaPolicy, varianceReduction, checkpoint, until, ...more }),
    };
    const { trials, levels = usualLevels, components = false, hash = false } = options;
    if (trials === undefined) throw new UsageError("--trials is missing: --trials 1e6");
    const { loadModel } = await import("../modelFile/index.js");
    const model = loadModel(file!);
    const bar = progressBar(json || quiet);
    const result = await model
      .simulate({
        ...{ ...options, trials, levels, signal: interrupt() },
        // A cache keeps the curve at the usual return periods.
        ...(returnPeriods !== undefined && { cache: false }),
        ...(bar && { onProgress: (progress) => bar.show(progress) }),
      })
      .catch((error: unknown) => Promise.reject(asUsage(error)))
      .finally(() => bar?.clear());
    if (manifest !== undefined) await writeWhole(manifest, `${result.manifest}\n`);
    const report = { result, plan: result.execution.plan, levels, returnPeriods, components, hash };
    return json ? jsonText(resultFacts(report)) : resultText(report);
  },
});

/** The flags that were given, as options: the library checks what they say. */
function given(flags: Readonly<Record<string, unknown>>): Partial<SimulateOptions> {
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
}
