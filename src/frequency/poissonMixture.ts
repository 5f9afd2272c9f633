import { math } from "../kernel.js";
import { countDistribution } from "../tables/countDistribution.js";
import { countKind, type ProbabilityCounts } from "../tables/countLaw.js";
import type { ContinuousPart } from "../tables/part.js";
import { integrate } from "../tables/quadrature.js";
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

/** The panels of a law, and the probability below the first of them, which is an atom as far as one can see. */
interface Mixed {
  readonly density: (x: number) => number;
  readonly origin: number;
  readonly lowest: number;
  readonly logBelow: number;
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
  const first = edges.findIndex(([x]) => x > smallest);
  const panels: Panel[] = [];
  let from = edges[first]![0];
  for (const [to, logMass] of edges.slice(first + 1)) {
    if (!(to > from && to < Infinity)) continue;
    panels.push({ from, to, logMass });
    from = to;
  }
  return { density, origin: quantile(0), lowest: edges[first]![0], logBelow: edges[first]![1], panels };
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
function probability({ density, origin, lowest, logBelow, panels }: Mixed, rate: number, n: number): number {
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
  const below = math.exp(logBelow + logPoisson(lowest));
  return below + sumOfPieces(pieces, (x) => density(x) * math.exp(logPoisson(x)), origin);
}

/** log E e^(t X). */
function logTransform({ density, origin, lowest, logBelow, panels }: Mixed, t: number): number {
  const logMost = ({ from, to, logMass }: Panel): number => logMass + t * (t > 0 ? to : from);
  // The largest of what the panels hold comes out of the integral, which would leave the range of doubles.
  const top = panels.reduce((most, panel) => Math.max(most, logMost(panel)), logBelow + t * lowest);
  if (Math.abs(top) < 1) {
    const pieces = panels.map(({ from, to, logMass }) => {
      return { from, to, most: math.exp(logMass) * Math.abs(math.expm1(t * to)) };
    });
    const excess = sumOfPieces(pieces, (x) => density(x) * Math.abs(math.expm1(t * x)), origin);
    return math.log1p((t < 0 ? -1 : 1) * excess + math.exp(logBelow) * math.expm1(t * lowest));
  }
  const pieces = panels.map((panel) => ({ from: panel.from, to: panel.to, most: math.exp(logMost(panel) - top) }));
  const below = math.exp(logBelow + t * lowest - top);
  return top + math.log(below + sumOfPieces(pieces, (x) => density(x) * math.exp(t * x - top), origin));
}

/** Whether e^(t x) grows faster than the tail falls: from e^-200 to e^-300 of the law, which is as far as it is known. */
function diverges({ survivalQuantile }: ContinuousPart, t: number): boolean {
  const [near, far] = [survivalQuantile(math.exp(-200)), survivalQuantile(math.exp(-deepestPanel))];
  return !(t * (far - near) < 100);
}
