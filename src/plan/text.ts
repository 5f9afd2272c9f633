import type { ComponentPlan } from "./component.js";

/** The plan as a person reads it. */
export function planText(components: readonly ComponentPlan[]): string {
  const lines: string[] = [`Plan for ${components.length} ${components.length === 1 ? "component" : "components"}`];
  for (const plan of components) {
    lines.push("", plan.name, ...plan.model.map((line) => `  ${line}`));
    for (const step of plan.steps) lines.push(`  ${step}`);
    lines.push(`  drawn a trial: ${drawn(plan)}`);
    lines.push(`  chunk ${plan.chunk} trials`);
    if (plan.mean !== undefined) lines.push(`  exact mean ${plan.mean.toPrecision(10)} a year`);
    if (plan.tailIndex <= 1) lines.push("  warning: the mean is infinite");
    else if (plan.tailIndex <= 2) lines.push("  warning: the variance is infinite");
  }
  return lines.join("\n");
}

function drawn({ losses, drawsPerTrial, counting }: ComponentPlan): string {
  const number = (x: number): string => (x === Math.round(x) && x < 1e15 ? String(x) : x.toPrecision(6));
  return losses.method === "sum closure"
    ? `${number(drawsPerTrial)} gamma sums for ${number(counting.claimsPerTrial)} claims`
    : `${number(drawsPerTrial)} claims`;
}
