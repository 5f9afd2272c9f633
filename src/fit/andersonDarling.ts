import { math } from "../kernel.js";
import { gaussKronrod } from "../tables/gaussKronrod.js";

const pi = Math.PI;
/** From here on, the series below would leave no digits of a probability below 1e-11. */
const far = 25;

/**
 * P(A2 >= z) of the Anderson-Darling statistic of many independent values of a continuous law: the limit, from which the
 * probability at 10 values is 0.003 away at most. Anderson & Darling 1954, doi 10.1080/01621459.1954.10501232.
 */
export function andersonDarlingSurvival(z: number): number {
  if (!(z > 0.02)) return 1;
  // A2 is a sum of Z_j^2 / (j (j + 1)): far out, the first term with all others' mean effect, and the first correction.
  if (z > far) return Math.sqrt(3) * math.erfc(Math.sqrt(z)) * (1 + 11 / (36 * z));
  let sum = 0;
  // The binomial coefficients of -1/2 over j.
  let coefficient = 1;
  for (let j = 0; j < 40; j++) {
    const odd = 4 * j + 1;
    const rate = (odd * odd * pi * pi) / (8 * z);
    const end = Math.sqrt((40 + z / 8) / rate);
    const integral = gaussKronrod((w) => math.exp(z / (8 * (w * w + 1)) - rate * w * w), 0, end);
    const term = coefficient * odd * math.exp(-rate) * integral;
    sum += term;
    if (Math.abs(term) < 1e-18) break;
    coefficient *= -(j + 0.5) / (j + 1);
  }
  return Math.min(1, Math.max(0, 1 - (Math.sqrt(2 * pi) / z) * sum));
}
