import { printable } from "../printable.js";
import { knownSpeed } from "../speed/knownSpeed.js";
import type { Terms } from "../terms/terms.js";
import type { ComponentPlan } from "./component.js";
import { nanoseconds } from "./cost.js";

/** The plan as a person reads it: the same text for the same portfolio, estimates of time under a heading of their own. */
export function planText(components: readonly ComponentPlan[], bytes: readonly number[]): string {
  const lines: string[] = [`Plan for ${components.length} ${components.length === 1 ? "component" : "components"}`];
  components.forEach((plan, i) => {
    lines.push("", printable(plan.name), ...[...plan.model, ...plan.steps].map((line) => `  ${line}`));
    lines.push(`  claims a trial: ${count(plan.meanClaims)} from the ground up, ${drawn(plan)}`);
    lines.push(`  kernel: ${kernelOf(plan)}`);
    lines.push(`  tables ${count(Math.ceil(bytes[i]! / 1024))} KiB, chunks of ${plan.chunk} trials`);
    if (plan.mean !== undefined) lines.push(`  exact mean ${plan.mean === 0 ? 0 : plan.mean.toPrecision(10)} a year`);
    for (const warning of warningsOf(plan)) lines.push(`  warning: ${warning}`);
  });
  const { speed, day } = knownSpeed();
  const machine = day === undefined ? "the machine of docs/performance.md" : `this machine, calibrated on ${day}`;
  lines.push("", `Estimates, for one thread of ${machine}`);
  const costs = components.map((component) => nanoseconds(component, speed));
  const rows = components.map(({ name }, i): [string, number] => [printable(name), costs[i]!]);
  if (components.length > 1) rows.push(["together", costs.reduce((a, b) => a + b, 0)]);
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, cost] of rows) lines.push(`  ${name.padEnd(width)}  ${time(cost)} for a million trials`);
  lines.push(`  8 bytes a trial for the losses that are kept`);
  return lines.join("\n");
}

function drawn({ losses, drawsPerTrial, counting }: ComponentPlan): string {
  if (drawsPerTrial === 0) return "none drawn";
  if (losses.method === "per claim") return `${count(drawsPerTrial)} drawn`;
  if (counting.groups !== undefined) return `${count(drawsPerTrial)} sums of them drawn`;
  return drawsPerTrial === 1 ? "one sum of them drawn" : `a sum of them drawn in ${count(drawsPerTrial)} of the trials`;
}

function kernelOf({ largest, losses, counting, drawsPerTrial }: ComponentPlan): string {
  if (drawsPerTrial === 0) return "none";
  const skips = counting.logEmpty === 0 ? "" : ", over geometric gaps";
  if (losses.method === "sum table") return `the sum's own law in strips${skips}`;
  if (losses.method === "sum closure") return `a count, then one gamma variable (Marsaglia & Tsang)${skips}`;
  if (largest?.arrivals !== undefined) return "the largest claim by strata, counts, then claims in strips below it";
  return `${counting.groups === undefined ? "counts" : "policies with claims, their counts"}, then claims in strips${skips}`;
}

function warningsOf({ tailIndex, terms, largestClaim }: ComponentPlan): string[] {
  const warnings: string[] = [];
  if (tailIndex <= 1) warnings.push("the mean is infinite");
  else if (tailIndex <= 2) warnings.push("the variance is infinite");
  if (terms.limit < Infinity && !(payable(terms, largestClaim) >= terms.limit)) {
    warnings.push(`the limit ${terms.limit} is never reached: no claim is above ${largestClaim}`);
  }
  return warnings;
}

/** What is left of the largest claim before the limit. */
function payable({ trend, deductible, deductibleKind, attachment }: Terms, largest: number): number {
  return trend * largest - attachment - (deductibleKind === "franchise" ? 0 : deductible);
}

function count(x: number): string {
  return x === Math.round(x) && x < 1e15 ? String(x) : x.toPrecision(6);
}

function time(nanosecondsATrial: number): string {
  return `about ${Number(nanosecondsATrial.toPrecision(2))} ms`;
}
