import { fail, nonNegative, positive } from "../check.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { completeLaw, type SeverityLaw } from "./law.js";
import { segmentsLaw } from "./segmentsLaw.js";

/** Triangular from low to high: the density rises to the mode and falls from there. */
export const triangular: SeverityFamily<"low" | "mode" | "high"> = defineSeverity("triangular", {
  reference: "Kotz & van Dorp 2004, Beyond Beta, chapter 1, doi 10.1142/5720",
  formula: "f(x) = 2 / (high - low) * min((x - low) / (mode - low), (high - x) / (high - mode))",
  parameters: {
    low: { rule: nonNegative, typical: [0, 1e3] },
    mode: { rule: nonNegative, typical: [2e3, 1e5] },
    high: { rule: positive, typical: [2e5, 1e6] },
  },
  constructors: {},
  check: ({ low, mode, high }) => {
    if (!(low <= mode)) fail("triangular: mode", `a number >= low = ${low}`, mode);
    if (!(mode <= high)) fail("triangular: high", `a number >= mode = ${mode}`, high);
    if (!(low < high)) fail("triangular: high", `a number > low = ${low}`, high);
  },
  law: ({ low, mode, high }) => {
    const width = high - low;
    const rise = mode - low;
    const fall = high - mode;
    const spread = (rise / width) * (rise / width) + (rise / width) * (fall / width) + (fall / width) * (fall / width);
    return {
      // The quantile function has a kink at the mode.
      ...segmentsLaw([
        ...(rise > 0 ? [{ weight: rise / width, law: rising(low, mode) }] : []),
        ...(fall > 0 ? [{ weight: fall / width, law: falling(mode, high) }] : []),
      ]),
      density: (x) => (2 * (x < mode ? (x - low) / rise : x > mode ? (high - x) / fall : 1)) / width,
      mean: () => low / 3 + mode / 3 + high / 3,
      variance: () => (width * width * spread) / 18,
      skewness: () => {
        const u = rise / width;
        const v = fall / width;
        return (Math.SQRT2 * (v - u) * (2 * u + v) * (u + 2 * v)) / (5 * spread * Math.sqrt(spread));
      },
    };
  },
});

function rising(low: number, mode: number): SeverityLaw {
  const width = mode - low;
  return completeLaw({
    support: [low, mode],
    momentsBelow: Infinity,
    density: (x) => (2 * ((x - low) / width)) / width,
    survival: (x) => ((mode - x) / width) * (1 + (x - low) / width),
    cdf: (x) => ((x - low) / width) * ((x - low) / width),
    quantile: (p) => low + width * Math.sqrt(p),
    survivalQuantile: (s) => mode - width * (s / (1 + Math.sqrt(1 - s))),
    mean: () => low + width * (2 / 3),
    variance: () => (width * width) / 18,
    skewness: () => -0.4 * Math.SQRT2,
    // The survival function is 2 u - u^2 at a distance u from the mode.
    layer: layerOf(low, mode, (top, share) => 2 * top - share - meanSquare(top, share)),
  });
}

function falling(mode: number, high: number): SeverityLaw {
  const width = high - mode;
  return completeLaw({
    support: [mode, high],
    momentsBelow: Infinity,
    density: (x) => (2 * ((high - x) / width)) / width,
    survival: (x) => ((high - x) / width) * ((high - x) / width),
    cdf: (x) => ((x - mode) / width) * (1 + (high - x) / width),
    quantile: (p) => mode + width * (p / (1 + Math.sqrt(1 - p))),
    survivalQuantile: (s) => high - width * Math.sqrt(s),
    mean: () => mode + width / 3,
    variance: () => (width * width) / 18,
    skewness: () => 0.4 * Math.SQRT2,
    layer: layerOf(mode, high, meanSquare),
  });
}

/** The mean of u^2 over an interval of length `share` that ends at `top`. */
function meanSquare(top: number, share: number): number {
  return top * top - top * share + (share * share) / 3;
}

/**
 * Layers on [low, high], from the survival function's mean over an interval, in which amounts are measured from `high`
 * down, in units of the width: it ends at `top` and has the length `share`.
 */
function layerOf(
  low: number,
  high: number,
  mean: (top: number, share: number) => number,
): (attachment: number, limit: number) => number {
  const width = high - low;
  return (attachment, limit) => {
    const certain = Math.max(low - attachment, 0);
    const from = Math.max(attachment, low);
    const rest = Math.min(limit - certain, high - from);
    return certain + rest * mean((high - from) / width, rest / width);
  };
}
