import { inWorkshop, type Kernel, math } from "../kernel.js";
import type { ContinuousPart } from "./part.js";

/**
 * A density as polynomials, from which claims are drawn by rejection (strips.ts), so that nothing of a law but its
 * density is ever tabulated.
 *
 * A panel is an interval of claims x = anchor + scale * exp(centre + half * t), t from -1 to 1 and x ascending with it.
 * On the logarithmic scale from an end of the support a density that is a power of the distance from there, unbounded or
 * not, or that falls like a power of x, is as smooth as any other; both tails are resolved relative to their own size.
 */
export interface Panel {
  readonly anchor: number;
  readonly scale: number;
  readonly centre: number;
  readonly half: number;
  /** The density of t, lowest degree first, `terms` of them. */
  readonly density: Float64Array;
  /** No less than the density of t anywhere on the panel. */
  readonly bound: number;
  readonly mass: number;
}

/** An atom that stands for what lies closer to an end of the support, or of the number range, than doubles can tell. */
export interface Atom {
  readonly value: number;
  readonly weight: number;
}

export interface Panels {
  /** Ascending; together with the atoms they have the mass `weight` that was asked for. */
  readonly panels: readonly Panel[];
  readonly atoms: readonly Atom[];
  /** The largest error that was seen, in units of what is allowed: at most 1 where the bound below holds. */
  readonly worst: number;
  /** What the density integrated to before it was brought to the weight: 1 but for its own errors. */
  readonly integral: number;
}

/** What panels are made of: a density that integrates to 1, and where it lives. */
export interface Density {
  readonly density: (x: number) => number;
  readonly support: readonly [number, number];
  /** A claim in the middle. */
  readonly middle: number;
  /** Beyond these lies less than 2^-68 of the law on either side. */
  readonly ends: readonly [number, number];
  /** How far off a probability may be that the density gives. */
  readonly accuracy?: number;
}

/**
 * The relative error of the density is 2^-44, and more where a panel has so little mass that its probability is right to
 * 2^-52 all the same (assembly/setup/panels.ts), up to 2^-32 in a tail without end. As panels of a law have at most some
 * sixteenths of it, and each has the probability that its own integral says, the error of any probability is inside
 * 2^-48.
 */
const inTail = 2.3283064365386963e-10;
const atAnEnd = 0.001;
const absolute = 2.220446049250313e-16;
/** Masses below this are no matter at all. */
const negligible = 2.6e-26;
/** Ends of the number range, and distances from an end of the support at which its digits are used up: 2^-44 of it. */
const smallest = 1e-290;
const largest = 1e290;
const nearest = 5.7e-14;
/** Beyond so many panels a density is taken as it is seen, and `worst` says how badly. */
const mostTries = 2000;
/** Some units of the last place. */
const few = 2e-15;

export function panelsOf(law: Density): Panels {
  const [low, high] = law.support;
  const middle = Math.min(Math.max(law.middle, low === 0 ? smallest * 1e10 : low), largest / 1e10);
  const sides = high === Infinity ? fromBelow(law, middle, Infinity) : fromBothEnds(law, middle);
  const [first, last] = [sides[0]!, sides[sides.length - 1]!];
  const atoms = [
    { value: low, weight: first.beyond },
    { value: high, weight: last.beyond },
  ].filter(({ weight }) => weight > absolute);
  const panels = sides.flatMap((each) => each.panels);
  // A law narrower than the doubles around it lie apart.
  if (panels.length === 0) return { panels, atoms: [{ value: law.middle, weight: 1 }], worst: 0, integral: 1 };
  const sum = [...panels.map(({ mass }) => mass), ...atoms.map(({ weight }) => weight)].reduce((a, b) => a + b, 0);
  const integral = sum + completed(atoms, 1 - sum);
  return { panels, atoms, worst: Math.max(...sides.map(({ worst }) => worst)), integral };
}

/** Panels on the scale of distances from the lower end of the support, from a claim down to it and up to `to`. */
function fromBelow(law: Density, from: number, to: number): Side[] {
  const { support, ends } = law;
  const [low] = support;
  return [
    descending(side(law, low, from - low, -1, ends[0] - low)),
    side(law, low, from - low, 1, Math.min(to, ends[1]) - low),
  ];
}

/** The nearer end of the support is what claims are measured from. */
function fromBothEnds(law: Density, middle: number): Side[] {
  const { support, ends } = law;
  const [low, high] = support;
  const half = low + (high - low) / 2;
  const start = Math.max(middle, half);
  return [
    ...fromBelow(law, Math.min(middle, half), half),
    descending(side(law, high, start - high, 1, high - Math.max(half, ends[0]))),
    side(law, high, start - high, -1, high - ends[1]),
  ];
}

