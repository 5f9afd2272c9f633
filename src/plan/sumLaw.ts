import { Kernel, type KernelExports, math } from "../kernel.js";
import { type CountLaw, countKind, type ParametricCounts } from "../tables/countLaw.js";
import type { Density } from "../tables/panels.js";

/** The kernel that sums densities, with room for the terms of one law, and whose they are. */
let summing: { readonly exports: KernelExports; readonly room: number; owner: symbol } | undefined;

/**
 * The density of a sum of N gamma(alpha, 1) claims where there is one (assembly/setup/sumDensity.ts); it integrates to
 * P(N > 0). Its last bits may depend on the claims that it was asked for before.
 */
export function sumDensity({ kind, a, b }: ParametricCounts, alpha: number): (x: number) => number {
  const me = Symbol();
  return (x) => {
    if (summing === undefined) {
      const kernel = new Kernel();
      summing = { exports: kernel.exports, room: kernel.allocate(kernel.exports.sumDensityRoom()), owner: Symbol() };
    }
    const { exports, room, owner } = summing;
    if (owner !== me) exports.beginSumDensity(countKind[kind], a, b, alpha, room);
    summing.owner = me;
    return exports.sumDensity(x);
  };
}

export function isParametric(law: CountLaw): law is ParametricCounts {
  return law.kind in countKind;
}

/** The law of a sum of N > 0 gamma(alpha, scale) claims, as panels are made of it. */
export function sumLaw(counts: ParametricCounts, alpha: number, scale: number): Density {
  const density = sumDensity(counts, alpha);
  const some = -math.expm1(math.logPmf(countKind[counts.kind], counts.a, counts.b, 0));
  const middle = (meanCount(counts) / some) * alpha;
  const beyond = (x: number): boolean => !(x * density(x) > some * Math.min(1, alpha) * negligible);
  let [low, high] = [middle, middle];
  for (let factor = 0.99; low > 1e-300 && !beyond(low); factor *= factor) low *= factor;
  for (let factor = 1.01; !beyond(high); factor *= 1.1) high *= factor;
  return {
    density: (x) => density(x / scale) / (some * scale),
    support: [0, Infinity],
    middle: middle * scale,
    ends: [low * scale, high * scale],
  };
}

export function meanCount({ kind, a, b }: ParametricCounts): number {
  return kind === "poisson" ? a : a * b;
}

/** 2^-72: the density of the logarithm where what lies beyond is less than 2^-68. It is a power of x of at least alpha. */
const negligible = 2.1e-22;
