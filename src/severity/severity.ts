import { anyNumber, computed, nonNegative, nonNegativeOrInfinite, number, probability, type Rule } from "../check.js";
import type { SeverityPart } from "../tables/part.js";
import { type SampleOptions, sampleSeverity } from "../tables/sample.js";
import type { SeverityLaw } from "./law.js";

/**
 * The law of the size X >= 0 of one loss, a frozen value. Made by the constructors of the families (`pareto({ alpha,
 * theta })`) and the combinators over them; never by `new`. Amounts are in the loss currency that the parameters are in.
 * Every method fails with ERR_PARAMETER on an argument outside its rule, and with ERR_UNSUPPORTED in place of NaN where
 * parameters at the ends of the number range leave it without digits.
 */
export class Severity {
  readonly family: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The least closed interval that holds X; its upper end may be Infinity. */
  readonly support: readonly [number, number];
  /** E[X^k] is finite if and only if k is below this. */
  readonly momentsBelow: number;
  readonly #law: SeverityLaw;

  /** @internal */
  constructor(family: string, parameters: Readonly<Record<string, unknown>>, law: SeverityLaw) {
    this.family = family;
    this.parameters = Object.freeze(parameters);
    this.support = Object.freeze([law.support[0], law.support[1]] as const);
    this.momentsBelow = law.momentsBelow;
    this.#law = law;
    Object.freeze(this);
  }

  /** @internal The functions without their checks, and what the plan and the combinators want to know besides. */
  get law(): SeverityLaw {
    return this.#law;
  }

  /** @internal What the sampler tabulates; always the same array for one severity. */
  parts(): readonly SeverityPart[] {
    return this.#law.parts();
  }

  /** The density of the continuous part at any x: 0 at an atom, Infinity where the density has a pole. */
  density(x: number): number {
    return this.#computed("density", this.#law.density(this.#checked("density", "x", x, anyNumber)));
  }

  /** P(X > x) for any x; accurate to relative precision in the far tail. */
  survival(x: number): number {
    return this.#computed("survival", this.#law.survival(this.#checked("survival", "x", x, anyNumber)));
  }

  /** P(X <= x) for any x; accurate to relative precision near 0. */
  cdf(x: number): number {
    return this.#computed("cdf", this.#law.cdf(this.#checked("cdf", "x", x, anyNumber)));
  }

  /** The least x with P(X <= x) >= p; at p = 0 and p = 1 the ends of the support. */
  quantile(p: number): number {
    return this.#computed("quantile", this.#law.quantile(this.#checked("quantile", "p", p, probability)));
  }

  /** The least x with P(X > x) <= s: quantile(1 - s) without the loss of digits, good to s = 1e-300. */
  survivalQuantile(s: number): number {
    return this.#computed(
      "survivalQuantile",
      this.#law.survivalQuantile(this.#checked("survivalQuantile", "s", s, probability)),
    );
  }

  /** E[X^k], k >= 0 real; Infinity where it is infinite. */
  moment(k: number): number {
    return this.#computed("moment", this.#law.moment(this.#checked("moment", "k", k, nonNegative)));
  }

  /** E[X]; Infinity where it is infinite. */
  mean(): number {
    return this.#computed("mean", this.#law.mean());
  }

  /** Var[X]; Infinity where E[X^2] is infinite. */
  variance(): number {
    return this.#computed("variance", this.#law.variance());
  }

  /** E[(X - mean)^3] / variance^1.5; Infinity where only the third moment is infinite, NaN where the variance is 0 or infinite. */
  skewness(): number {
    return this.#law.skewness();
  }

  /** E[min(X, d)], d >= 0 or Infinity (the limited expected value). */
  limitedMean(d: number): number {
    return this.#computed(
      "limitedMean",
      this.#law.limitedMean(this.#checked("limitedMean", "d", d, nonNegativeOrInfinite)),
    );
  }

  /** E[min(X, d)^k], k >= 0 real, d >= 0 or Infinity. */
  limitedMoment(k: number, d: number): number {
    const order = this.#checked("limitedMoment", "k", k, nonNegative);
    const limit = this.#checked("limitedMoment", "d", d, nonNegativeOrInfinite);
    return this.#computed("limitedMoment", this.#law.limitedMoment(order, limit));
  }

  /**
   * E[min(max(X - attachment, 0), limit)]: the mean loss to the layer "limit xs attachment", limit >= 0 or Infinity.
   * Accurate to relative precision for narrow layers and far out too, where a difference of limited means is not.
   */
  layerMean(attachment: number, limit: number): number {
    const from = this.#checked("layerMean", "attachment", attachment, nonNegative);
    const width = this.#checked("layerMean", "limit", limit, nonNegativeOrInfinite);
    return this.#computed("layerMean", this.#law.layer(from, width));
  }

  /** n independent losses, the same for the same seed; in `out` where that is given. */
  sample(n: number, options: SampleOptions = {}): Float64Array {
    return sampleSeverity(`${this.family}.sample`, () => this.parts(), n, options);
  }

  /** As it would be written: `pareto(alpha=2.2, theta=40000)`. */
  toString(): string {
    const entries = Object.entries(this.parameters).map(([name, value]) => `${name}=${shown(value)}`);
    return `${this.family}(${entries.join(", ")})`;
  }

  #computed(method: string, value: number): number {
    return computed(`${this.family}.${method}`, value);
  }

  #checked(method: string, name: string, value: unknown, rule: Rule): number {
    return number(`${this.family}.${method}: ${name}`, value, rule);
  }
}

function shown(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.length <= 8 ? `[${value.map(shown).join(", ")}]` : `${value.length} values`;
}
