import { inforce, type Plan, PricingModel, portfolio } from "../../dist/index.js";
import type { Finding } from "./finding.js";
import type { RewriteCase } from "./rewriteCases.js";
import { sameLaw } from "./sameLaw.js";

const model = (components: RewriteCase["rewritten"]): PricingModel =>
  new PricingModel(portfolio(components.map((component, i) => inforce({ name: `component ${i}`, ...component }))));

const ofFirst = (plan: Plan): readonly string[] => [plan.components[0]!.losses.method, ...plan.components[0]!.steps];
const takes = (rewrite: string, plan: Plan): boolean => ofFirst(plan).some((step) => step.startsWith(rewrite));

/** Whether the rewrite is taken in the one way and not in the other. */
export function taken({ rewrite, rewritten, asIs }: RewriteCase): [boolean, boolean] {
  const other = asIs ? model(asIs).explain() : model(rewritten).explain({ outputs: ["claimCount"] });
  return [takes(rewrite, model(rewritten).explain()), takes(rewrite, other)];
}

/** Simulates a case both ways, from seeds of their own, and compares. */
export async function bothWays({ rewritten, asIs }: RewriteCase, trials: number, seed: number): Promise<Finding[]> {
  const one = await model(rewritten).simulate({ trials, seed });
  const other = await model(asIs ?? rewritten).simulate({
    trials,
    seed: seed + 1,
    ...(asIs === undefined && { outputs: ["claimCount"] }),
  });
  const found = sameLaw(one.losses, other.losses);
  one.release();
  other.release();
  return found;
}
