import { ActuarialError } from "../errors.js";
import { math } from "../kernel.js";
import { countDistribution } from "../tables/countDistribution.js";
import { countKind, type ProbabilityCounts } from "../tables/countLaw.js";
import type { ContinuousPart } from "../tables/part.js";
import { integrate } from "../tables/quadrature.js";
import { termsTaken } from "../tables/termsTaken.js";
import type { LogPgf } from "./effectiveRange.js";
import type { MixturePart } from "./mixtureLaw.js";

/** Panels of the mixing law: across one of them the probability of its nearer tail changes by a factor e^4. */
const panelStep = 4;
const deepestPanel = 300;
/** Below this a mean is 0. */
const smallest = 1e-280;
/** log(2^78): what of the mixing law the range of counts may leave out at either end. */
const rangeDepth = 54.07;
/** Of a sum of positive integrals, what does not change it; and the error that an integral may have of the sum so far. */
const negligible = 1e-17;
const allowed = 1e-15;
/** A panel that holds at most e^-100 of what another one may hold is passed over. */
const outOfSight = 100;

interface Panel {
  readonly from: number;
  readonly to: number;
  readonly logMass: number;
}

/** Poisson with mean `rate` times a variable of a continuous law, but for the law's weight. */
export function poissonMixture(part: ContinuousPart, rate: number): MixturePart & { readonly logPgf: LogPgf } {
  const mixed = mixedOf(part);
  const logPgf = (w: number): number => (w > 0 && diverges(part, rate * w) ? Infinity : logTransform(mixed, rate * w));
  const lowest = rate * part.quantile(math.exp(-rangeDepth));
  const highest = rate * part.survivalQuantile(math.exp(-rangeDepth));
  const counts: ProbabilityCounts = {
    kind: "probabilities",
    name: "mixedPoisson",
    pmf: (n) => (n === 0 ? math.exp(logPgf(-1)) : probability(mixed, rate, n)),
    logNone: logPgf(-1),
    // Bernstein's inequality at both ends.
    first: Math.max(0, Math.floor(lowest - Math.sqrt(2 * rangeDepth * lowest))),
    last: Math.ceil(
      highest + rangeDepth / 3 + Math.sqrt((rangeDepth / 3) * (rangeDepth / 3) + 2 * rangeDepth * highest),
    ),
  };
  return { weight: part.weight, counts, cdf: countDistribution(counts), logPgf };
}

/** A probability that lies where doubles are too far apart to resolve it. */
interface LogAtom {
  readonly at: number;
  readonly logMass: number;
}

/**
 * The panels of a law, and the probability below the first of them, which is an atom as far as one can see; so is that
 * above the last, where the density has a pole at the upper end.
 */
interface Mixed {
  readonly density: (x: number) => number;
  readonly origin: number;
  readonly atoms: readonly LogAtom[];
  readonly panels: readonly Panel[];
}

function mixedOf({ density, quantile, survivalQuantile }: ContinuousPart): Mixed {
  const edges: [x: number, logMass: number][] = [];
  for (let depth = deepestPanel; depth >= panelStep; depth -= panelStep)
    edges.push([quantile(math.exp(-depth)), -depth]);
  edges.push([quantile(0.5), 0]);
  for (let depth = panelStep; depth <= deepestPanel; depth += panelStep) {
    edges.push([survivalQuantile(math.exp(-depth)), panelStep - depth]);
  }
  edges.push([quantile(1), -deepestPanel]);
  const [origin, top] = [quantile(0), quantile(1)];
  // Next to a pole that is not at 0, digits of x are used up before its probability is.
  const lowest = density(origin) === Infinity ? Math.max(smallest, origin) : smallest;
  const first = edges.findIndex(([x]) => x > lowest);
  if (first === -1) {
    throw new ActuarialError("ERR_UNSUPPORTED", `mixedPoisson: mixing must have amounts above ${smallest}`);
  }
  const atoms: LogAtom[] = [{ at: edges[first]![0], logMass: edges[first]![1] }];
  const panels: Panel[] = [];
  let from = edges[first]![0];
  for (const [to, logMass] of edges.slice(first + 1)) {
    if (!(to > from && to < Infinity)) continue;
    if (to === top && density(top) === Infinity) {
      atoms.push({ at: top, logMass });
      break;
    }
    panels.push({ from, to, logMass });
    from = to;
  }
  return { density, origin, atoms, panels };
}

