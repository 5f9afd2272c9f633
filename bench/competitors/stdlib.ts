import { createRequire } from "node:module";
import type { ClaimsCase, CompoundCase, SeverityCase } from "../cases.js";
import type { Competitor } from "./competitor.js";

/** A sampler module of @stdlib/random/base: called with its parameters, or made for fixed ones by `factory`. */
interface Sampler {
  (...parameters: number[]): number;
  factory(...parameters: number[]): () => number;
}

// Subpaths by require: Node's ES modules do not resolve its directories, and the package's top level takes over a second.
const load = createRequire(import.meta.url);
const sampler = (name: string): Sampler => load(`@stdlib/random/base/${name}`);
const [poisson, gamma, lognormal, paretoTypeI, weibull] = [
  sampler("poisson"),
  sampler("gamma"),
  sampler("lognormal"),
  sampler("pareto-type1"),
  sampler("weibull"),
];

function severity(model: SeverityCase): () => number {
  switch (model.family) {
    case "lognormal":
      return lognormal.factory(model.mu, model.sigma);
    case "gamma":
      return gamma.factory(model.alpha, 1 / model.theta);
    case "pareto": {
      // Lomax is Pareto type I moved to 0.
      const { alpha, theta } = model;
      const typeI = paretoTypeI.factory(alpha, theta);
      return () => typeI() - theta;
    }
    case "weibull":
      return weibull.factory(model.tau, model.theta);
  }
}

function compound(model: CompoundCase, out: Float64Array): void {
  const { alpha, theta } = model;
  const count = poisson.factory(model.lambda);
  const rate = 1 / theta;
  for (let trial = 0; trial < out.length; trial++) {
    const n = count();
    out[trial] = n === 0 ? 0 : gamma(n * alpha, rate);
  }
}

function claims(model: ClaimsCase, out: Float64Array): void {
  const { deductible, limit, share, aggregateLimit } = model;
  const count = poisson.factory(model.lambda);
  const claim = severity(model.severity);
  for (let trial = 0; trial < out.length; trial++) {
    let sum = 0;
    for (let n = count(); n > 0; n--) {
      const excess = claim() - deductible;
      if (excess > 0) sum += share * Math.min(excess, limit);
    }
    out[trial] = Math.min(sum, aggregateLimit);
  }
}

export const competitor: Competitor = { name: "@stdlib/random", compound, claims };
