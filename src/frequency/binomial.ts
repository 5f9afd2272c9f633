import { count, probability } from "../check.js";
import { math } from "../kernel.js";
import { defineFrequency, type FrequencyFamily } from "./define.js";

/** Binomial: m risks (an integer >= 0) that each have a claim with probability q. */
export const binomial: FrequencyFamily<"m" | "q"> = defineFrequency("binomial", {
  reference: "Loss Models, B.2.1.3",
  formula: "p(n) = m! / (n! (m - n)!) q^n (1 - q)^(m - n)",
  parameters: { m: { rule: count, typical: [1, 1000] }, q: { rule: probability, typical: [0.001, 0.5] } },
  constructors: {},
  law: ({ m, q }) => ({
    counts: { kind: "binomial", a: m, b: q },
    mean: m * q,
    variance: m * q * (1 - q),
    // P(N > n) = I_q(n + 1, m - n), complemented: q as it was given has digits that 1 - q would lose.
    cdf: (n) => (n < m ? math.betaIComplement(n + 1, m - n, q) : 1),
    pgf: (z) => generatingFunction(m, q, z),
    logPgf: (w) => (m === 0 || q === 0 ? 0 : m * math.log1p(q * w)),
    superposed: (k) => (Number.isSafeInteger(k * m) ? binomial({ m: k * m, q }) : undefined),
    thinned: (p) => binomial({ m, q: p * q }),
  }),
});

// (1 - q + q z)^m. Near 1 the base comes through log1p; elsewhere the sum of its two parts keeps more digits, and is
// negative for z < 1 - 1 / q, where the parity of m decides the sign.
function generatingFunction(m: number, q: number, z: number): number {
  if (m === 0 || q === 0) return 1;
  const shift = q * (z - 1);
  if (shift > -0.5) return math.exp(m * math.log1p(shift));
  const base = 1 - q + q * z;
  const magnitude = math.exp(m * math.log(Math.abs(base)));
  return base < 0 && m % 2 === 1 ? -magnitude : magnitude;
}
