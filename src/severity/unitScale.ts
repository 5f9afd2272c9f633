import { completeLaw, type LawDescription, type SeverityLaw } from "./law.js";

/**
 * Variance and skewness of a law with a scale, by quadrature of the same law with scale 1: in the law's own currency the
 * square or the third power of an amount may leave the range of doubles.
 */
export function momentsByUnitScale(
  scale: number,
  unit: () => LawDescription,
): Required<Pick<LawDescription, "variance" | "skewness">> {
  let kept: SeverityLaw | undefined;
  const law = (): SeverityLaw => {
    kept ??= completeLaw(unit());
    return kept;
  };
  // A mean that is finite and yet no double has a variance that is none either.
  return {
    variance: () => (law().mean() < Infinity ? scale * law().variance() * scale : Infinity),
    skewness: () => (law().mean() < Infinity ? law().skewness() : Infinity),
  };
}
