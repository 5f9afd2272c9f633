import type { Inforce } from "../portfolio/inforce.js";
import type { SeverityPart } from "../tables/part.js";
import { type AggregateTerms, aggregateScale, aggregateTerms } from "../terms/aggregate.js";
import { type ClaimTerms, claimScale } from "../terms/perClaim.js";
import { termsText } from "../terms/text.js";
import { type Counting, countClaims } from "./counting.js";
import { payingClaims } from "./paying.js";

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
  const { frequency, severity, terms } = inforce;
  const aggregateActs = aggregateScale(terms) === undefined;
  const closure = sumClosure(inforce);
  const paying = closure === undefined ? payingClaims(inforce) : undefined;
  const counting = countClaims(inforce, paying?.frequency ?? frequency, aggregateActs);
  const drawsPerTrial = closure === undefined ? counting.claimsPerTrial : counting.groupsPerTrial;
  const limited = terms.limit < Infinity || terms.aggregateLimit < Infinity;
  return {
    name: inforce.name,
    counting,
    losses: closure ?? { method: "per claim", parts: paying!.parts, terms: paying!.terms },
    aggregate: aggregateTerms(terms),
    chunk: chunkOf(counting.groupsPerTrial + drawsPerTrial),
    drawsPerTrial,
    mean: inforce.meanLoss(),
    tailIndex: limited ? Infinity : severity.momentsBelow,
    bounded: limited || severity.support[1] < Infinity,
    model: describe(inforce),
    steps: [...(paying?.steps ?? [closureStep]), ...counting.steps],
  };
}

const closureStep = "sum closure: the gamma claims of a group are drawn as one gamma variable";

/** Gamma claims on which no term does more than scale. */
function sumClosure({ severity, terms }: Inforce): SumClosure | undefined {
  const scale = claimScale(terms);
  const gamma = severity.law.gamma;
  if (gamma === undefined || scale === undefined) return undefined;
  return { method: "sum closure", alpha: gamma.alpha, scale: gamma.theta * scale };
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
