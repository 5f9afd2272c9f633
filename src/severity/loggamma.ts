import { positive } from "../check.js";
import { math } from "../kernel.js";
import { defineSeverity, type SeverityFamily } from "./define.js";

/** Loggamma: log X is gamma with shape alpha and scale 1 / rate, so X >= 1. Its tail index is rate. */
export const loggamma: SeverityFamily<"alpha" | "rate"> = defineSeverity("loggamma", {
  reference: "Hogg & Klugman 1984, Loss Distributions, doi 10.1002/9780470316634",
  formula: "f(x) = rate^alpha (log x)^(alpha - 1) / (Gamma(alpha) x^(rate + 1)), x >= 1",
  parameters: { alpha: { rule: positive, typical: [0.5, 20] }, rate: { rule: positive, typical: [1, 10] } },
  constructors: {},
  law: ({ alpha, rate }) => {
    const scaledLog = (x: number): number => rate * math.log(x);
    const moment = (k: number): number => math.exp(-alpha * math.log1p(-k / rate));

    function limitedMoment(k: number, d: number): number {
      if (!(k < rate)) return NaN;
      // The law that is weighted by x^k is loggamma again, with rate - k.
      const below = moment(k) * math.gammaP(alpha, (rate - k) * math.log(d));
      return below + math.pow(d, k) * math.gammaQ(alpha, scaledLog(d));
    }

    return {
      support: [1, Infinity],
      momentsBelow: rate,
      density: (x) => {
        if (x === 1) return alpha < 1 ? Infinity : alpha === 1 ? rate : 0;
        return math.exp(math.logGammaKernel(alpha, scaledLog(x))) / (x * math.log(x));
      },
      survival: (x) => math.gammaQ(alpha, scaledLog(x)),
      cdf: (x) => math.gammaP(alpha, scaledLog(x)),
      quantile: (p) => math.exp(math.gammaPInverse(alpha, p) / rate),
      survivalQuantile: (s) => math.exp(math.gammaQInverse(alpha, s) / rate),
      mean: () => moment(1),
      // The second moment over the square of the first is (1 + 1 / (rate (rate - 2)))^alpha.
      variance: () => moment(1) * moment(1) * math.expm1(alpha * math.log1p(1 / rate / (rate - 2))),
      moment,
      limitedMean: (d) => limitedMoment(1, d),
      limitedMoment,
    };
  },
});
