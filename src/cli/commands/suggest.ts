import type { SuggestOptions } from "../../index.js";
import { type Command, command } from "../command.js";
import { number, numberOr, numbers, toggle, word } from "../flags.js";
import { jsonText } from "../json.js";
import { asUsage, UsageError } from "../usageError.js";

/** Options of a run that meets a target. */
export const suggest: Command = command({
  summary: "say with which options a run meets a target of time or memory",
  operands: ["model"],
  flags: {
    trials: number("<n>", "years to simulate; left out, as many as --target-ms allows"),
    "target-ms": number("<ms>", "time that a run may take"),
    "target-trials-per-second": number("<n>", "years that it must simulate in a second"),
    "memory-limit": number("<bytes>", "most that the run may take"),
    workers: numberOr(["auto"], "<n>", "threads, where they are settled; so are the options that follow"),
    keep: word("<what>", '"losses", "tail" or "none"'),
    storage: word("<type>", '"float64" or "float32"'),
    levels: numbers("<p,...>", "levels of VaR and TVaR: the lowest decides what a tail takes"),
    components: toggle("every component is kept too"),
    "claim-limit": number("<n>", "most claims that may be drawn, by expectation"),
    json: toggle("print JSON"),
  },
  run: async ({ operands: [path], flags: { json, ...flags } }) => {
    if (flags.trials === undefined && flags["target-ms"] === undefined) {
      throw new UsageError("--trials or --target-ms is missing: --trials 1e6 --target-ms 100");
    }
    const { loadModel } = await import("../modelFile/index.js");
    const model = loadModel(path!);
    const given = Object.entries(flags).map(([flag, value]) => [
      flag.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]);
    try {
      const suggestion = model.suggest(Object.fromEntries(given) as SuggestOptions);
      return { text: json ? jsonText(suggestion) : String(suggestion), failed: !suggestion.meets };
    } catch (error) {
      throw asUsage(error);
    }
  },
});
