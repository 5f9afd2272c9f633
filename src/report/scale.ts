import { math } from "../kernel.js";

/** An axis: where a value stands from 0 to 1, and the values that are written beside it. */
export interface Scale {
  readonly place: (value: number) => number;
  readonly ticks: readonly number[];
}

const most = 6;

/** From 0 to a round number that the largest value does not exceed. */
export function linearScale(values: readonly number[]): Scale {
  const high = Math.max(...values);
  const step = roundStep(high > 0 ? high / most : 1);
  return {
    place: (value) => value / (step * Math.ceil(high / step) || 1),
    ticks: multiples(step, 0, Math.ceil(high / step)),
  };
}

/** From the least value to the largest, written at whole numbers. */
export function wholeScale(values: readonly number[]): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const step = roundStep(Math.max(1, (high - low) / most));
  const ticks = multiples(step, Math.ceil(low / step), Math.floor(high / step));
  // The first count, one worker say, is what the others are compared with.
  const shown = ticks[0] === low || ticks[0]! - low < step / 2 ? [low, ...ticks.slice(1)] : [low, ...ticks];
  return { place: (value) => (high > low ? (value - low) / (high - low) : 0.5), ticks: shown };
}

function multiples(step: number, first: number, last: number): number[] {
  // A multiple of 0.1 has digits that its text should not show.
  return Array.from({ length: Math.max(0, last - first) + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** From a round number to a round number around values above 0. */
export function logarithmicScale(values: readonly number[]): Scale {
  const positive = values.filter((value) => value > 0);
  const [low, high] = [Math.min(...positive), Math.max(...positive)];
  const decades = (math.log(high) - math.log(low)) / math.log(10);
  const steps = decades > 0.5 ? [1, 2, 5] : [1, 1.2, 1.5, 2, 3, 4, 5, 6, 8];
  const round: number[] = [];
  const first = Math.floor(math.log(low) / math.log(10) + 1e-9);
  for (let exponent = first; exponent <= first + decades + 2; exponent++) {
    for (const step of steps) round.push(Number(`${step}e${exponent}`));
  }
  // The round numbers that the values lie between; a value at a round number is its own end.
  const start = round.findLastIndex((tick) => tick <= low * (1 + 1e-9));
  const found = round.findIndex((tick) => tick >= high * (1 - 1e-9));
  const ends = round.slice(start, Math.max(found, start + 1) + 1);
  const [from, to] = [math.log(ends[0]!), math.log(ends.at(-1)!)];
  // Of many, the powers of ten: they alone have one digit, a 1, at the front.
  const ticks = decades > 1.5 ? ends.filter((tick) => tick.toExponential().startsWith("1e")) : ends;
  return { place: (value) => (math.log(value) - from) / (to - from), ticks };
}

/** 1, 2 or 5 times a power of ten, the first that is at least `least`. */
function roundStep(least: number): number {
  const exponent = Math.floor(math.log(least) / math.log(10));
  const steps = [1, 2, 5, 10, 20].map((step) => Number(`${step}e${exponent}`));
  return steps.find((step) => step >= least * (1 - 1e-9))!;
}
