import { math } from "../kernel.js";
import type { Inforce } from "../portfolio/inforce.js";
import { atomsOf } from "../severity/atomsOf.js";
import type { Arrivals } from "../tables/largestClaim.js";
import { aggregateScale } from "../terms/aggregate.js";
import { arrivalsOf } from "./arrivals.js";

/** Whether the largest claim of a component's trials is drawn first, by strata, and why. */
export interface LargestFirst {
  /** What its claims pay, where it is. */
  readonly arrivals: Arrivals | undefined;
  readonly why: string;
}

/** The claim that is looked at arrives in one year of 200, or in every other one that has claims where these are rarer. */
const usualArrival = 1 / 200;
/**
 * Standard deviations of everything else that such a claim must be. Over light and heavy tails of few and many claims the
 * variance of VaR 99.5 and TVaR 99.5 fell some 2.5 and 5 times at 2, tenfold and more from 3 on, and hardly below 1.
 */
const leastDeviations = 2;
/** Each more multiplies the variance of what the others leave by E[(2v)^2] = 4/3. */
const mostComponents = 3;
/** The table has a piece for each value of a severity. */
const mostValues = 1000;
const gridPoints = 128;

export function largestFirstText({ arrivals, why }: LargestFirst): string {
  return `largest claim first: ${arrivals === undefined ? "no" : "yes"}, for ${why}`;
}

/**
 * Which components draw their largest claim first, by the portfolio alone: those of Poisson claims whose claim of one year
 * in 200 is far above the standard deviation of all that remains when such claims are taken out. There one large claim
 * makes a large year, and strata of it settle most of what a year is. Where many claims make it, they settle next to nothing.
 */
export function largestFirst(components: readonly Inforce[]): LargestFirst[] {
  const candidates = components.map(candidate);
  const deviation = Math.sqrt(candidates.reduce((sum, { variance }) => sum + variance, 0));
  const dominant = ({ refusal, claim }: Candidate): boolean =>
    refusal === undefined && claim >= leastDeviations * deviation;
  const first = candidates.filter(dominant).sort((a, b) => b.claim - a.claim);
  const chosen = new Set(first.slice(0, mostComponents));
  return candidates.map((each) => {
    const { refusal, claim, arrival, arrivals } = each;
    if (refusal !== undefined) return { arrivals: undefined, why: refusal };
    const deviations = deviation > 0 ? `${(claim / deviation).toPrecision(3)} standard deviations` : "all";
    const why = `the claim of one year in ${Math.round(1 / arrival)} is ${deviations} of what is smaller`;
    if (chosen.has(each)) return { arrivals, why };
    const others = dominant(each) ? `${mostComponents} other components have larger ones` : "nothing is gained";
    return { arrivals: undefined, why: `${why}: ${others}` };
  });
}

interface Candidate {
  /** Why strata of its largest claim cannot be drawn. */
  readonly refusal: string | undefined;
  readonly arrivals: Arrivals;
  /** What the claim of this arrival pays, and about the variance of the year without those that arrive before. */
  readonly arrival: number;
  readonly claim: number;
  readonly variance: number;
}

function candidate(inforce: Inforce): Candidate {
  const arrivals = arrivalsOf(inforce);
  const { claimAt, end } = arrivals;
  const arrival = Math.min(usualArrival, end / 2);
  const { aggregateShare, aggregateLimit } = inforce.terms;
  const paid = end > 0 && end < Infinity ? Math.min(claimAt(arrival), aggregateLimit) * aggregateShare : 0;
  const variance = end > 0 ? varianceFrom(inforce, arrivals, arrival) * aggregateShare * aggregateShare : 0;
  const refusal = refusalOf(inforce, end) ?? (paid < Infinity ? undefined : "its claims leave the range of doubles");
  return { refusal, arrivals, arrival, claim: paid, variance };
}

function refusalOf(inforce: Inforce, end: number): string | undefined {
  const { frequency, policies, frequencyBasis, terms, severity } = inforce;
  if (!(end > 0)) return "there are no claims";
  if (frequency.law.kind !== "poisson") return "the number of claims is not Poisson";
  if (!(end < Infinity)) return "there are more claims than doubles can tell";
  const ofEach = policies > 1 && frequencyBasis === "policy" && terms.aggregateBasis === "policy";
  if (ofEach && aggregateScale(terms) === undefined) return "aggregate terms look at each policy by itself";
  if (atomsOf(severity.law).length > mostValues) return `the severity has more than ${mostValues} values`;
  return undefined;
}

/** By sums over the logarithms of arrivals; aggregate deductibles and limits are left out. */
function varianceFrom(inforce: Inforce, { claimAt, end }: Arrivals, from: number): number {
  if (!(end < Infinity)) return Infinity;
  const [low, high] = [math.log(from), math.log(end)];
  const step = (high - low) / gridPoints;
  let [sum, squares] = [0, 0];
  for (let i = 0; i < gridPoints; i++) {
    const arrival = math.exp(low + (i + 0.5) * step);
    const claim = claimAt(arrival);
    sum += claim * arrival * step;
    squares += claim * claim * arrival * step;
  }
  if (!(sum > 0)) return 0;
  // Of a Poisson number the variance is the mean; of any other the claims of a year have more or less in common.
  const { frequency, frequencyBasis, policies } = inforce;
  const counts = frequencyBasis === "policy" ? policies : 1;
  const mean = sum / (counts * frequency.mean());
  return Math.max(0, squares + counts * (frequency.variance() - frequency.mean()) * mean * mean);
}
