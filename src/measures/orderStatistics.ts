import { fail } from "../check.js";
import { ActuarialError } from "../errors.js";
import { capacity, collect } from "./collect.js";
import { tailExcess } from "./excess.js";
import { indexOfNaN, type LossSource, lengthOf } from "./lossSource.js";
import { Scratch } from "./scratch.js";
import { searchTail } from "./searchTail.js";
import { resolve, type Search, searchDigits, searchWindows } from "./selectRanks.js";
import type { Spread } from "./spread.js";
import { lossArray, type Values } from "./values.js";
import { everything, sortedSample, type Window, windowAbove, windowsFor } from "./windows.js";

/** Values that a selection holds at a time unless told otherwise: 512 MiB. */
const defaultRoom = 67_108_864;

/** Arrays up to this length are held whole. */
const smallCount = 65_536;

export interface Selected {
  /** The value of each rank that was asked for. */
  readonly values: ReadonlyMap<number, number>;
  /** The spread of x - value over the losses x above it, for each rank whose excess was asked for. */
  readonly excesses: ReadonlyMap<number, Spread>;
}

/**
 * Exact order statistics: for each rank k, from 1 (the least) to n (the largest) in any order, the k-th smallest of the
 * n losses. Linear time, no sort, and no copy of the array. Losses may be infinite; -0 counts as 0.
 * @throws ActuarialError ERR_DATA on NaN, with its index; ERR_PARAMETER on a rank outside 1..n.
 */
export function orderStatistics(
  losses: LossSource,
  ranks: readonly number[],
  room: number = defaultRoom,
): Float64Array {
  const length = lengthOf(losses);
  ranks.forEach((rank, i) => {
    const holds = Number.isInteger(rank) && rank >= 1 && rank <= length;
    if (!holds) fail(`orderStatistics: ranks[${i}]`, `an integer from 1 to ${length}`, rank);
  });
  const { values } = select(losses, ranks, [], room);
  return Float64Array.from(ranks, (rank) => values.get(rank)!);
}

/**
 * Order statistics together with the excess above some of them. One pass over the losses keeps the tail above the
 * lowest rank, in trial order, and higher ranks are found in that tail; ranks whose tail would take too much memory are
 * found in windows. The answers are exact, and the same bits, whatever the room.
 */
export function select(
  losses: LossSource,
  ranks: readonly number[],
  excessRanks: readonly number[] = [],
  room: number = defaultRoom,
): Selected {
  const values = new Map<number, number>();
  const excesses = new Map<number, Spread>();
  Scratch.use((scratch) => {
    const search: Search = { scratch, room, found: (rank, value) => void values.set(rank, value + 0) };
    const source = lossArray(scratch, losses);
    const wanted = [...new Set([...ranks, ...excessRanks])].sort((a, b) => a - b);
    const plan = divide(source, wanted, room);
    const whole = plan.reduce((sum, window) => sum + capacity(window), 0) <= room;
    const collected = collect(scratch, source, whole ? plan : plan.slice(-1), room);
    const tail = collected.at(-1)!;
    if (tail.overflowed ? containsNaN(scratch, source) : tail.hasNaN) refuseNaN(losses);
    if (!tail.overflowed) {
      searchTail(search, tail, new Set(excessRanks), (rank, excess) => void excesses.set(rank, excess));
    }
    if (whole) resolve(search, source, collected.slice(0, -1));
    else searchWindows(search, source, plan.slice(0, -1));
    const missed = wanted.filter((rank) => !values.has(rank));
    searchDigits(search, source, missed);
  });
  const rest = excessRanks.filter((rank) => !excesses.has(rank));
  const thresholds = rest.map((rank) => values.get(rank)!);
  if (rest.length > 0) tailExcess(losses, thresholds).forEach((excess, i) => void excesses.set(rest[i]!, excess));
  return { values, excesses };
}

/** Windows for ascending ranks, the last of them the tail, which is open above: all that lies above the lowest rank whose tail may be held. */
function divide(source: Values, ranks: readonly number[], room: number): Window[] {
  if (source.count <= Math.min(smallCount, room)) return [everything(source.count, ranks)];
  const sample = sortedSample(source);
  const longest = Math.min(source.count / 4, room / 2);
  for (let i = 0; i < ranks.length; i++) {
    const tail = windowAbove(sample, source.count, ranks.slice(i));
    if (tail.expected <= longest) return [...windowsFor(sample, source.count, ranks.slice(0, i)), tail];
  }
  return [...windowsFor(sample, source.count, ranks), windowAbove(sample, source.count, [])];
}

function containsNaN(scratch: Scratch, source: Values): boolean {
  let found = false;
  source.forEachBlock((from, length) => {
    found ||= scratch.kernel.exports.indexOfNaN(from, length) >= 0;
  });
  return found;
}

function refuseNaN(losses: LossSource): never {
  const index = indexOfNaN(losses);
  throw new ActuarialError("ERR_DATA", `losses[${index}] must be a number, got NaN`);
}
