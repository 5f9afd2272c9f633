import { math } from "../kernel.js";
import { firstWhere } from "./firstWhere.js";
import { fromHazard } from "./hazard.js";
import { completeLaw, type SeverityLaw } from "./law.js";
import { log1pRatio, scaledExpm1, scaledExponential, scaledMoment } from "./numeric.js";
import { restrict } from "./restrict.js";
import { segmentsLaw } from "./segmentsLaw.js";
import { singleParameterPareto } from "./singleParameterPareto.js";

/** thresholds > 0 ascend; alphas >= 0, as many, the last > 0. */
export function piecewiseParetoLaw(thresholds: readonly number[], alphas: readonly number[]): SeverityLaw {
  const n = thresholds.length;
  const low = thresholds[0]!;
  // The cumulative hazard -log S at each threshold.
  const hazards = new Float64Array(n);
  for (let i = 1; i < n; i++) {
    const length = log1pRatio(thresholds[i]! - thresholds[i - 1]!, thresholds[i - 1]!);
    hazards[i] = hazards[i - 1]! + alphas[i - 1]! * length;
  }

  /** The piece that x >= thresholds[0] is in. */
  const pieceAt = (x: number): number => firstWhere(n, (i) => thresholds[i]! > x) - 1;

  function hazard(x: number): number {
    const i = pieceAt(x);
    return hazards[i]! + alphas[i]! * log1pRatio(x - thresholds[i]!, thresholds[i]!);
  }

  /** The least x with that hazard. */
  function inverse(h: number): number {
    const i = Math.max(0, firstWhere(n, (j) => hazards[j]! >= h) - 1);
    return thresholds[i]! + scaledExpm1(thresholds[i]!, (h - hazards[i]!) / alphas[i]!);
  }

  function layer(attachment: number, limit: number): number {
    const certain = Math.min(limit, Math.max(low - attachment, 0));
    let from = Math.max(attachment, low);
    let sum = certain;
    let rest = limit - certain;
    for (let i = pieceAt(from); rest > 0; i++) {
      const end = thresholds[i + 1] ?? Infinity;
      const width = Math.min(end - from, rest);
      const above = math.exp(-hazard(from));
      if (above === 0) break;
      sum += above * scaledExponential(from, 1 - alphas[i]!, log1pRatio(width, from));
      // What is left of the limit, not of the layer's top, which has lost digits where the layer is narrow.
      rest = end - from < rest ? rest - width : 0;
      from = end;
    }
    return sum;
  }

  /** E[min(X, d)^k], where it is finite: d^k S(d) and all that is below are one integral of k x^(k - 1) S(x). */
  function limitedMoment(k: number, d: number): number {
    let sum = math.pow(low, k);
    for (let i = 0; i < n && thresholds[i]! < d; i++) {
      const from = thresholds[i]!;
      if (math.exp(-hazards[i]!) === 0) break;
      const width = Math.min(thresholds[i + 1] ?? Infinity, d) - from;
      sum += k * scaledExponential(scaledMoment(from, k, -hazards[i]!), k - alphas[i]!, log1pRatio(width, from));
    }
    return sum;
  }

  const pieces = thresholds.map((theta, i) => {
    const above = math.exp(-hazards[i]!);
    const end = thresholds[i + 1];
    if (alphas[i] === 0) return undefined;
    const { law } = singleParameterPareto({ alpha: alphas[i]!, theta });
    if (end === undefined) return { weight: above, law };
    const { mass, law: piece } = restrict(law, -Infinity, end);
    return { weight: above * mass, law: piece() };
  });
  const segments = segmentsLaw(pieces.filter((piece) => piece !== undefined));

  return completeLaw({
    ...segments,
    support: [thresholds[alphas.findIndex((alpha) => alpha > 0)]!, Infinity],
    density: (x) => (alphas[pieceAt(x)]! * math.exp(-hazard(x))) / x,
    ...fromHazard(hazard, inverse),
    mean: () => layer(0, Infinity),
    moment: (k) => limitedMoment(k, Infinity),
    limitedMoment,
    layer,
    restricted: (lower, upper) => {
      if (upper < Infinity) return segments.restricted!(lower, upper);
      // Above a point inside, the law is piecewise Pareto again.
      const i = pieceAt(lower);
      const law = (): SeverityLaw => piecewiseParetoLaw([lower, ...thresholds.slice(i + 1)], alphas.slice(i));
      return { mass: math.exp(-hazard(lower)), law };
    },
  });
}
