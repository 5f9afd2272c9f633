// How much sharper a simulation becomes with varianceReduction, and whether its intervals hold what they promise:
// `npm run accuracy` prints the tables of docs/accuracy.md, `-- --publish` puts them there,
// `-- --study largestClaim` is one of them alone.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { controlVariates } from "./controlVariates.js";
import { largestClaim } from "./largestClaim.js";
import { type CaseFindings, type Study, studyCase } from "./study.js";

const studies: readonly Study[] = [controlVariates, largestClaim];

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "300" },
    study: { type: "string" },
    publish: { type: "boolean", default: false },
  },
});
const runs = Number(options.runs);
if (!(runs >= 2 && Number.isInteger(runs))) {
  console.error(`--runs must be an integer from 2 on, got ${options.runs}`);
  process.exit(2);
}

const page = join(import.meta.dirname, "..", "..", "docs", "accuracy.md");
for (const { title, varianceReduction, cases } of studies) {
  if (options.study !== undefined && options.study !== varianceReduction) continue;
  const found: CaseFindings[] = [];
  for (const each of cases) found.push(await studyCase(each, varianceReduction, runs));
  const text = tableOf(found);
  console.log(`${title}, ${runs} seeds\n\n${text}\n`);
  if (options.publish) publish(varianceReduction, text);
}

function tableOf(cases: readonly CaseFindings[]): string {
  const lines = [
    "| model | measure | variance fell, times (95 % interval) | intervals that hold the truth | those of plain runs | processor time, times |",
    "| --- | --- | --: | --: | --: | --: |",
  ];
  for (const { name, findings, cost } of cases) {
    findings.forEach(({ measure, ratio, coverage, plainCoverage }, i) => {
      const fell = `${digits(ratio.value)} (${digits(ratio.low)} to ${digits(ratio.high)})`;
      const [model, time] = i === 0 ? [name, digits(cost)] : ["", ""];
      lines.push(`| ${model} | ${measure} | ${fell} | ${percent(coverage)} | ${percent(plainCoverage)} | ${time} |`);
    });
  }
  return lines.join("\n");
}

/** Between the marks that the page has for a study. */
function publish(name: string, text: string): void {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const old = readFileSync(page, "utf8");
  const [from, to] = [old.indexOf(begin), old.indexOf(end)];
  if (!(from >= 0 && to > from)) throw new Error(`docs/accuracy.md has no ${begin} ... ${end}`);
  writeFileSync(page, `${old.slice(0, from + begin.length)}\n${text}\n${old.slice(to)}`);
}

function digits(x: number): string {
  return String(Number(x.toPrecision(x >= 100 ? 3 : 2)));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
