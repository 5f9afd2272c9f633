import { ActuarialError } from "../errors.js";
import type { Frequency } from "../frequency/frequency.js";
import { math } from "../kernel.js";
import { countPmf } from "../tables/countLaw.js";

/** p(n) / p(n - 1) = a + b / n from n = 2 on; p(1) and p(0) are the law's own. */
interface Ratios {
  readonly a: number;
  readonly b: number;
}

/**
 * The masses of a compound law on the grid of its claims by Panjer's recursion (Panjer 1981, doi
 * 10.1017/S0515036100006796; Sundt & Jewell 1981 for the (a, b, 1) class): with g the law and f the claims',
 * (1 - a f_0) g_j = (p_1 - (a + b) p_0) f_j + sum over k of (a + b k / j) f_k g_(j - k). An independent way to what the
 * Fourier transform computes, at a cost that grows with the square of the points; ERR_UNSUPPORTED for a law of neither class.
 *
 * A recursion that began below the least double would stay at 0: it begins at 1, and is scaled down on its way.
 */
export function panjer(frequency: Frequency, claims: Float64Array): Float64Array {
  const { a, b } = ratios(frequency);
  const logFirst = frequency.bound.logPgf(claims[0]! - 1);
  const scaled = logFirst < -500 && logFirst > -Infinity;
  const law = new Float64Array(claims.length);
  law[0] = scaled ? 1 : math.exp(logFirst);
  let logScale = scaled ? logFirst : 0;
  // In the scale of the recursion; of the (a, b, 0) class it is nothing, and only rounding would be left of it.
  const excess = countPmf(frequency.law, 1) - (a + b) * countPmf(frequency.law, 0);
  let first = isFirstClass(frequency) ? 0 : excess * math.exp(-logScale);
  const own = 1 / (1 - a * claims[0]!);
  for (let j = 1; j < claims.length; j++) {
    let sum = first * claims[j]!;
    for (let k = 1; k <= j; k++) sum += (a + (b * k) / j) * claims[k]! * law[j - k]!;
    law[j] = sum * own;
    if (law[j]! > 1e200) {
      for (let k = 0; k <= j; k++) law[k]! *= 1e-200;
      first *= 1e-200;
      logScale += 460.51701859880916;
    }
  }
  const scale = math.exp(logScale);
  return law.map((mass) => mass * scale);
}

function isFirstClass({ law }: Frequency): boolean {
  return law.kind === "poisson" || law.kind === "binomial" || law.kind === "negativeBinomial";
}

function ratios(frequency: Frequency): Ratios {
  const { law, family, parameters } = frequency;
  switch (law.kind) {
    case "poisson":
      return { a: 0, b: law.a };
    case "negativeBinomial": {
      const a = law.b / (1 + law.b);
      return { a, b: (law.a - 1) * a };
    }
    case "binomial": {
      const odds = law.b / (1 - law.b);
      return { a: -odds, b: (law.a + 1) * odds };
    }
    default:
  }
  const { r, beta } = parameters as { readonly [name: string]: number };
  if (family === "logarithmic") return { a: beta! / (1 + beta!), b: -beta! / (1 + beta!) };
  if (family === "extendedTruncatedNegativeBinomial") {
    return { a: beta! / (1 + beta!), b: ((r! - 1) * beta!) / (1 + beta!) };
  }
  if (family === "zeroModified" || family === "zeroTruncated") return ratios(parameters.frequency as Frequency);
  throw new ActuarialError(
    "ERR_UNSUPPORTED",
    `panjer: ${frequency} is in neither the (a, b, 0) nor the (a, b, 1) class`,
  );
}
