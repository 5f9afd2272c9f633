import { fail, nonNegative, positive } from "../check.js";
import { math } from "../kernel.js";
import { defineSeverity, type SeverityFamily } from "./define.js";

/** Uniform from low to high. */
export const uniform: SeverityFamily<"low" | "high"> = defineSeverity("uniform", {
  reference: "Loss Models, A.6.1.2 with a = b = 1",
  formula: "S(x) = (high - x) / (high - low), low <= x <= high",
  parameters: { low: { rule: nonNegative, typical: [0, 1e3] }, high: { rule: positive, typical: [2e3, 1e6] } },
  constructors: {},
  check: ({ low, high }) => {
    if (!(low < high)) fail("uniform: high", `a number > low = ${low}`, high);
  },
  law: ({ low, high }) => {
    const width = high - low;
    const density = (): number => 1 / width;
    const quantile = (p: number): number => low + p * width;
    const survivalQuantile = (s: number): number => high - s * width;
    return {
      support: [low, high],
      momentsBelow: Infinity,
      ...{ density, quantile, survivalQuantile },
      survival: (x) => (high - x) / width,
      cdf: (x) => (x - low) / width,
      parts: () => [{ kind: "continuous", weight: 1, flat: true, density, quantile, survivalQuantile }],
      mean: () => low / 2 + high / 2,
      variance: () => (width * width) / 12,
      skewness: () => 0,
      // (high^(k + 1) - low^(k + 1)) / ((k + 1) (high - low)), which as it stands cancels for a narrow interval.
      moment: (k) => {
        if (width >= low) return (math.pow(high, k) * (high / width) - math.pow(low, k) * (low / width)) / (k + 1);
        const relative = width / low;
        return (math.pow(low, k) * math.expm1((k + 1) * math.log1p(relative))) / ((k + 1) * relative);
      },
      layer: (attachment, limit) => {
        const certain = Math.max(low - attachment, 0);
        const from = Math.max(attachment, low);
        const rest = Math.min(limit - certain, high - from);
        return certain + rest * ((high - from - rest / 2) / width);
      },
    };
  },
});
