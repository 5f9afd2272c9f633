import type { Inforce } from "../portfolio/inforce.js";
import type { SeverityPart } from "../tables/part.js";
import type { SeverityTable } from "../tables/severityTable.js";
import { type AggregateTerms, aggregateScale, aggregateTerms } from "../terms/aggregate.js";
import { type ClaimTerms, claimScale } from "../terms/perClaim.js";
import type { Terms } from "../terms/terms.js";
import { termsText } from "../terms/text.js";
import { type Count, type Counting, countClaims } from "./counting.js";
import { type LargestFirst, largestFirstText } from "./largestFirst.js";
import { groundUpClaims, payingClaims } from "./paying.js";
import { multiplesTable, sumTable } from "./sumTable.js";

/** How the annual losses of a component come about: the plan's answer to the model's question. */
export interface ComponentPlan {
  readonly name: string;
  readonly counting: Counting;
  readonly losses: SumTable | SumClosure | PerClaim;
  readonly aggregate: AggregateTerms | undefined;
  /** Whether the aggregate terms are those of each policy. */
  readonly perPolicy: boolean;
  /** Where that was looked at: whether a trial's largest claim is drawn first. */
  readonly largest: LargestFirst | undefined;
  /** Ground-up claims are drawn and the terms applied to each, so that both can be shown. */
  readonly outputs: boolean;
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
  /** Of what the outputs show: means, and below which order moments are finite. */
  readonly groundUp: { readonly mean: number; readonly tailIndex: number; readonly bounded: boolean };
  readonly meanClaims: number;
  /** The end of the severity's support. */
  readonly largestClaim: number;
  readonly terms: Terms;
  /** The model in words, and what was done with it. */
  readonly model: readonly string[];
  readonly steps: readonly string[];
}

/** The sum of a group's gamma claims, a law with a table of its own. */
export interface SumTable {
  readonly method: "sum table";
  readonly table: SeverityTable;
}

/** n like claims of Gamma(alpha) are one Gamma(n * alpha). */
export interface SumClosure {
  readonly method: "sum closure";
  readonly alpha: number;
  readonly scale: number;
}

export interface PerClaim {
  readonly method: "per claim";
  /** Of what a claim pays, or of the claim where `terms` are still to be applied. */
  readonly parts: () => readonly SeverityPart[];
  readonly terms: ClaimTerms | undefined;
  /** Claims of a trial of which each adds the same amount: only their number is drawn. */
  readonly counted: { readonly claims: Count; readonly amount: number } | undefined;
}

/** Whether the trials have weights of this component, because strata of its largest claim are drawn. */
export function drawsLargestFirst({ largest }: ComponentPlan): boolean {
  return largest?.arrivals !== undefined;
}

/** Draws that one kernel call may make, and that a chunk should not exceed by its expectation. */
export const callBudget = 1_048_576;
const largestChunk = 4096;

/**
 * With `outputs` no rewrite is taken that would lose sight of single ground-up claims, and where the largest is drawn first
 * none that would of single payments.
 */
export function planComponent(inforce: Inforce, outputs: boolean, largest?: LargestFirst): ComponentPlan {
  const { severity, terms } = inforce;
  // With outputs the draws must be the same whatever the terms are.
  const ofEach = outputs || (aggregateScale(terms) === undefined && terms.aggregateBasis === "policy");
  const drawn =
    largest?.arrivals === undefined
      ? (sumsOf(inforce, outputs, ofEach) ?? claimsOf(inforce, outputs, ofEach))
      : belowLargest(inforce);
  const { losses, counting } = drawn;
  const drawsPerTrial = losses.method === "per claim" ? counting.claimsPerTrial : counting.groupsPerTrial;
  const limited = terms.limit < Infinity || terms.aggregateLimit < Infinity;
  return {
    name: inforce.name,
    counting,
    losses,
    aggregate: aggregateTerms(terms),
    perPolicy: terms.aggregateBasis === "policy",
    largest,
    outputs,
    chunk: chunkOf(counting.groupsPerTrial + drawsPerTrial),
    drawsPerTrial,
    mean: inforce.meanLoss(),
    tailIndex: limited ? Infinity : severity.momentsBelow,
    bounded: limited || severity.support[1] < Infinity,
    groundUp: {
      mean: claimsMean(inforce),
      tailIndex: severity.momentsBelow,
      bounded: severity.support[1] < Infinity,
    },
    meanClaims: inforce.meanClaims(),
    largestClaim: severity.support[1],
    terms,
    model: describe(inforce),
    steps: largest === undefined ? drawn.steps : [...drawn.steps, largestFirstText(largest)],
  };
}

type Drawn = Pick<ComponentPlan, "losses" | "counting" | "steps">;

/** Gamma claims on which no term does more than scale. */
function sumsOf(inforce: Inforce, outputs: boolean, ofEach: boolean): Drawn | undefined {
  const { severity, terms, frequency } = inforce;
  const scale = claimScale(terms);
  const gamma = severity.law.gamma;
  if (outputs || gamma === undefined || scale === undefined) return undefined;
  const counting = countClaims(inforce, frequency, ofEach);
  const [alpha, theta] = [gamma.alpha, gamma.theta * scale];
  // By the component alone, so that a run's losses are a prefix of a longer one's.
  const table = sumTable(counting.claims, alpha, theta);
  return {
    losses: table ? { method: "sum table", table } : { method: "sum closure", alpha, scale: theta },
    counting,
    steps: ["sum closure: the gamma claims of a group are drawn as one variable", ...counting.steps],
  };
}

/** Claims one by one; where all pay the same, their number times that. */
function claimsOf(inforce: Inforce, outputs: boolean, ofEach: boolean): Drawn {
  // A trial that may have no claim at all is better jumped over, and a policy's limit wants all of its claims together.
  const together = inforce.policies === 1 || inforce.frequencyBasis === "bucket" || !ofEach;
  const paying = outputs ? groundUpClaims(inforce) : payingClaims(inforce, together);
  const counting = countClaims(inforce, paying.frequency, ofEach, paying.counted === undefined);
  const steps = [...paying.steps, ...counting.steps];
  const [only, ...others] = paying.parts();
  if (!outputs && only?.kind === "points" && only.values.length === 1 && others.length === 0 && only.values[0]! > 0) {
    const table = multiplesTable(counting.claims, only.values[0]!);
    const step = `constant claims: a multiple of ${only.values[0]} is drawn`;
    if (table !== undefined) return { losses: { method: "sum table", table }, counting, steps: [...steps, step] };
  }
  const counted = paying.counted && {
    claims: countClaims(inforce, paying.counted.frequency, ofEach, false).claims,
    amount: paying.counted.amount,
  };
  return { losses: { method: "per claim", parts: paying.parts, terms: paying.terms, counted }, counting, steps };
}

/** Claims one by one below a largest that is known: every trial may have one, and none is only counted. */
function belowLargest(inforce: Inforce): Drawn {
  const { frequency, parts, terms, steps } = payingClaims(inforce, false);
  const counting = countClaims(inforce, frequency, false, false);
  const losses: PerClaim = { method: "per claim", parts, terms, counted: undefined };
  return { losses, counting, steps: [...steps, ...counting.steps] };
}

function claimsMean(inforce: Inforce): number {
  const claims = inforce.meanClaims();
  return claims === 0 ? 0 : claims * inforce.severity.mean();
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
