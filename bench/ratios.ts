import { gamma, inforce, lognormal, PricingModel, pareto, poisson, portfolio, riskMeasures } from "lundberg";
import type { JavaScriptPeer } from "./peers/peer.js";
import { byQuickselect } from "./peers/quickselect.js";

/** The same work by the library and by plain JavaScript. */
export interface Pair {
  readonly name: string;
  /** How many times the work of the other side the library does, so that both take some tens of milliseconds. */
  readonly work: number;
  readonly lundberg: () => unknown;
  readonly plain: () => unknown;
  /** Before a turn of plain JavaScript, outside its time. */
  readonly prepare?: () => void;
}

const terms = { deductible: 250, limit: 5000, share: 0.8, aggregateLimit: 8000 };
const levels = [0.9, 0.95, 0.99, 0.995, 0.999];

/** Of its own for every pair, so that V8 compiles its loops for one model alone (peers/javaScript.ts). */
async function peerFor(name: string): Promise<JavaScriptPeer> {
  const { href } = new URL(`./peers/plain.ts?pair=${encodeURIComponent(name)}`, import.meta.url);
  const { peer } = await import(href);
  return peer;
}

export async function pairs(): Promise<readonly Pair[]> {
  const model = (options: Omit<Parameters<typeof inforce>[0], "name">): PricingModel =>
    new PricingModel(portfolio([inforce({ ...options, name: "book" })]));
  const simulate = async (of: PricingModel, trials: number): Promise<void> => {
    (await of.simulate({ trials, seed: 1, workers: 1 })).release();
  };
  const [sums, claims, many, setup] = await Promise.all(["sums", "claims", "many", "setup"].map(peerFor));
  const compound = { lambda: 5, alpha: 2, theta: 1000 };
  const sumModel = model({ frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1000 }) });
  const lognormalClaims = { frequency: poisson({ lambda: 5 }), severity: lognormal({ mu: 6.4, sigma: 1 }), terms };
  const plainClaims = { lambda: 5, ...terms, severity: { family: "lognormal", a: 6.4, b: 1 } } as const;
  let others = 0;
  const claimModel = model(lognormalClaims);
  const manyTerms = { ...terms, aggregateLimit: 80_000 };
  const manyModel = model({
    frequency: poisson({ lambda: 100 }),
    severity: pareto({ alpha: 2.5, theta: 1500 }),
    terms: manyTerms,
  });
  const plainMany = { lambda: 100, ...manyTerms, severity: { family: "pareto", a: 2.5, b: 1500 } } as const;
  const out = new Float64Array(500_000);
  // Few enough for a cache: what other programs take of the memory's bandwidth is not to be measured.
  const { losses } = await sumModel.simulate({ trials: 500_000, seed: 1, workers: 1 });
  const copies = [1, 2, 3, 4].map(() => new Float64Array(losses.length));
  return [
    {
      name: "sums of gamma claims",
      work: 8,
      lundberg: () => simulate(sumModel, 4_000_000),
      plain: () => sums!.compound(compound, out),
    },
    {
      name: "claims with terms, Poisson 5",
      work: 10,
      lundberg: () => simulate(claimModel, 1_000_000),
      plain: () => claims!.claims(plainClaims, out.subarray(0, 100_000)),
    },
    {
      name: "claims with terms, Poisson 100",
      work: 10,
      lundberg: () => simulate(manyModel, 100_000),
      plain: () => many!.claims(plainMany, out.subarray(0, 10_000)),
    },
    {
      name: "VaR and TVaR at five levels",
      work: 10,
      lundberg: () => {
        for (let i = 0; i < 40; i++) riskMeasures(losses, { levels });
      },
      prepare: () => {
        for (const copy of copies) copy.set(losses);
      },
      plain: () => {
        for (const copy of copies) byQuickselect(copy, levels);
      },
    },
    {
      name: "a new model and its first 10,000 trials",
      work: 1,
      lundberg: async () => {
        for (let i = 0; i < 20; i++) {
          // Models that are like each other would share their tables.
          const severity = lognormal({ mu: 6.4 + ++others * 2 ** -48, sigma: 1 });
          await simulate(model({ ...lognormalClaims, severity }), 10_000);
        }
      },
      plain: () => setup!.claims(plainClaims, out.subarray(0, 200_000)),
    },
  ];
}
