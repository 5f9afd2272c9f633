/** N ~ Poisson(lambda) claims of Gamma(alpha, theta). */
export interface CompoundModel {
  readonly lambda: number;
  readonly alpha: number;
  readonly theta: number;
}

/** A family and its parameters in the order of Loss Models: mu sigma, alpha theta, alpha theta, tau theta, lambda 0. */
export interface LawModel {
  readonly family: "lognormal" | "gamma" | "pareto" | "weibull" | "poisson";
  readonly a: number;
  readonly b: number;
}

/** N ~ Poisson(lambda) claims x that each pay share * min(max(x - deductible, 0), limit), their sum at most aggregateLimit. */
export interface ClaimsModel {
  readonly lambda: number;
  readonly deductible: number;
  readonly limit: number;
  readonly share: number;
  readonly aggregateLimit: number;
  readonly severity: LawModel;
}

/** A peer in JavaScript. It fills `out` with annual losses, one a trial, or with draws. */
export interface JavaScriptPeer {
  /** Draws one gamma of shape n * alpha a trial in place of n gammas: the same sum closure that lundberg's plan finds. */
  compound(model: CompoundModel, out: Float64Array): void;
  claims(model: ClaimsModel, out: Float64Array): void;
  sample(model: LawModel, out: Float64Array): void;
}
