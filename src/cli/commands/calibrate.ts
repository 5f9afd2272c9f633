import { type Command, command } from "../command.js";
import { number, toggle } from "../flags.js";
import { jsonText } from "../json.js";
import { asUsage } from "../usageError.js";

/** How fast this machine is, measured and kept. */
export const calibrate: Command = command({
  summary: "measure how fast this machine is, for the estimates and the number of workers of later runs",
  operands: [],
  flags: {
    "budget-ms": number("<ms>", "time that it may take, from 500 to 600000; default 3000"),
    "dry-run": toggle("keep nothing for later runs"),
    json: toggle("print JSON; times are nanoseconds of one thread"),
    quiet: toggle("show no progress"),
  },
  run: async ({ flags, interrupt }) => {
    const { "budget-ms": budgetMs, "dry-run": dry = false } = flags;
    const live = process.stderr.isTTY && !flags.quiet && !flags.json;
    const library = await import("../../index.js");
    const calibration = await library
      .calibrate({
        ...(budgetMs !== undefined && { budgetMs }),
        ...{ save: !dry, signal: interrupt() },
        onProgress: ({ rounds }) => {
          if (live) process.stderr.write(`\rround ${rounds}\u001b[K`);
        },
      })
      .catch((error: unknown) => Promise.reject(asUsage(error)))
      .finally(() => live && process.stderr.write("\r\u001b[K"));
    return flags.json ? jsonText(calibration) : String(calibration);
  },
});
