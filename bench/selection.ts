import { gamma, inforce, PricingModel, poisson, portfolio, riskMeasures } from "lundberg";
import { byQuickselect } from "./competitors/quickselect.js";
import type { RiskMeasure } from "./competitors/riskMeasures.js";
import { bySort } from "./competitors/sort.js";
import type { Figure } from "./figure.js";
import { type Contender, interleave } from "./measure.js";

const levels = [0.9, 0.95, 0.99, 0.995, 0.999];
const length = 10_000_000;

/** Exact VaR and TVaR of simulated losses. */
export const selection: Figure = {
  title: "Exact VaR and TVaR at five levels",
  unit: "ns per value",
  clock: "processor",
  notes: [
    "annual losses of a compound Poisson-Gamma model; lundberg leaves them as they are",
    "sort and quickselect work in place on a copy, made outside their time; the read pass sums the values and is a floor",
  ],
  async *rows({ rounds, size }) {
    const book = inforce({ name: "A", frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1000 }) });
    const result = await new PricingModel(portfolio([book])).simulate({ trials: length * size, seed: 1 });
    const losses = result.losses;
    const copy = new Float64Array(losses.length);
    const prepare = () => copy.set(losses);
    let ours: readonly RiskMeasure[] = [];
    const theirs = new Map<string, RiskMeasure[]>();
    const inPlace = (name: string, measure: typeof bySort): Contender => ({
      name,
      items: losses.length,
      prepare,
      run: () => theirs.set(name, measure(copy, levels)),
    });
    const lundberg: Contender = {
      name: "lundberg",
      items: losses.length,
      run: () => {
        ours = riskMeasures(losses, { levels });
      },
    };
    const timings = await interleave(
      [lundberg, inPlace("quickselect", byQuickselect), inPlace("Float64Array sort", bySort), readPass(losses)],
      { rounds, clock: "processor" },
    );
    for (const [name, measures] of theirs) sameMeasures(name, ours, measures);
    result.release();
    yield { name: `${(length * size) / 1e6} million doubles`, timings };
  },
};

/** What no exact method in JavaScript can beat: each value read once. Four sums, so that additions do not wait in line. */
function readPass(losses: Float64Array): Contender {
  const run = () => {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = 0; i + 3 < losses.length; i += 4) {
      a += losses[i]!;
      b += losses[i + 1]!;
      c += losses[i + 2]!;
      d += losses[i + 3]!;
    }
    return a + b + c + d;
  };
  return { name: "one read pass", items: losses.length, run };
}

/** VaR is an order statistic, the same double by any method; TVaR may differ by the order of its sum. */
function sameMeasures(name: string, ours: readonly RiskMeasure[], theirs: readonly RiskMeasure[]): void {
  for (const [i, measure] of theirs.entries()) {
    const other = ours[i];
    const same = other?.var === measure.var && Math.abs(other.tvar - measure.tvar) <= 1e-11 * measure.tvar;
    if (!same) throw new Error(`lundberg and ${name} disagree at level ${measure.level}`);
  }
}
