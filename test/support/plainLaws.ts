import type { Random } from "./plainSimulation.js";

// Samplers by their textbook definitions, for the plain simulation: slow, and of no shared origin with the kernel's.

/** Knuth's product of uniforms. */
export function plainPoisson(lambda: number): (random: Random) => number {
  const end = Math.exp(-lambda);
  return (random) => {
    let n = 0;
    for (let product = random(); product > end; product *= random()) n++;
    return n;
  };
}

/** A sum of Bernoulli variables. */
export function plainBinomial(m: number, q: number): (random: Random) => number {
  return (random) => {
    let n = 0;
    for (let i = 0; i < m; i++) if (random() < q) n++;
    return n;
  };
}

/** A sum of r geometric variables by inversion, r an integer. */
export function plainNegativeBinomial(r: number, beta: number): (random: Random) => number {
  const scale = Math.log(beta / (1 + beta));
  return (random) => {
    let n = 0;
    for (let i = 0; i < r; i++) n += Math.floor(Math.log(random()) / scale);
    return n;
  };
}

/** A sum of exponentials, alpha an integer. */
export function plainErlang(alpha: number, theta: number): (random: Random) => number {
  return (random) => {
    let product = 1;
    for (let i = 0; i < alpha; i++) product *= random();
    return -theta * Math.log(product);
  };
}

/** Box and Muller's normal (1958). */
export function plainLognormal(mu: number, sigma: number): (random: Random) => number {
  return (random) => {
    const radius = Math.sqrt(-2 * Math.log(random()));
    return Math.exp(mu + sigma * radius * Math.cos(2 * Math.PI * random()));
  };
}

export function plainPareto(alpha: number, theta: number): (random: Random) => number {
  return (random) => theta * (random() ** (-1 / alpha) - 1);
}
