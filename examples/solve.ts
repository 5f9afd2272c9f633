// A motor and fire book without simulation: its annual loss and the price of a stop loss programme on it. Beside it a
// simulation that ends once it knows as much as is asked of it; and what a small change of a deductible is worth, which a
// simulation would hardly see. Amounts are in euros.
import { gamma, inforce, layer, lognormal, negativeBinomial, PricingModel, poisson, portfolio } from "lundberg";

function book(fireDeductible: number): PricingModel {
  return new PricingModel(
    portfolio([
      inforce({
        name: "motor",
        frequency: negativeBinomial.fromMeanVariance({ mean: 800, variance: 2400 }),
        severity: gamma.fromMeanCv({ mean: 4_000, cv: 1.5 }),
      }),
      inforce({
        name: "fire",
        policies: 2_000,
        frequency: poisson({ lambda: 0.01 }),
        severity: lognormal.fromMedianCv({ median: 20_000, cv: 4 }),
        terms: { deductible: fireDeductible, limit: 2_000_000 },
      }),
    ]),
  );
}

const euros = (amount: number): string => Math.round(amount).toLocaleString("en-US");
const percent = (share: number): string => `${(100 * share).toFixed(3)} %`;

// 1. The law of the year, with a bound of its numerical error beside every figure.
const model = book(5_000);
const exact = await model.solve();
console.log(`${exact}\n`);

// 2. A stop loss programme on the year: expected loss, chance that it attaches and that it is exhausted, loss on line.
console.log("layer          expected loss   attaches   exhausted   loss on line");
for (const text of ["500k xs 5m", "1m xs 5500k", "2m xs 6500k"]) {
  const { attachment, limit } = layer(text);
  const expected = exact.layerMean(attachment, limit).value;
  const attaches = exact.exceedanceProbability(attachment).value;
  const exhausted = exact.exceedanceProbability(attachment + limit).value;
  console.log(
    `${text.padEnd(12)} ${euros(expected).padStart(15)} ${percent(attaches).padStart(10)} ` +
      `${percent(exhausted).padStart(11)} ${percent(expected / limit).padStart(14)}`,
  );
}

// 3. A simulation until TVaR is known to half a percent, and how far it is from the exact figure.
const until = { measure: "tvar", level: 0.995, relativeError: 0.005 } as const;
const simulated = await model.simulate({ trials: 1e7, seed: 5, until });
const tail = simulated.tvar(0.995);
console.log(`\n${simulated.execution.reasons[0]}`);
console.log(`TVaR 99.5 % simulated ${euros(tail.value)} (${euros(tail.low)} to ${euros(tail.high)})`);
console.log(`TVaR 99.5 % exact     ${euros(exact.tvar(0.995).value)}\n`);

// 4. What a fire deductible of 5,100 in place of 5,000 saves in the layer, and how many years a simulation of each book
// would take until their difference is two standard errors.
const [attachment, limit] = [5_500_000, 1_000_000];
const other = await book(5_100).solve();
const saved = exact.layerMean(attachment, limit).value - other.layerMean(attachment, limit).value;
const { value, high } = simulated.layerMean(attachment, limit);
const deviation = ((high - value) / 1.96) * Math.sqrt(simulated.trials);
const years = 2 * (2 * (deviation / saved)) ** 2;
console.log(`1m xs 5500k: a deductible of 5,100 saves ${euros(saved)} a year`);
console.log(`a simulation would see that in some ${Math.round(years / 1e6)} million years of each book`);
