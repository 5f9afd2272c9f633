import * as check from "../check.js";
import { type CountLaw, countPmf } from "../tables/countLaw.js";
import { type SampleOptions, sampleCounts } from "../tables/sample.js";

/** What a family says about one member of it: the law with its parameters bound. */
export interface FrequencyLaw {
  /** The law for the sampler; probabilities are computed from it too. */
  readonly counts: CountLaw;
  readonly mean: number;
  readonly variance: number;
  /** P(N <= n) for an integer n >= 0. */
  readonly cdf: (n: number) => number;
  /** E z^N for any number z but NaN. */
  readonly pgf: (z: number) => number;
  /** log E (1 + w)^N for w >= -1, to relative accuracy about w = 0; Infinity where it diverges. */
  readonly logPgf: (w: number) => number;
  /** The law of the sum over k > 1 independent copies, or undefined where it has no name of its own. */
  readonly superposed: (k: number) => Frequency | undefined;
  /** The law of the claims that stay when each stays with probability p < 1, whatever the others do. */
  readonly thinned: (p: number) => Frequency | undefined;
}

/** 1, and what sums of probabilities may be beyond it by rounding. */
const atMost = 1.000001;

/**
 * The number of claims of a period: a frozen value, made by the constructors `poisson`, `negativeBinomial` and so on.
 * Arguments that break their rule are ERR_PARAMETER. Where a law spreads so far that its probabilities cannot be
 * tabulated, what needs the table is ERR_TOO_LARGE; where parameters at the ends of the number range leave no digits of
 * what is asked for, it is ERR_UNSUPPORTED.
 */
export class Frequency {
  readonly family: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly law: CountLaw;
  readonly #law: FrequencyLaw;

  /** @internal */
  constructor(family: string, parameters: Readonly<Record<string, unknown>>, law: FrequencyLaw) {
    this.family = family;
    this.parameters = Object.freeze({ ...parameters });
    this.law = Object.freeze(law.counts);
    this.#law = law;
    Object.freeze(this);
  }

  /** @internal The functions without their checks, which the combinators build on. */
  get bound(): FrequencyLaw {
    return this.#law;
  }

  /** P(N = n); 0 where n is not an integer >= 0. */
  pmf(n: number): number {
    const at = check.number(`${this.family}.pmf: n`, n, check.anyNumber);
    return Number.isInteger(at) && at >= 0 ? this.#probability("pmf", countPmf(this.law, at)) : 0;
  }

  /** P(N <= x) for any real x, to relative accuracy in the lower tail. */
  cdf(x: number): number {
    const at = Math.floor(check.number(`${this.family}.cdf: x`, x, check.anyNumber));
    if (!(at >= 0)) return 0;
    return at === Infinity ? 1 : this.#probability("cdf", this.#law.cdf(at));
  }

  mean(): number {
    return check.computed(`${this.family}.mean`, this.#law.mean);
  }

  /** Infinity where E N^2 is infinite. */
  variance(): number {
    return check.computed(`${this.family}.variance`, this.#law.variance);
  }

  /**
   * The probability generating function E z^N for real z: Infinity where the expectation diverges, NaN where it does
   * not exist (a negative z beyond the radius of convergence).
   */
  pgf(z: number): number {
    const at = check.number(`${this.family}.pgf: z`, z, check.anyNumber);
    if (at === 1) return 1;
    const value = this.#law.pgf(at);
    // Inside the unit circle it always exists.
    return check.computed(`${this.family}.pgf`, value, !(Math.abs(at) < 1) || Math.abs(value) <= 1);
  }

  /** n independent draws, the same for the same seed; in `out` where that is given. */
  sample(n: number, options: SampleOptions = {}): Float64Array {
    return sampleCounts(`${this.family}.sample`, this.law, n, options);
  }

  /**
   * The claims of k >= 1 independent policies that each have this frequency, where the family is closed under sums
   * and the parameters of the sum stay in their domain; otherwise undefined.
   */
  superposed(k: number): Frequency | undefined {
    const policies = check.number(`${this.family}.superposed: k`, k, check.positiveCount);
    return policies === 1 ? this : this.#law.superposed(policies);
  }

  /**
   * The claims that remain when each one remains with probability p independently of the others (thinning); undefined
   * where the law of what remains has no form that would be cheaper to draw.
   */
  thinned(p: number): Frequency | undefined {
    const kept = check.number(`${this.family}.thinned: p`, p, check.probability);
    return kept === 1 ? this : this.#law.thinned(kept);
  }

  #probability(method: string, value: number): number {
    return check.computed(`${this.family}.${method}`, value, value >= 0 && value <= atMost);
  }

  /** As it would be written: `zeroModified(frequency=poisson(lambda=3), p0=0.5)`. */
  toString(): string {
    const parameters = Object.entries(this.parameters).map(([name, value]) => `${name}=${shown(value)}`);
    return `${this.family}(${parameters.join(", ")})`;
  }
}

function shown(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.length <= 8 ? `[${value.join(", ")}]` : `${value.length} values`;
}

export function isFrequency(where: string, value: unknown): Frequency {
  if (!(value instanceof Frequency)) check.fail(where, "a frequency like poisson", value);
  return value;
}
