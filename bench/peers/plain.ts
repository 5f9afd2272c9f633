import type { ClaimsModel, CompoundModel, JavaScriptPeer, LawModel } from "./peer.js";

// Plain JavaScript as a competent author writes it: good textbook algorithms, tables where they pay, no allocation in
// the loops, powers as exp(p * log(u)), which V8 computes in half the time of u ** p. One module on purpose, see
// javaScript.ts.

let spare = 0;
let hasSpare = false;

/** Standard normal by the polar method, which yields two (Marsaglia & Bray 1964, doi 10.1137/1006063). */
function normal(): number {
  if (hasSpare) {
    hasSpare = false;
    return spare;
  }
  let u: number;
  let v: number;
  let s: number;
  do {
    u = 2 * Math.random() - 1;
    v = 2 * Math.random() - 1;
    s = u * u + v * v;
  } while (s >= 1 || s === 0);
  const factor = Math.sqrt((-2 * Math.log(s)) / s);
  spare = v * factor;
  hasSpare = true;
  return u * factor;
}

/** Gamma of scale 1 (Marsaglia & Tsang 2000, doi 10.1145/358407.358414); shapes below 1 by their boost U^(1/shape). */
function gamma(shape: number): number {
  if (shape < 1) return gamma(shape + 1) * Math.exp(Math.log(1 - Math.random()) / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal();
    const t = 1 + c * x;
    if (t <= 0) continue;
    const v = t * t * t;
    const u = 1 - Math.random();
    const xx = x * x;
    if (u < 1 - 0.0331 * xx * xx || Math.log(u) < 0.5 * xx + d * (1 - v + Math.log(v))) return d * v;
  }
}

/** Poisson by inversion of its tabled cdf, entered through a guide table (Chen & Asau 1974): one to two steps a draw. */
function poisson(lambda: number): () => number {
  const length = Math.ceil(lambda + 12 * Math.sqrt(lambda) + 30);
  // From the mode outwards, scaled afterwards: exp(-lambda) itself underflows from lambda 746 on.
  const pmf = new Float64Array(length);
  const mode = Math.floor(lambda);
  pmf[mode] = 1;
  for (let n = mode; n > 0; n--) pmf[n - 1] = (pmf[n]! * n) / lambda;
  for (let n = mode + 1; n < length; n++) pmf[n] = (pmf[n - 1]! * lambda) / n;
  const total = pmf.reduce((sum, p) => sum + p, 0);
  let sum = 0;
  const cdf = pmf.map((p) => {
    sum += p / total;
    return sum;
  });
  cdf[length - 1] = 1;
  const guide = new Int32Array(length);
  for (let i = 0, n = 0; i < length; i++) {
    while (cdf[n]! <= i / length) n++;
    guide[i] = n;
  }
  return () => {
    const u = Math.random();
    let n = guide[Math.floor(u * length)]!;
    while (cdf[n]! <= u) n++;
    return n;
  };
}

function drawer({ family, a, b }: LawModel): () => number {
  switch (family) {
    case "lognormal":
      return () => Math.exp(a + b * normal());
    case "gamma":
      return () => b * gamma(a);
    case "pareto":
      return () => b * (Math.exp(Math.log(1 - Math.random()) / -a) - 1);
    case "weibull":
      return () => b * Math.exp(Math.log(-Math.log(1 - Math.random())) / a);
    case "poisson":
      return poisson(a);
  }
}

function compound(model: CompoundModel, out: Float64Array): void {
  const { alpha, theta } = model;
  const count = poisson(model.lambda);
  for (let trial = 0; trial < out.length; trial++) {
    const n = count();
    out[trial] = n === 0 ? 0 : theta * gamma(n * alpha);
  }
}

function claims(model: ClaimsModel, out: Float64Array): void {
  const { deductible, limit, share, aggregateLimit } = model;
  const count = poisson(model.lambda);
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
