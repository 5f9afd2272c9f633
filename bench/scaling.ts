import { availableParallelism } from "node:os";
import { close, gamma, inforce, lognormal, PricingModel, poisson, portfolio, warmUp } from "lundberg";
import type { Figure } from "./figure.js";
import { type Contender, interleave } from "./measure.js";

const books = {
  "sum closure (case A)": () =>
    inforce({ name: "A", frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1000 }) }),
  "claim by claim, lognormal": () =>
    inforce({
      name: "L",
      frequency: poisson({ lambda: 5 }),
      severity: lognormal({ mu: 6.4, sigma: 1 }),
      terms: { deductible: 250, limit: 5000, share: 0.8, aggregateLimit: 8000 },
    }),
};

/** Two threads against one, on one model whose plan and tables are made. */
export const scaling: Figure = {
  title: "Two worker threads against the calling thread, warm pool",
  unit: "ns per trial",
  clock: "wall",
  notes: [
    "the same losses, bit for bit; 2 would be all of a second core, and other work on this machine takes from it",
  ],
  async *rows({ rounds, size }) {
    if (availableParallelism() < 2) throw new Error("this process may use one core only");
    await warmUp();
    const trials = 5_000_000 * size;
    for (const [name, book] of Object.entries(books)) {
      const model = new PricingModel(portfolio([book()]));
      const run = (workers: number): Contender => ({
        name: workers === 1 ? "one thread" : "two workers",
        items: trials,
        run: async () => (await model.simulate({ trials, seed: 1, workers })).release(),
      });
      yield { name, timings: await interleave([run(2), run(1)], { rounds, clock: "wall" }) };
    }
    await close();
  },
};
