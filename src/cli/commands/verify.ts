import { readFileSync } from "node:fs";
import type { VerifyOptions } from "../../index.js";
import { type Command, command } from "../command.js";
import { number, numberOr, toggle } from "../flags.js";
import { jsonText } from "../json.js";
import { progressBar } from "../progressBar.js";
import { unreadable } from "../unreadable.js";
import { asUsage } from "../usageError.js";

/** Runs a manifest again and compares. */
export const verify: Command = command({
  summary: "run a manifest again and compare, bit for bit",
  operands: ["manifest"],
  flags: {
    workers: numberOr(["auto"], "<n>", 'threads, or "auto"; never changes a result'),
    "memory-limit": number("<bytes>", "most that the losses may take"),
    "claim-limit": number("<n>", "most claims that may be drawn, by expectation"),
    json: toggle("print JSON: every field, recorded and found"),
    quiet: toggle("show no progress"),
  },
  run: async ({ operands: [path], flags, interrupt }) => {
    const { workers, "memory-limit": memoryLimit, "claim-limit": claimLimit, json, quiet } = flags;
    const library = await import("../../index.js");
    let text: string;
    try {
      text = readFileSync(path!, "utf8").replace(/^\uFEFF/, "");
    } catch (error) {
      throw new library.ActuarialError("ERR_STORAGE", unreadable(path!, error), { cause: error });
    }
    const bar = progressBar(json || quiet);
    const verification = await library
      .verify(text, {
        signal: interrupt(),
        ...(workers !== undefined && { workers }),
        ...(memoryLimit !== undefined && { memoryLimit }),
        ...(claimLimit !== undefined && { claimLimit }),
        ...(bar && { onProgress: (progress) => bar.show(progress) }),
      } as VerifyOptions)
      .catch((error: unknown) => Promise.reject(asUsage(error)))
      .finally(() => bar?.clear());
    const { same, warnings, fields } = verification;
    return { text: json ? jsonText({ same, warnings, fields }) : String(verification), failed: !same };
  },
});
