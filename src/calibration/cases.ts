import { poisson } from "../frequency/index.js";
import { piecesOf } from "../plan/cost.js";
import { Plan } from "../plan/plan.js";
import { type InforceOptions, inforce } from "../portfolio/inforce.js";
import { portfolio } from "../portfolio/portfolio.js";
import { gamma, lognormal } from "../severity/index.js";
import type { SimulateOptions } from "../simulation/options.js";
import type { Pieces } from "../speed/speed.js";

/** Runs of a model whose trials are all alike. */
export interface Work {
  readonly plan: Plan;
  readonly options: Partial<SimulateOptions>;
  /** Of a trial. */
  readonly pieces: Pieces;
}

/** How the time of a piece is found: that of `work`, less that of `less`, less that of the pieces of earlier cases. */
export interface CostCase {
  readonly piece: keyof Pieces;
  readonly work: Work;
  readonly less?: Work;
}

function work(
  book: Omit<InforceOptions, "name">,
  options: Partial<SimulateOptions> = {},
  kept: Partial<Pieces> = {},
): Work {
  const plan = new Plan(portfolio([inforce({ ...book, name: "calibration" })]));
  const drawn = options.outputs === undefined ? plan : plan.withOutputs();
  return { plan, options, pieces: { ...piecesOf(drawn.components[0]!), ...kept } };
}

const claims = { severity: lognormal({ mu: 7, sigma: 1 }) };
const sums = { frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1000 }) };

/** One model for each piece, in an order in which each has one piece that no earlier one has. */
export function costCases(): readonly CostCase[] {
  // Nearly all of its trials are jumped over.
  const nothing = work({ ...sums, frequency: poisson({ lambda: 1e-6 }) });
  const few = work({ ...claims, frequency: poisson({ lambda: 2 }) });
  const shown = { ...claims, terms: { deductible: 500, limit: 5000 } };
  const outputs = { outputs: ["groundUp"] } as const;
  const fewShown = work({ ...shown, frequency: poisson({ lambda: 2 }) }, outputs, { writing: 2 });
  return [
    { piece: "writing", work: nothing },
    { piece: "stripSum", work: work(sums) },
    { piece: "gammaSum", work: work({ ...sums, severity: gamma({ alpha: 200, theta: 1000 }) }) },
    { piece: "claim", work: work({ ...claims, frequency: poisson({ lambda: 20 }) }), less: few },
    { piece: "trialOfClaims", work: few },
    {
      piece: "group",
      work: work({ ...claims, policies: 200, frequency: poisson({ lambda: 0.05 }), terms: { aggregateLimit: 20_000 } }),
    },
    {
      piece: "shownClaim",
      work: work({ ...shown, frequency: poisson({ lambda: 20 }) }, outputs, { writing: 2 }),
      less: fewShown,
    },
    { piece: "trialOfShownClaims", work: fewShown },
    { piece: "rounding", work: work(sums, { storage: "float32" }, { rounding: 1 }) },
  ];
}

/** Losses that are counted in bins. */
export function countedWork(): Work {
  return work(sums, { keep: "none" }, { tally: 1 });
}

/** Sums and claims in one portfolio, whose runs are long enough to be shared. */
export function mixedPlan(): Plan {
  return new Plan(
    portfolio([
      inforce({ name: "sums", ...sums }),
      inforce({ name: "claims", ...claims, frequency: poisson({ lambda: 2 }) }),
    ]),
  );
}
