import { type InforceOptions, inforce, PricingModel, portfolio, type SimulationResult } from "../../dist/index.js";

/** Simulates components under names of their own. */
export function simulated(
  components: readonly Omit<InforceOptions, "name">[],
  trials: number,
  seed: number,
): Promise<SimulationResult> {
  const book = portfolio(components.map((component, i) => inforce({ name: `component ${i}`, ...component })));
  return new PricingModel(book).simulate({ trials, seed });
}
