import * as check from "../check.js";
import { ActuarialError } from "../errors.js";
import { Frequency } from "../frequency/frequency.js";
import { Severity } from "../severity/severity.js";
import { aggregateScale } from "../terms/aggregate.js";
import { netMean } from "../terms/netMean.js";
import { parseTerms, type Terms, type TermsOptions } from "../terms/terms.js";

export interface InforceOptions {
  /** Names the component in results and keys its random stream: 1 to 200 UTF-16 units, unique in a portfolio. */
  readonly name: string;
  /** How many like, independent policies; default 1. */
  readonly policies?: number;
  readonly frequency: Frequency;
  readonly severity: Severity;
  /** Whether the frequency is that of each policy (default) or of all policies together. */
  readonly frequencyBasis?: "policy" | "bucket";
  readonly terms?: TermsOptions;
}

/** What is meant where an inforce leaves it out. */
export const inforceDefaults = { policies: 1, frequencyBasis: "policy" } as const;

const keys = ["name", "policies", "frequency", "severity", "frequencyBasis", "terms"] as const;

/** A bucket of like policies: a frozen value, made by `inforce`. */
export class Inforce {
  readonly name: string;
  readonly policies: number;
  readonly frequency: Frequency;
  readonly severity: Severity;
  readonly frequencyBasis: "policy" | "bucket";
  readonly terms: Terms;

  /** @internal */
  constructor(options: InforceOptions) {
    const given = { ...inforceDefaults, ...check.record("inforce", options, keys) };
    this.name = componentName(given.name);
    const where = `inforce ${check.show(this.name)}`;
    this.policies = check.number(`${where}: policies`, given.policies, check.positiveCount);
    const { frequency, severity } = given;
    if (!(frequency instanceof Frequency)) check.fail(`${where}: frequency`, "a frequency like poisson", frequency);
    if (!(severity instanceof Severity)) check.fail(`${where}: severity`, "a severity like lognormal", severity);
    this.frequency = frequency;
    this.severity = severity;
    this.frequencyBasis = check.oneOf(`${where}: frequencyBasis`, given.frequencyBasis, ["policy", "bucket"]);
    this.terms = parseTerms(`${where}: terms`, given.terms);
    if (
      this.frequencyBasis === "bucket" &&
      this.policies > 1 &&
      this.terms.aggregateBasis === "policy" &&
      aggregateScale(this.terms) === undefined
    ) {
      throw new ActuarialError(
        "ERR_PARAMETER",
        `${where}: aggregate terms per policy need a frequency per policy, for a count of the whole bucket does not ` +
          `say on which policy a claim falls; use aggregateBasis "bucket" or frequencyBasis "policy"`,
      );
    }
    Object.freeze(this);
  }

  /** The expected number of ground-up claims a year, over all policies. */
  meanClaims(): number {
    return this.frequency.mean() * (this.frequencyBasis === "policy" ? this.policies : 1);
  }

  /**
   * The exact expected annual loss net of terms, over all policies; Infinity where it is infinite, undefined where an
   * aggregate deductible or limit acts and no closed form is known.
   */
  meanLoss(): number | undefined {
    const scale = aggregateScale(this.terms);
    if (scale === undefined) return undefined;
    const [claims, each] = [this.meanClaims(), netMean(this.severity, this.terms)];
    if (claims === 0 || each === 0) return 0;
    // Either may be Infinity, and next to no claims at a small share no double.
    return claims === Infinity || each === Infinity ? Infinity : claims * scale * each;
  }
}

/**
 * A bucket of like, independent policies with their frequency, severity and terms. ERR_PARAMETER or ERR_UNKNOWN_KEY,
 * opened with the bucket's name, for what breaks a rule.
 */
export function inforce(options: InforceOptions): Inforce {
  return new Inforce(options);
}

// The stream is keyed by the name's UTF-8 bytes, and a lone surrogate has none of its own.
function componentName(value: unknown): string {
  const name = check.text("inforce: name", value);
  if (name.length > 200) check.fail("inforce: name", "at most 200 UTF-16 units long", name);
  if (/\p{Surrogate}/u.test(name)) check.fail("inforce: name", "well-formed Unicode", name);
  return name;
}
