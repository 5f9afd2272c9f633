import { math } from "../kernel.js";
import type { LawDescription } from "./law.js";

type Hazardous = Pick<LawDescription, "survival" | "cdf" | "quantile" | "survivalQuantile">;

/**
 * The four functions of a law that is described by its cumulative hazard H(x) = -log S(x) and the inverse of H. Both
 * tails are accurate to the last double: S is never found as 1 - F, nor F as 1 - S.
 */
export function fromHazard(hazard: (x: number) => number, inverse: (h: number) => number): Hazardous {
  return {
    survival: (x) => math.exp(-hazard(x)),
    cdf: (x) => -math.expm1(-hazard(x)),
    quantile: (p) => inverse(-math.log1p(-p)),
    survivalQuantile: (s) => inverse(-math.log(s)),
  };
}
