import { ActuarialError } from "../errors.js";
import { cellMeans } from "./cellMeans.js";
import { GridLaw } from "./gridLaw.js";
import { leastOf } from "./least.js";
import { admit } from "./memory.js";
import { momentsOf } from "./moments.js";
import { claimsOfYear, idle, logNothing, type Part, yearCumulants } from "./part.js";
import type { Pause } from "./pause.js";
import { totalMasses } from "./total.js";

/** Of many claims a grid of large steps exaggerates the variance. */
const scoutPoints = { usual: 4096, many: 65_536, most: 1_048_576 };
/** Doublings of a range that began too short. */
const mostDoublings = 200;
/** Standard deviations that a guess of the range goes up to. */
const deviations = 5;

/** Amounts between which a year is, but for a probability of next to nothing below and of `beyond` above. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly beyond: number;
}

/**
 * The range that a year exceeds with probability `tail` at most, as a rule not much larger: a guess by the largest claim,
 * doubled until a coarse grid says that it is enough, then cut to what that grid shows.
 */
export async function rangeOf(
  parts: readonly Part[],
  { tail, memoryLimit }: { tail: number; memoryLimit: number },
  pause: Pause,
): Promise<Range> {
  const active = parts.filter((part) => !idle(part));
  const from = startOf(active);
  let length = active.reduce((sum, part) => sum + guess(part, tail), 0) - from;
  if (!(length > 0)) return { from, to: from + Math.max(from, 1), beyond: 0 };
  let points = from > 0 ? scoutPoints.many : scoutPoints.usual;
  let shrunk = false;
  for (let tries = 0; tries < mostDoublings && length < 1e150; tries++) {
    const step = length / points;
    const first = Math.floor(from / step);
    admit(active, { step, first, points }, memoryLimit, false);
    const { masses, beyond, noise, years } = await totalMasses(active, { step, first, points }, pause);
    // So many claims that rounding drowns the tail.
    if (!(noise <= tail)) tooMany(active);
    if (!(beyond <= tail + noise)) {
      if (blurred(active, step)) {
        if (!(points < scoutPoints.most)) tooMany(active);
        points *= 4;
        continue;
      }
      if (shrunk) return { from, to: from + 2 * length, beyond };
      length *= 2;
      continue;
    }
    const law = new GridLaw({ step, first, masses, atoms: new Map(), lattice: false });
    const needed = 1.02 * (law.quantile(Math.min(1 - tail, law.cdf(law.end))) - from) + 4 * step;
    // Nothing at all at this level: the range is that of a claim.
    const rare = -momentsOf(active, years).logNothing < tail;
    if (rare || !(needed < length / 2)) {
      return { from, to: from + (rare ? length : Math.min(length, needed)), beyond: Math.max(beyond, tail) };
    }
    length = needed;
    shrunk = true;
  }
  throw new ActuarialError(
    "ERR_UNSUPPORTED",
    "solve: the tail is too heavy for a grid at these levels; ask for lower ones, or simulate",
  );
}

/** Whether most of the variance on a grid is that of spreading each claim over two points, up to step times claim. */
function blurred(parts: readonly Part[], step: number): boolean {
  let [spread, variance] = [0, 0];
  for (const part of parts) {
    if (part.aggregate !== undefined) continue;
    const [, mean, half] = yearCumulants(part);
    spread += part.outer * mean * step;
    variance += part.outer * 2 * half;
  }
  return spread < Infinity && spread > variance;
}

function tooMany(parts: readonly Part[]): never {
  const claims = parts.reduce((sum, part) => sum + part.outer * claimsOfYear(part), 0);
  throw new ActuarialError(
    "ERR_UNSUPPORTED",
    `solve: a grid that holds ${claims} claims a year does not resolve one of them; simulate`,
  );
}

/** What the sum all but never falls short of. */
function startOf(parts: readonly Part[]): number {
  const plain = leastOf(parts.filter(({ aggregate }) => aggregate === undefined));
  return parts.reduce((sum, part) => {
    const { aggregate, outer } = part;
    if (aggregate === undefined) return sum;
    const least = Math.max(0, leastOf([part]) - aggregate.deductible);
    return sum + outer * aggregate.share * Math.min(least, aggregate.limit);
  }, plain);
}

/** Mean, deviation and a large claim; where there is no mean, that of the claims up to the large one. */
function guess(part: Part, tail: number): number {
  const { claim, aggregate, outer } = part;
  const claims = outer * claimsOfYear(part);
  const large = Math.min(claim.most, claim.survivalQuantile(Math.min(0.1, tail / (1 + claims))));
  const limited = claim.moments[0] < Infinity ? claim.moments[0] : meanBelow(part, large);
  const variance = 2 * outer * yearCumulants(part)[2];
  const deviation = variance < Infinity ? Math.sqrt(Math.max(0, variance)) : 0;
  const none = outer * logNothing(part);
  const sum = none > -1e-300 ? 0 : claims * limited + deviations * deviation + 2 * large;
  return aggregate === undefined ? sum : Math.min(sum, outer * aggregate.share * aggregate.limit);
}

function meanBelow({ claim }: Part, most: number): number {
  const cells = 256;
  const { values, weights } = claim.atoms;
  const atoms = values.reduce((sum, value, i) => sum + weights[i]! * Math.min(value, most), 0);
  return cellMeans(claim.survival, most / cells, cells).reduce((sum, mean) => sum + (mean * most) / cells, atoms);
}
