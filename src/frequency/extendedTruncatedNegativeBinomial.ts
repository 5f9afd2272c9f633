import { positive, type Rule } from "../check.js";
import { math } from "../kernel.js";
import { countDistribution } from "../tables/countDistribution.js";
import { countKind, type ProbabilityCounts } from "../tables/countLaw.js";
import { defineFrequency, type FrequencyFamily } from "./define.js";
import { deterministic } from "./deterministic.js";
import { logarithmic } from "./logarithmic.js";
import { lessPower } from "./smallDifference.js";
import { zeroModifiedBy } from "./zeroModified.js";

const extended: Rule = { text: "a number above -1 and below 0", holds: (r) => r > -1 && r < 0 };

/**
 * Extended truncated negative binomial on 1, 2, ..., -1 < r < 0 (Engen 1974): the zero-truncated negative binomial
 * taken beyond r = 0. Larger r are zeroTruncated(negativeBinomial), and r = 0 is logarithmic.
 */
export const extendedTruncatedNegativeBinomial: FrequencyFamily<"r" | "beta"> = defineFrequency(
  "extendedTruncatedNegativeBinomial",
  {
    reference: "Loss Models, B.3.1.2",
    formula: "p(n) = r (r + 1) ... (r + n - 1) / (n! ((1 + beta)^r - 1)) (beta / (1 + beta))^n",
    parameters: { r: { rule: extended, typical: [-0.95, -0.05] }, beta: { rule: positive, typical: [0.01, 100] } },
    constructors: {},
    law: ({ r, beta }) => {
      const s = -r;
      const log1p = math.log1p(beta);
      const grown = math.expm1(s * log1p);
      // Without digits of it left, the law is that at r = 0.
      if (!(grown >= 2.2250738585072014e-308)) return logarithmic({ beta }).bound;
      const mean = (s * beta) / grown;
      // A negative binomial with r + 1 has the same product of gammas but for its last factor, and a pmf that keeps its
      // digits for large n.
      const scale = (s * (1 + beta)) / grown;
      const counts: ProbabilityCounts = {
        kind: "probabilities",
        name: "extendedTruncatedNegativeBinomial",
        pmf: (n) => {
          if (n < 1) return 0;
          return (scale / (n - s)) * math.exp(math.logPmf(countKind.negativeBinomial, 1 - s, beta, n));
        },
        logNone: -Infinity,
        first: 1,
        // P(N > n) <= (beta / (1 + beta))^n.
        last: Math.ceil(54 / math.log1p(1 / beta)),
      };
      return {
        counts,
        mean,
        // mean * (1 + (1 + r) beta - mean).
        variance: Math.max(0, mean * ((1 - s) * beta - lessPower(beta, s) / grown)),
        cdf: countDistribution(counts),
        // The series converges at its radius 1 + 1 / beta too.
        pgf: (z) => {
          if (!(beta * (Math.abs(z) - 1) <= 1)) return z > 0 ? Infinity : Number.NaN;
          if (Math.abs(z) < 0.5) return -(1 + 1 / grown) * math.expm1(s * math.log1p((-z * beta) / (1 + beta)));
          return 1 - math.expm1(s * math.log1p(-beta * (z - 1))) / grown;
        },
        logPgf: (w) => (beta * w <= 1 ? math.log1p(-math.expm1(s * math.log1p(-beta * w)) / grown) : Infinity),
        superposed: () => undefined,
        thinned: (p) =>
          p * beta > 0
            ? zeroModifiedBy(
                extendedTruncatedNegativeBinomial({ r, beta: p * beta }),
                math.expm1(s * math.log1p(p * beta)) / grown,
              )
            : deterministic({ n: 0 }),
      };
    },
  },
);
