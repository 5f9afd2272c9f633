import type { Inforce } from "../portfolio/inforce.js";
import type { SeverityPart } from "../tables/part.js";
import { type AggregateTerms, aggregateScale, aggregateTerms } from "../terms/aggregate.js";
import { type ClaimTerms, claimScale, claimTerms } from "../terms/perClaim.js";
import { termsText } from "../terms/text.js";
import { type Counting, countClaims } from "./counting.js";

/** How the annual losses of a component come about: the plan's answer to the model's question. */
export interface ComponentPlan {
  readonly name: string;
  readonly counting: Counting;
  readonly losses: SumClosure | PerClaim;
  readonly aggregate: AggregateTerms | undefined;
  /** Trials of a chunk: a power of two, by this component alone. */
  readonly chunk: number;
  /** Expected random variables of the losses' kind a trial: claims, or sums of claims. */
  readonly drawsPerTrial: number;
  /** Exact mean of the annual loss, where it is known. */
  readonly mean: number | undefined;
  /** Moments of the annual loss below this order are finite. */
  readonly tailIndex: number;
  /** No claim, or no year of a policy, can cost more than some amount. */
  readonly bounded: boolean;
  /** The model in words, and what was done with it. */
  readonly model: readonly string[];
  readonly steps: readonly string[];
}

/** n like claims of Gamma(alpha) are one Gamma(n * alpha). */
export interface SumClosure {
  readonly method: "sum closure";
  readonly alpha: number;
  readonly scale: number;
}

export interface PerClaim {
  readonly method: "per claim";
  readonly parts: () => readonly SeverityPart[];
  readonly terms: ClaimTerms | undefined;
}

/** Draws that one kernel call may make, and that a chunk should not exceed by its expectation. */
export const callBudget = 1_048_576;
const largestChunk = 4096;

export function planComponent(inforce: Inforce): ComponentPlan {
  const { severity, terms } = inforce;
  const aggregate = aggregateTerms(terms);
  const counting = countClaims(inforce, aggregateScale(terms) === undefined);
  const steps = [...counting.steps];
  const losses = planLosses(inforce, steps);
  const drawsPerTrial = losses.method === "sum closure" ? counting.groupsPerTrial : counting.claimsPerTrial;
  const limited = terms.limit < Infinity || terms.aggregateLimit < Infinity;
  return {
    name: inforce.name,
    counting,
    losses,
    aggregate,
    chunk: chunkOf(counting.groupsPerTrial + drawsPerTrial),
    drawsPerTrial,
    mean: inforce.meanLoss(),
    tailIndex: limited ? Infinity : severity.momentsBelow,
    bounded: limited || severity.support[1] < Infinity,
    model: describe(inforce),
    steps,
  };
}

function planLosses(inforce: Inforce, steps: string[]): SumClosure | PerClaim {
  const { severity, terms } = inforce;
  const scale = claimScale(terms);
  const gamma = severity.law.gamma;
  if (gamma !== undefined && scale !== undefined) {
    steps.push("sum closure: the gamma claims of a group are drawn as one gamma variable");
    return { method: "sum closure", alpha: gamma.alpha, scale: gamma.theta * scale };
  }
  return { method: "per claim", parts: () => severity.parts(), terms: claimTerms(terms) };
}

/** The largest power of two of at most 4096 trials whose expected draws fit one kernel call; at least one trial. */
function chunkOf(drawsPerTrial: number): number {
  let chunk = largestChunk;
  while (chunk > 1 && chunk * drawsPerTrial > callBudget) chunk /= 2;
  return chunk;
}

function describe({ policies, frequency, frequencyBasis, severity, terms }: Inforce): string[] {
  const basis =
    frequencyBasis === "bucket" ? "for the bucket" : policies === 1 ? "" : `for each of ${policies} policies`;
  return [`frequency ${frequency} ${basis}`.trim(), `severity ${severity}`, `terms ${termsText(terms)}`];
}
