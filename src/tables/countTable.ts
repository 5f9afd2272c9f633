import { ActuarialError } from "../errors.js";
import { math } from "../kernel.js";
import { aliasSlots, writeAlias } from "./alias.js";
import { type CountLaw, countKind, countPmf } from "./countLaw.js";

/** What assembly/counts.ts reads: 8 numbers, the alias slots, the cells of 64 bytes. */
const headerNumbers = 8;
const slotNumbers = 2;
const cellNumbers = 8;

/** Laws that spread over at most this many counts get one cell a count, and no draw is ever rejected. */
const largestPlainSpan = 4096;
/** How much of log pmf a wider cell may span: about a twentieth of the draws looks at pmf. */
const cellLogSpan = 0.1;
/** Mass beyond the table relative to the mass inside: 2^-76, below anything that 1e13 draws could show. */
const neglected = 1.3234889800848443e-23;

interface Cell {
  first: number;
  width: number;
  hat: number;
  squeeze: number;
}

/**
 * The kernel's table of a count law, as numbers. With `positive` the count is conditioned to be at least 1.
 * @throws ActuarialError ERR_TOO_LARGE where counts beyond 2^53 have a noticeable probability.
 */
export function countTable(law: CountLaw, positive = false): Float64Array {
  const cells = law.kind === "points" ? pointCells(law, positive) : lawCells(law, positive);
  const slotsAt = headerNumbers;
  const cellsAt = slotsAt + slotNumbers * Math.max(4, aliasSlots(cells.length));
  const numbers = new Float64Array(cellsAt + cellNumbers * cells.length);
  numbers[0] = aliasSlots(cells.length) - 1;
  if (law.kind !== "points") {
    numbers[1] = countKind[law.kind];
    numbers[2] = law.a;
    numbers[3] = law.b;
  }
  numbers[4] = slotsAt * 8;
  numbers[5] = cellsAt * 8;
  numbers[6] = cells.length;
  cells.forEach((cell, i) => {
    numbers.set([cell.first, cell.width, math.log(cell.hat), cell.squeeze / cell.hat], cellsAt + cellNumbers * i);
  });
  const areas = Float64Array.from(cells, (cell) => cell.width * cell.hat);
  const targets = Uint32Array.from(cells, (_, i) => i * cellNumbers * 8);
  writeAlias(areas, targets, numbers, slotsAt);
  return numbers;
}

function pointCells(law: Extract<CountLaw, { kind: "points" }>, positive: boolean): Cell[] {
  const cells: Cell[] = [];
  law.counts.forEach((first, i) => {
    const hat = law.weights[i]!;
    if (hat > 0 && (first > 0 || !positive)) cells.push({ first, width: 1, hat, squeeze: hat });
  });
  return cells;
}

type ParametricLaw = Exclude<CountLaw, { kind: "points" }>;

function lawCells(law: ParametricLaw, positive: boolean): Cell[] {
  if (law.kind === "binomial" && law.b === 1) return [{ first: law.a, width: 1, hat: 1, squeeze: 1 }];
  const shape = shapeOf(law, positive);
  const cells = cover(law, shape, Infinity);
  const first = cells.reduce((low, cell) => Math.min(low, cell.first), Infinity);
  const last = cells.reduce((high, cell) => Math.max(high, cell.first + cell.width - 1), 0);
  if (!(last <= Number.MAX_SAFE_INTEGER)) {
    throw new ActuarialError(
      "ERR_TOO_LARGE",
      `${law.kind}: claim counts beyond 2^53 - 1 are likely; the largest here is ${last}`,
    );
  }
  return last - first < largestPlainSpan ? cover(law, shape, 1) : cells;
}

/** What is needed to walk a law: the ends of its support, its mode, p(n) / p(n - 1) = a + b / n, a width for the top. */
interface Shape {
  low: number;
  high: number;
  mode: number;
  a: number;
  b: number;
  topWidth: number;
}

function shapeOf(law: ParametricLaw, positive: boolean): Shape {
  const low = positive ? 1 : 0;
  switch (law.kind) {
    case "poisson": {
      const lambda = law.a;
      return { low, high: Infinity, ...top(lambda, lambda, low), a: 0, b: lambda };
    }
    case "binomial": {
      const [m, q] = [law.a, law.b];
      const odds = q / (1 - q);
      return { low, high: m, ...top(Math.min(m, (m + 1) * q), m * q * (1 - q), low), a: -odds, b: (m + 1) * odds };
    }
    case "negativeBinomial": {
      const [r, beta] = [law.a, law.b];
      const ratio = beta / (1 + beta);
      // From the mode (r - 1) beta down the probabilities fall like those of a gamma law: its curvature there is that
      // of r - 1 claims, not of r.
      const mode = Math.max(0, (r - 1) * beta);
      return { low, high: Infinity, ...top(mode, mode * (1 + beta), low), a: ratio, b: (r - 1) * ratio };
    }
  }
}

/** log pmf falls by about w^2 / (2 variance) within w of the mode. */
function top(mode: number, variance: number, low: number): { mode: number; topWidth: number } {
  const width = Math.max(1, Math.floor(Math.sqrt(2 * cellLogSpan * variance)));
  return { mode: Math.max(low, Math.floor(mode)), topWidth: width };
}

/**
 * Cells from the mode outwards until what is left is negligible. The laws rise to their mode and fall behind it, so a
 * cell's largest probability stands at its end that faces the mode, the smallest at the other.
 */
function cover(law: ParametricLaw, shape: Shape, widest: number): Cell[] {
  const pmf = (n: number): number => countPmf(law, n);
  const cells: Cell[] = [];
  let mass = 0;
  for (const step of [1, -1]) {
    let near = step > 0 ? shape.mode : shape.mode - 1;
    while (near >= shape.low && near <= shape.high) {
      const hat = pmf(near);
      // p(next) / p(near), both away from the mode.
      const ratio = step > 0 ? shape.a + shape.b / (near + 1) : 1 / (shape.a + shape.b / near);
      const fall = Math.max(0, 1 - ratio);
      const room = step > 0 ? shape.high - near + 1 : near - shape.low + 1;
      // At the mode the ratio says nothing about a cell's other end; by its own distance from the mode it does.
      const reach = Math.max(shape.topWidth, Math.abs(near - shape.mode));
      const width = Math.min(room, widest, Math.max(1, Math.floor(Math.min(reach, cellLogSpan / fall))));
      const squeeze = width === 1 ? hat : pmf(near + step * (width - 1));
      if (hat > 0) cells.push({ first: step > 0 ? near : near - width + 1, width, hat, squeeze });
      mass += (width * (hat + squeeze)) / 2;
      near += step * width;
      // The rest is below a geometric series, except beside the mode where the ratio is 1.
      if (fall > 0 && squeeze / fall < neglected * mass) break;
    }
  }
  return cells;
}
