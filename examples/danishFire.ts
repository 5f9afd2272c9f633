// Danish fire insurance: price the layer 50 xs 50 million kroner on the 2,167 losses of 1980 to 1990, and set the
// simulated figures beside exact ones. Amounts are in million Danish kroner (mDKK) at 1985 prices.
import { readFileSync } from "node:fs";
import {
  empirical,
  fit,
  fitFrequency,
  generalizedPareto,
  inforce,
  layer,
  negativeBinomial,
  PricingModel,
  portfolio,
  splice,
} from "lundberg";
import { discretise, measures, panjer } from "./panjer.js";

const trials = 1_000_000;
const seed = 1985;

// 1. The data: a date and a loss a line.
const rows = readFileSync(new URL("./data/danishFire.csv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .slice(1);
const claims = rows.map((row) => ({ year: row.slice(0, 4), loss: Number(row.split(",")[1]) }));
const losses = claims.map((claim) => claim.loss);

// 2. How many: counts a year, negative binomial by moments.
const perYear = new Map<string, number>();
for (const { year } of claims) perYear.set(year, (perYear.get(year) ?? 0) + 1);
const counts = [...perYear.values()];
const { frequency, mean, variance } = fitFrequency(negativeBinomial, counts);

// 3. How large: the data themselves up to 10 mDKK, a generalized Pareto tail above, by maximum likelihood.
const threshold = 10;
const large = losses.filter((loss) => loss > threshold);
const tail = fit(generalizedPareto, large, { fixed: { threshold } });
const { xi, theta } = tail.parameters;
const tailWeight = large.length / losses.length;
const severity = splice({
  pieces: [empirical({ values: losses }), tail.severity],
  breaks: [threshold],
  weights: [1 - tailWeight, tailWeight],
});

console.log(`Danish fire, ${losses.length} losses in ${counts.length} years, mDKK at 1985 prices`);
console.log(`counts a year: mean ${mean}, variance ${variance.toFixed(1)}: ${frequency}`);
console.log(
  `tail: ${large.length} excesses over ${threshold} mDKK, xi ${xi.toFixed(4)}, theta ${theta.toFixed(3)} mDKK`,
);
console.log("      (McNeil 1997: xi 0.497, theta 6.98)\n");

// 4. The models: everything, and the layer.
const groundUp = new PricingModel(portfolio([inforce({ name: "ground-up", frequency, severity })]));
const terms = layer("50 xs 50");
const excess = new PricingModel(portfolio([inforce({ name: "layer 50 xs 50", frequency, severity, terms })]));

console.log(`${excess.explain()}\n`);
console.log(`${await groundUp.simulate({ trials, seed })}\n`);
const result = await excess.simulate({ trials, seed, levels: [0.99, 0.995] });
console.log(`${result}\n`);

// 5. The layer without simulation: the mean in closed form, VaR and TVaR by Panjer's recursion on a grid.
const step = 0.05;
const attaches = severity.survival(terms.attachment);
const paid = (d: number): number => severity.layerMean(terms.attachment, d) / attaches;
const { r, beta } = frequency.parameters as { r: number; beta: number };
// Only claims above 50 count: a negative binomial number thinned by their probability is negative binomial again.
const aggregate = panjer({ r, beta: beta * attaches }, discretise(paid, step, terms.limit), 800 / step);
const exactMean = frequency.mean() * severity.layerMean(terms.attachment, terms.limit);
const z = (result.mean.value - exactMean) / result.mean.standardError;

console.log("layer 50 xs 50, mDKK a year    simulated    95 % interval         exact");
const line = (name: string, value: number, low: number, high: number, exact: number): void => {
  const interval = `${low.toFixed(3)} to ${high.toFixed(3)}`;
  console.log(
    `${name.padEnd(28)} ${value.toFixed(4).padStart(11)}  ${interval.padStart(19)} ${exact.toFixed(4).padStart(11)}`,
  );
};
const { value, standardError } = result.mean;
line("expected loss (pure premium)", value, value - 1.96 * standardError, value + 1.96 * standardError, exactMean);
for (const level of [0.99, 0.995]) {
  const exact = measures(aggregate, step, level);
  const [atRisk, tail] = [result.var(level), result.tvar(level)];
  line(`VaR ${100 * level} %`, atRisk.value, atRisk.low, atRisk.high, exact.valueAtRisk);
  line(`TVaR ${100 * level} %`, tail.value, tail.low, tail.high, exact.tail);
}
console.log(`the simulated mean is ${z.toFixed(2)} standard errors from the exact one`);
console.log(
  `loss on line ${((100 * value) / terms.limit).toFixed(1)} %; simulated at ${Math.round(result.execution.trialsPerSecond)} years a second`,
);
