import { createRequire } from "node:module";
import type { ClaimsModel, CompoundModel, JavaScriptPeer, LawModel } from "./peer.js";

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

function drawer({ family, a, b }: LawModel): () => number {
  switch (family) {
    case "lognormal":
      return lognormal.factory(a, b);
    case "gamma":
      return gamma.factory(a, 1 / b);
    case "pareto": {
      // Lomax is Pareto type I moved to 0.
      const typeI = paretoTypeI.factory(a, b);
      return () => typeI() - b;
    }
    case "weibull":
      return weibull.factory(a, b);
    case "poisson":
      return poisson.factory(a);
  }
}

function compound(model: CompoundModel, out: Float64Array): void {
  const { alpha, theta } = model;
  const count = poisson.factory(model.lambda);
  const rate = 1 / theta;
  for (let trial = 0; trial < out.length; trial++) {
    const n = count();
    out[trial] = n === 0 ? 0 : gamma(n * alpha, rate);
  }
}

function claims(model: ClaimsModel, out: Float64Array): void {
  const { deductible, limit, share, aggregateLimit } = model;
  const count = poisson.factory(model.lambda);
  const claim = drawer(model.severity);
  for (let trial = 0; trial < out.length; trial++) {
    let sum = 0;
    for (let n = count(); n > 0; n--) {
      const excess = claim() - deductible;
      if (excess > 0) sum += share * Math.min(excess, limit);
    }
    out[trial] = Math.min(sum, aggregateLimit);
  }
}

function sample(model: LawModel, out: Float64Array): void {
  const draw = drawer(model);
  for (let i = 0; i < out.length; i++) out[i] = draw();
}

export const peer: JavaScriptPeer = { compound, claims, sample };
