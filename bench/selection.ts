import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gamma, inforce, PricingModel, poisson, portfolio } from "lundberg";
import type { Ask, Contest } from "./contestCase.js";
import { numpy, plainJavaScript } from "./programs.js";

const levels = [0.9, 0.95, 0.99, 0.995, 0.999];
const length = 10_000_000;

export const readPasses: readonly string[] = ["read pass in JavaScript", "read pass in C"];
/** Read passes that VaR and TVaR may take at most. */
export const mostReadPasses = 3.5;

/** Exact VaR and TVaR of simulated losses, which lie in a file in `folder`, so that all select from the same ones. */
export async function selection(folder: string, size: number): Promise<Contest> {
  const file = join(folder, "losses");
  const book = inforce({ name: "A", frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1000 }) });
  const result = await new PricingModel(portfolio([book])).simulate({ trials: length * size, seed: 1, workers: 1 });
  writeFileSync(file, result.losses);
  result.release();
  const by = (label: string, program: string, kind: string): Ask => ({
    label,
    program,
    request: (n) => (kind === "read" ? `read ${n} ${file}` : `${kind} ${n} ${file} ${levels.join(" ")}`),
  });
  return {
    title: "Exact VaR and TVaR at five levels",
    unit: "ns per value",
    notes: [
      "annual losses of case A; lundberg leaves them as they are, the others work in place on a copy made outside their time",
      "all give the same VaR to the last bit; a read pass sums the values and is a floor",
    ],
    cases: [
      {
        name: `${(length * size) / 1e6} million doubles`,
        task: { select: { file, levels } },
        trials: length,
        itemsPerTrial: 1,
        asks: [
          by("numpy partition", numpy, "select"),
          by("quickselect in JavaScript", plainJavaScript, "select"),
          by("Float64Array sort", plainJavaScript, "sort"),
          by(readPasses[0]!, plainJavaScript, "read"),
          by(readPasses[1]!, "design in C", "read"),
        ],
        bars: [
          { text: "exact VaR and TVaR, five levels, against numpy partition", label: "numpy partition", least: 5 },
        ],
      },
    ],
  };
}
