import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { compound } from "./compound.js";
import type { Figure } from "./figure.js";
import { describeMachine } from "./machine.js";
import type { Effort } from "./measure.js";
import { perClaim } from "./perClaim.js";
import { figureText, type MeasuredFigure, machineText, measureFigure } from "./report.js";
import { scaling } from "./scaling.js";
import { selection } from "./selection.js";
import { setup } from "./setup.js";

const figures: Readonly<Record<string, Figure>> = { compound, perClaim, selection, scaling, setup };

const { values: options, positionals } = parseArgs({
  options: { quick: { type: "boolean", default: false }, json: { type: "string" } },
  allowPositionals: true,
});
const names = positionals.length > 0 ? positionals : Object.keys(figures);
const unknown = names.filter((name) => !Object.hasOwn(figures, name));
if (unknown.length > 0) {
  console.error(`no figure ${unknown.join(", ")}; there are ${Object.keys(figures).join(", ")}`);
  process.exit(2);
}
const effort: Effort = options.quick ? { rounds: 3, size: 0.1 } : { rounds: 7, size: 1 };

const started = performance.now();
const machine = await describeMachine();
console.log(machineText(machine));
console.log(`medians of ${effort.rounds} rounds in turns${options.quick ? ", a tenth of the trials" : ""}`);
const report: MeasuredFigure[] = [];
for (const name of names) {
  const figure = figures[name]!;
  const measured = await measureFigure(figure, effort);
  report.push(measured);
  console.log(`\n${figureText(measured)}`);
}
const left = Object.keys(figures).filter((name) => !names.includes(name));
if (left.length > 0) console.log(`\nNot measured, since not asked for: ${left.join(", ")}`);
const seconds = (performance.now() - started) / 1000;
console.log(`\n${seconds.toFixed(0)} s`);
if (options.json !== undefined) {
  const json = { machine, effort, times: "nanoseconds per item", figures: report, notMeasured: left, seconds };
  writeFileSync(options.json, `${JSON.stringify(json, null, 2)}\n`);
}
if (report.some(({ notMeasured }) => notMeasured !== undefined)) process.exitCode = 1;