interface Piece {
  readonly from: number;
  readonly to: number;
  /** What the piece may hold at most. */
  readonly most: number;
}

/** The integral of f, piece by piece from the one that may hold most to where the others do not matter. */
function sumOfPieces(pieces: Piece[], f: (x: number) => number, origin: number): number {
  pieces.sort((a, b) => b.most - a.most);
  let rest = pieces.reduce((sum, { most }) => sum + most, 0);
  let sum = 0;
  for (const { from, to, most } of pieces) {
    if (rest <= negligible * sum) break;
    sum += integrate(f, origin, from, to - from, allowed * sum);
    rest -= most;
  }
  return sum;
}

/**
 * P(N = n), n >= 1, for the part alone. The Poisson probability as a function of its mean y is a narrow peak about n; the
 * panels are cut at it.
 */
function probability({ density, origin, atoms, panels }: Mixed, rate: number, n: number): number {
  const width = Math.sqrt(n + 1);
  const cuts = [n - 10 * width, n - 3.5 * width, n, n + 3.5 * width, n + 10 * width].map((y) => y / rate);
  const logPoisson = (x: number): number => math.logPmf(countKind.poisson, rate * x, 0, n);
  const logMost = ({ from, to, logMass }: Panel): number => {
    return logMass + logPoisson(Math.min(to, Math.max(from, n / rate)));
  };
  const logs = panels.map(logMost);
  const least = Math.max(...logs) - outOfSight;
  const pieces: Piece[] = [];
  panels.forEach(({ from, to, logMass }, i) => {
    if (logs[i]! < least) return;
    let start = from;
    for (const end of [...cuts.filter((x) => x > from && x < to), to]) {
      pieces.push({ from: start, to: end, most: math.exp(logMost({ from: start, to: end, logMass })) });
      start = end;
    }
  });
  const ends = atoms.reduce((sum, { at, logMass }) => sum + math.exp(logMass + logPoisson(at)), 0);
  const integrand = (x: number): number => {
    termsTaken.count++;
    return density(x) * math.exp(logPoisson(x));
  };
  return ends + sumOfPieces(pieces, integrand, origin);
}

/** log E e^(t X). */
function logTransform({ density, origin, atoms, panels }: Mixed, t: number): number {
  const logMost = ({ from, to, logMass }: Panel): number => logMass + t * (t > 0 ? to : from);
  // The largest of what the panels hold comes out of the integral, which would leave the range of doubles.
  const logAtoms = atoms.map(({ at, logMass }) => logMass + t * at);
  const top = panels.reduce((most, panel) => Math.max(most, logMost(panel)), Math.max(...logAtoms));
  if (Math.abs(top) < 1) {
    const pieces = panels.map(({ from, to, logMass }) => {
      return { from, to, most: math.exp(logMass) * Math.abs(math.expm1(t * to)) };
    });
    const excess = sumOfPieces(pieces, (x) => density(x) * Math.abs(math.expm1(t * x)), origin);
    const ends = atoms.reduce((sum, { at, logMass }) => sum + math.exp(logMass) * math.expm1(t * at), 0);
    return math.log1p((t < 0 ? -1 : 1) * excess + ends);
  }
  const pieces = panels.map((panel) => ({ from: panel.from, to: panel.to, most: math.exp(logMost(panel) - top) }));
  const ends = logAtoms.reduce((sum, log) => sum + math.exp(log - top), 0);
  return top + math.log(ends + sumOfPieces(pieces, (x) => density(x) * math.exp(t * x - top), origin));
}

/** Whether e^(t x) grows faster than the tail falls: from e^-200 to e^-300 of the law, which is as far as it is known. */
function diverges({ survivalQuantile }: ContinuousPart, t: number): boolean {
  const [near, far] = [survivalQuantile(math.exp(-200)), survivalQuantile(math.exp(-deepestPanel))];
  return !(t * (far - near) < 100);
}
