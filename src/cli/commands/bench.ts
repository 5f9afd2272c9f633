import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unknownKey } from "../../unknownKey.js";
import { type Command, command } from "../command.js";
import { toggle, word } from "../flags.js";
import { unreadable } from "../unreadable.js";
import { UsageError } from "../usageError.js";
import { writeWhole } from "../writeWhole.js";

/** How fast the library is on this machine, as a report. */
export const bench: Command = command({
  summary: "measure the library on this machine and write a report",
  operands: [],
  flags: {
    quick: toggle("smaller runs: some ten seconds in place of a minute"),
    figures: word("<name,...>", "only these: workers, trials, families, measures, memory"),
    out: word("<folder>", "where report.md, report.json and report.html go; default lundberg-bench"),
    against: word("<report.json>", "compare with an earlier report: better, worse, within noise"),
    json: toggle("print the report as JSON in place of Markdown"),
    quiet: toggle("show no progress"),
  },
  run: async ({ flags, interrupt }) => {
    const { quick = false, out = "lundberg-bench", against } = flags;
    const { benchPage, figures, readRecord, runBench } = await import("../../bench/index.js");
    const { html, markdown } = await import("../../report/index.js");
    const { detect } = await import("../../index.js");
    const names = flags.figures?.split(",");
    const known = figures.map(({ name }) => name);
    const unknown = names?.find((name) => !known.includes(name));
    if (unknown !== undefined) throw new UsageError(`--figures: ${unknownKey(unknown, known, "figure")}`);
    // Before minutes of measuring, what would spoil them at the end.
    const earlier =
      against === undefined
        ? undefined
        : readRecord(
            await storing(
              () => readFileSync(against, "utf8"),
              (error) => unreadable(against, error),
            ),
            against,
          );
    await storing(
      () => mkdirSync(out, { recursive: true }),
      (error) => `${out} cannot be made: ${(error as Error).message}`,
    );

    const live = process.stderr.isTTY && !flags.quiet;
    const record = await runBench({
      figures: figures.filter(({ name }) => names?.includes(name) ?? true),
      ...{ quick, signal: interrupt() },
      hardware: await detect(),
      onProgress: (text) => live && process.stderr.write(`\r${text}\u001b[K`),
    });
    if (live) process.stderr.write("\r\u001b[K");
    const page = benchPage(record, earlier);
    const json = `${JSON.stringify(record, null, 2)}\n`;
    await writeWhole(join(out, "report.md"), markdown(page));
    await writeWhole(join(out, "report.json"), json);
    await writeWhole(join(out, "report.html"), html(page));
    if (!flags.quiet) console.error(`written: report.md, report.json and report.html in ${out}`);
    return (flags.json ? json : markdown(page)).trimEnd();
  },
});

async function storing<T>(work: () => T, message: (error: unknown) => string): Promise<T> {
  try {
    return work();
  } catch (error) {
    const { ActuarialError } = await import("../../index.js");
    throw new ActuarialError("ERR_STORAGE", message(error), { cause: error });
  }
}
