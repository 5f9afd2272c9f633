import type { Moved } from "./exactMeasures.js";
import type { Part } from "./part.js";

/** Atoms beyond this number are a cloud: the grid does not follow them. */
const mostAtoms = 64;
/** Amounts that are no multiples of a part of the largest this small have nothing in common. */
const finest = 1_048_576;
/** Steps that are tried at most. */
const mostTried = 262_144;

/** A step of which all marks are multiples, when each is moved by `moved` of itself at most. */
export interface Aligned {
  readonly step: number;
  readonly moved: number;
}

/** Amounts at which the laws have atoms and which a grid had better meet. */
export function marksOf(parts: readonly Part[]): number[] {
  const marks = parts.flatMap(({ claim, aggregate }) => {
    const { values } = claim.atoms;
    const scale = aggregate?.share ?? 1;
    if (values.length > mostAtoms && !claim.discrete) return [];
    const amounts = Array.from(values, (x) => x * scale);
    if (aggregate !== undefined) amounts.push(aggregate.limit * scale);
    // Where a year's law has jumps, the deductible is to meet the grid before it.
    if (aggregate !== undefined && values.length > 0) amounts.push(aggregate.deductible * scale);
    return amounts;
  });
  return [...new Set(marks.filter((x) => x > 0 && x < Infinity))];
}

/** The parts with their marks moved to multiples of the step. */
export function snapped(parts: readonly Part[], step: number): Part[] {
  const to = (x: number, unit: number): number => (x < Infinity ? unit * Math.round(x / unit) : x);
  return parts.map((part) => {
    const { claim, aggregate } = part;
    const unit = step / (aggregate?.share ?? 1);
    const most = claim.atoms.values.includes(claim.most) ? to(claim.most, unit) : claim.most;
    const { values, weights } = claim.atoms;
    const atoms = { weights, values: values.map((x) => to(x, unit)) };
    const moments = claim.moments.map((moment, k) =>
      values.reduce((sum, x, i) => sum + weights[i]! * (power(atoms.values[i]!, k + 1) - power(x, k + 1)), moment),
    ) as [number, number, number];
    return {
      ...part,
      claim: { ...claim, most, atoms, moments },
      aggregate: aggregate && {
        ...aggregate,
        limit: to(aggregate.limit, unit),
        deductible: atoms.values.length > 0 ? to(aggregate.deductible, unit) : aggregate.deductible,
      },
    };
  });
}

/** How far a year is moved at most when marks are: by as much of itself, and by its deductibles. */
export function movedBy(parts: readonly Part[], moved: number): Moved {
  const fixed = parts.reduce((sum, { claim, aggregate, outer }) => {
    if (aggregate === undefined || claim.atoms.values.length === 0) return sum;
    return sum + 2 * moved * outer * aggregate.share * aggregate.deductible;
  }, 0);
  return { relative: moved, fixed, aligned: true };
}

function power(x: number, k: number): number {
  return k === 1 ? x : x * power(x, k - 1);
}

/**
 * The step from `least` to twice that which the marks are nearest to multiples of. It is a whole part of the largest mark, so
 * two marks are met as well as the best fraction meets their ratio, and more of them by simultaneous approximation.
 */
export function alignedStep(marks: readonly number[], least: number): Aligned {
  const largest = marks.reduce((a, b) => Math.max(a, b), 0);
  if (!(largest >= least)) return { step: least, moved: largest > 0 ? 1 : 0 };
  const divisor = commonDivisor(marks);
  if (divisor >= least) return movedTo(marks, divisor / Math.floor(divisor / least));
  const most = Math.floor(largest / least);
  let best: Aligned = { step: largest / most, moved: 1 };
  for (let parts = most; parts > Math.max(most / 2, most - mostTried); parts--) {
    const step = largest / parts;
    const tried = movedTo(marks, step, best.moved);
    if (tried.moved < best.moved) best = tried;
  }
  return best;
}

/** How far marks are from multiples of a step; no further than `enough` is looked at. */
export function movedTo(marks: readonly number[], step: number, enough: number = Infinity): Aligned {
  let moved = 0;
  for (const mark of marks) {
    moved = Math.max(moved, Math.abs((step * Math.round(mark / step)) / mark - 1));
    if (moved >= enough) break;
  }
  return { step, moved };
}

/** The largest amount of which all are multiples, but for rounding; 0 where there is none. */
export function commonDivisor(amounts: readonly number[]): number {
  const largest = amounts.reduce((a, b) => Math.max(a, b), 0);
  let divisor = largest;
  for (const amount of amounts) {
    let [a, b] = [amount, divisor];
    while (b > 0) {
      const rest = a % b;
      // A remainder that is nothing, or everything, but for rounding.
      [a, b] = [b, Math.min(rest, b - rest) <= 1e-11 * largest ? 0 : rest];
    }
    divisor = a;
    if (divisor * finest < largest) return 0;
  }
  return largest === 0 ? 0 : largest / Math.round(largest / divisor);
}
