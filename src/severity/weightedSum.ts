import { computed } from "../check.js";
import { weighted } from "../tables/part.js";
import type { LawDescription, Restriction, SeverityLaw } from "./law.js";
import { restrict } from "./restrict.js";

/** A law with its probability, > 0, among others. */
export interface WeightedLaw {
  readonly weight: number;
  readonly law: SeverityLaw;
}

/** What follows for a weighted sum of laws, weights summing to 1, wherever their supports lie. */
export type SumOfLaws = Required<
  Pick<LawDescription, "momentsBelow" | "mean" | "variance" | "skewness" | "moment" | "limitedMoment" | "layer"> &
    Pick<LawDescription, "parts" | "restricted">
>;

/** `join` makes such a sum out of components of its own kind: what is left of them by a restriction. */
export function weightedSum(
  components: readonly WeightedLaw[],
  join: (components: readonly WeightedLaw[]) => SeverityLaw,
): SumOfLaws {
  const sum = (f: (law: SeverityLaw) => number): number =>
    components.reduce((result, { weight, law }) => result + weight * f(law), 0);

  const mean = (): number => sum((law) => law.mean());
  const variance = (): number => {
    const m = mean();
    return sum((law) => law.variance() + (law.mean() - m) * (law.mean() - m));
  };

  function skewness(): number {
    const m = mean();
    const v = variance();
    const third = sum((law) => {
      const shift = law.mean() - m;
      const spread = law.variance();
      const own = spread > 0 ? law.skewness() * spread * Math.sqrt(spread) : 0;
      return own + 3 * shift * spread + shift * shift * shift;
    });
    return third / (v * Math.sqrt(v));
  }

  function restricted(lower: number, upper: number): Restriction {
    const inside = components
      .map(({ weight, law }) => ({ weight, inner: restrict(law, lower, upper) }))
      .map(({ weight, inner }) => ({ mass: weight * inner.mass, law: inner.law }))
      .filter((each) => each.mass > 0);
    const mass = inside.reduce((total, each) => total + each.mass, 0);
    return { mass, law: () => join(inside.map((each) => ({ weight: each.mass / mass, law: each.law() }))) };
  }

  return {
    momentsBelow: Math.min(...components.map(({ law }) => law.momentsBelow)),
    mean,
    variance,
    skewness,
    moment: (k) => sum((law) => law.moment(k)),
    limitedMoment: (k, d) => sum((law) => law.limitedMoment(k, d)),
    layer: (attachment, limit) => sum((law) => law.layer(attachment, limit)),
    parts: () => components.flatMap(({ weight, law }) => law.parts().map((part) => weighted(part, weight))),
    restricted,
  };
}

/** Weights over their sum, and of the components only those that have any. */
export function normalized(components: readonly WeightedLaw[]): readonly WeightedLaw[] {
  const total = components.reduce((sum, { weight }) => sum + weight, 0);
  computed("the probability of a part of a severity", total, total > 0);
  return components.map(({ weight, law }) => ({ weight: weight / total, law })).filter(({ weight }) => weight > 0);
}
