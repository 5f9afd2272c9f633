import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { html, markdown } from "../dist/report/index.js";
import { barRows } from "./bars.js";
import { compound, otherParameters } from "./compound.js";
import { measureContests } from "./contest.js";
import type { Contest } from "./contestCase.js";
import { full, quick } from "./effort.js";
import { exact } from "./exact.js";
import { describeMachine } from "./machine.js";
import { perClaim } from "./perClaim.js";
import { findPrograms } from "./programs.js";
import { pageOf, type Report } from "./report.js";
import { samples } from "./samples.js";
import { measureScaling } from "./scaling.js";
import { selection } from "./selection.js";
import { measureSetup } from "./setup.js";
import { measureSizes } from "./sizes.js";

const contests: Readonly<Record<string, Contest>> = { compound, otherParameters, perClaim, samples };
const figures = [...Object.keys(contests), "selection", "exact", "scaling", "sizes", "setup"];

const { values: options, positionals } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    publish: { type: "boolean", default: false },
    out: { type: "string", default: "build/bench" },
  },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !figures.includes(name));
if (unknown.length > 0) {
  console.error(`no figure ${unknown.join(", ")}; there are ${figures.join(", ")}`);
  process.exit(2);
}
const effort = options.quick ? quick : full;
/** Tables from this length on are thinned in a quick run. */
const many = 5;
const thinned = (contest: Contest): Contest => ({
  ...contest,
  cases: contest.cases.filter((_, i) => contest.cases.length < many || i % effort.every === 0),
});
const asked = (name: string): boolean => positionals.length === 0 || positionals.includes(name);
const command = ["npm run bench", ...(process.argv.length > 2 ? ["--", ...process.argv.slice(2)] : [])].join(" ");

const folder = mkdtempSync(join(tmpdir(), "lundberg-bench-"));
try {
  const started = performance.now();
  const machine = await describeMachine();
  const programs = await findPrograms(folder);
  const chosen = Object.keys(contests)
    .filter(asked)
    .map((name) => thinned(contests[name]!));
  if (asked("selection")) chosen.push(await selection(folder, effort.size));
  if (asked("exact")) chosen.push(exact(effort.size));
  const report: Report = {
    command,
    date: new Date().toISOString().slice(0, 10),
    machine,
    effort,
    programs,
    contests: await measureContests(chosen, programs.found, effort),
    scaling: asked("scaling") ? await measureScaling(effort) : [],
    sizes: asked("sizes") ? await measureSizes(effort) : [],
    setup: asked("setup") ? await measureSetup(effort) : [],
    notMeasured: figures.filter((name) => !asked(name)),
    seconds: (performance.now() - started) / 1000,
  };
  write(report);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Markdown to the console and, beside a page with charts and the numbers as JSON, to files. */
function write(report: Report): void {
  const page = pageOf(report);
  const text = markdown(page);
  console.log(text);
  mkdirSync(options.out, { recursive: true });
  writeFileSync(join(options.out, "report.md"), text);
  writeFileSync(join(options.out, "report.html"), html(page));
  const { contests, setup, scaling } = report;
  const json = { ...report, bars: barRows(contests.results, setup, scaling), times: "nanoseconds per item" };
  writeFileSync(join(options.out, "report.json"), `${JSON.stringify(json, null, 2)}\n`);
  if (options.publish) writeFileSync("docs/performance.md", text);
  if (contests.failures.length > 0) process.exitCode = 1;
}
