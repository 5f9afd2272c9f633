import { completeLaw, type LawDescription, type SeverityLaw } from "./law.js";
import { restrict } from "./restrict.js";

/** One stretch of a spliced law. */
export interface Segment {
  /** Its probability, > 0. */
  readonly weight: number;
  readonly law: SeverityLaw;
}

/** The law that takes each segment's law with its weight. The segments ascend without overlap; weights sum to about 1. */
export function segmentsLaw(segments: readonly Segment[]): LawDescription {
  const total = segments.reduce((sum, { weight }) => sum + weight, 0);
  const pieces = segments.map(({ weight, law }) => ({ weight: weight / total, law, before: 0, after: 0 }));
  for (let i = 1; i < pieces.length; i++) pieces[i]!.before = pieces[i - 1]!.before + pieces[i - 1]!.weight;
  for (let i = pieces.length - 2; i >= 0; i--) pieces[i]!.after = pieces[i + 1]!.after + pieces[i + 1]!.weight;
  const first = pieces[0]!;
  const last = pieces[pieces.length - 1]!;

  /** The first segment that does not end below x. */
  const at = (x: number): (typeof pieces)[number] => pieces.find(({ law }) => x <= law.support[1]) ?? last;

  const sum = (f: (law: SeverityLaw) => number): number =>
    pieces.reduce((result, { weight, law }) => result + weight * f(law), 0);

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

  return {
    support: [first.law.support[0], last.law.support[1]],
    momentsBelow: Math.min(...pieces.map(({ law }) => law.momentsBelow)),
    density: (x) => sum((law) => law.density(x)),
    survival: (x) => {
      const { weight, law, after } = at(x);
      return after + weight * law.survival(x);
    },
    cdf: (x) => {
      const { weight, law, before } = at(x);
      return before + weight * law.cdf(x);
    },
    quantile: (p) => {
      const { weight, law, before } = pieces.find((piece) => p <= piece.before + piece.weight) ?? last;
      return law.quantile(Math.min(1, (p - before) / weight));
    },
    survivalQuantile: (s) => {
      const { weight, law, after } = pieces.find((piece) => piece.after <= s) ?? last;
      return law.survivalQuantile(Math.min(1, (s - after) / weight));
    },
    mean,
    variance,
    skewness,
    moment: (k) => sum((law) => law.moment(k)),
    limitedMoment: (k, d) => sum((law) => law.limitedMoment(k, d)),
    layer: (attachment, limit) => sum((law) => law.layer(attachment, limit)),
    parts: () =>
      pieces.flatMap(({ weight, law }) =>
        law
          .parts()
          .map((part) =>
            part.kind === "points"
              ? { ...part, weight: weight * part.weight, weights: part.weights.map((w) => weight * w) }
              : { ...part, weight: weight * part.weight },
          ),
      ),
    restricted: (lower, upper) => {
      const inside = pieces
        .map(({ weight, law }) => ({ weight, inner: restrict(law, lower, upper) }))
        .filter(({ inner }) => inner.mass > 0);
      const masses = inside.map(({ weight, inner }) => weight * inner.mass);
      const mass = masses.reduce((a, b) => a + b, 0);
      const law = (): SeverityLaw =>
        completeLaw(segmentsLaw(inside.map(({ inner }, i) => ({ weight: masses[i]! / mass, law: inner.law() }))));
      return { mass, law };
    },
  };
}