/** A side whose panels were made from larger claims to smaller ones, with its panels ascending. */
function descending(side: Side): Side {
  return { ...side, panels: side.panels.toReversed() };
}

/** The larger atom takes what is missing, where that is but the error of its own weight; returns what was taken. */
function completed(atoms: { weight: number }[], missing: number): number {
  const [largest] = atoms.sort((a, b) => b.weight - a.weight);
  if (largest === undefined || !(Math.abs(missing) < largest.weight / 4)) return 0;
  largest.weight += missing;
  return missing;
}

/** The density of a part of a severity. */
export function densityOf({ density, quantile, survivalQuantile, accuracy = 0 }: ContinuousPart): Density {
  const least = 3.3881317890172014e-21;
  return {
    density,
    support: [quantile(0), survivalQuantile(0)],
    middle: quantile(0.5),
    ends: [quantile(least), survivalQuantile(least)],
    accuracy,
  };
}

interface Side {
  readonly panels: Panel[];
  readonly beyond: number;
  readonly worst: number;
}

/** Panels from anchor + scale to the distance `end` from the anchor, going down (-1) or up (1) in distance. */
function side(law: Density, anchor: number, scale: number, direction: -1 | 1, end: number): Side {
  return inWorkshop((kernel) => sideIn(kernel, law, anchor, scale, direction, end));
}

function sideIn(kernel: Kernel, law: Density, anchor: number, scale: number, direction: -1 | 1, end: number): Side {
  const at = kernel.allocate(8 * panelNumbers);
  const size = Math.abs(scale);
  const floor =
    anchor === 0 ? smallest : Math.min(nearest * Math.abs(anchor), Math.max(few * Math.abs(anchor), size * 1e-12));
  const limit = direction < 0 ? Math.max(end, floor) : Math.min(end, largest);
  const last = math.log(limit / size);
  const cap = anchor === 0 || direction > 0 ? inTail : atAnEnd;
  const panels: Panel[] = [];
  let worst = 0;
  let from = 0;
  let step = Math.abs(last) / 32;
  const least = step / 1e9;
  for (let tries = 0; direction * (last - from) > 0; tries++) {
    const to = direction * (last - from) < 1.25 * step ? last : from + direction * step;
    const error = makePanel(kernel, at, law, { anchor, scale, from, to, cap });
    if (error > 1 && step > least && tries < mostTries) {
      step /= error > 65536 ? 4 : 2;
      continue;
    }
    worst = Math.max(worst, error);
    const made = panelAt(kernel, at);
    if (made.mass > negligible) panels.push(made);
    // Twice the width is 2^16 times the error.
    step *= error < 1 / 65536 || tries >= mostTries ? 2 : error < 1 / 256 ? 1.4 : 1;
    from = to;
  }
  const cut = limit !== end && panels.length > 0;
  return { panels, worst, beyond: cut ? massBeyond(panels.at(-1)!, direction * Math.sign(scale)) : 0 };
}

/** What lies beyond the t = -1 or t = 1 of a panel if the density goes on as the exponential of t that it has been. */
function massBeyond({ density }: Panel, t: number): number {
  const [inside, value] = [evaluate(density, -t), evaluate(density, t)];
  return inside > value && value > 0 ? (2 * value) / math.log(inside / value) : 0;
}

/** Numbers of a panel in the kernel (assembly/setup/places.ts), and where its density is asked for. */
const panelNumbers = 24;
const points = 19;

/** The panel from `from` to `to`, logarithms of distances in units of |scale|, and its error. */
function makePanel(
  kernel: Kernel,
  at: number,
  { density, accuracy = 0 }: Density,
  { anchor, scale, from, to, cap }: { anchor: number; scale: number; from: number; to: number; cap: number },
): number {
  const { exports } = kernel;
  const half = (Math.abs(to - from) / 2) * Math.sign(scale);
  const values = kernel.view(exports.beginPanel(at, anchor, scale, (from + to) / 2, half), points);
  for (let i = 0; i < points; i++) values[i] = density(values[i]!);
  return exports.fitPanel(cap, accuracy);
}

function panelAt(kernel: Kernel, at: number): Panel {
  const numbers = kernel.read(at, panelNumbers);
  const [anchor, scale, centre, half] = numbers as unknown as [number, number, number, number];
  return { anchor, scale, centre, half, density: numbers.subarray(4, 20), bound: numbers[20]!, mass: numbers[21]! };
}

/** A polynomial in t, lowest degree first. */
export function evaluate(coefficients: Float64Array, t: number): number {
  let value = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) value = value * t + coefficients[k]!;
  return value;
}
