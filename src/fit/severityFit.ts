import type { Values } from "../check.js";
import { math } from "../kernel.js";
import type { Severity } from "../severity/severity.js";
import { cholesky, inverse, type Matrix } from "./cholesky.js";
import { type FitWarning, short } from "./fitWarning.js";

/** What a search hands over. */
export interface Estimate<K extends string> {
  readonly severity: Severity;
  readonly parameters: Values<K>;
  readonly estimated: readonly K[];
  readonly logLikelihood: number;
  /** Observed information in the coordinates of the search, and the derivatives of the parameters by them. */
  readonly information: Matrix | undefined;
  readonly slopes: readonly number[];
  readonly n: number;
  readonly capped: number;
  readonly converged: boolean;
  readonly warnings: readonly FitWarning[];
}

/** A severity fitted to claims: a frozen value, made by `fit`. */
export class SeverityFit<K extends string = string> {
  readonly severity: Severity;
  readonly parameters: Values<K>;
  /** The parameters that were estimated, in the order of `covariance`; the others were known. */
  readonly estimated: readonly K[];
  readonly logLikelihood: number;
  /** Of each estimated parameter, from the observed information; NaN where that says nothing (see `warnings`). */
  readonly standardErrors: Readonly<Partial<Record<K, number>>>;
  /** The inverse of the observed information; empty where that is not positive definite. */
  readonly covariance: Matrix;
  /** Akaike's criterion, 2 k - 2 log L with k estimated parameters: less is better. */
  readonly aic: number;
  /** Schwarz's Bayesian criterion, k log n - 2 log L: less is better. */
  readonly bic: number;
  /** The number of claims, weighted. */
  readonly n: number;
  /** How many of them reached their limit. */
  readonly capped: number;
  /** Whether the parameters are a maximum of the likelihood that no law at the edge of the family surpasses. */
  readonly converged: boolean;
  readonly warnings: readonly FitWarning[];

  /** @internal */
  constructor(estimate: Estimate<K>) {
    const { estimated, logLikelihood, n, slopes, information } = estimate;
    const lower = information && estimate.converged ? cholesky(information) : undefined;
    const covariance = lower ? inverse(lower).map((row, i) => row.map((x, j) => x * slopes[i]! * slopes[j]!)) : [];
    this.severity = estimate.severity;
    this.parameters = Object.freeze({ ...estimate.parameters });
    this.estimated = Object.freeze([...estimated]);
    this.logLikelihood = logLikelihood;
    this.covariance = Object.freeze(covariance.map((row) => Object.freeze(row)));
    this.standardErrors = Object.freeze(
      Object.fromEntries(estimated.map((name, i) => [name, Math.sqrt(covariance[i]?.[i] ?? NaN)])),
    ) as Readonly<Partial<Record<K, number>>>;
    this.aic = 2 * estimated.length - 2 * logLikelihood;
    this.bic = math.log(n) * estimated.length - 2 * logLikelihood;
    this.n = n;
    this.capped = estimate.capped;
    this.converged = estimate.converged;
    this.warnings = Object.freeze([...estimate.warnings]);
    Object.freeze(this);
  }

  /** For people: a line for each parameter, the criteria, the warnings. */
  toString(): string {
    const { family } = this.severity;
    const capped = this.capped > 0 ? `, ${this.capped} of them capped` : "";
    const lines = [`${family}, maximum likelihood, ${this.n} claims${capped}`];
    for (const [name, value] of Object.entries<number>(this.parameters)) {
      const error = this.standardErrors[name as K];
      const width = error === undefined ? "known" : `standard error ${short(error)}`;
      lines.push(`  ${name} = ${short(value)} (${width})`);
    }
    lines.push(
      `  log-likelihood ${this.logLikelihood.toFixed(4)}, AIC ${this.aic.toFixed(2)}, BIC ${this.bic.toFixed(2)}`,
    );
    for (const { code, message } of this.warnings) lines.push(`  ${code}: ${message}`);
    return lines.join("\n");
  }
}
