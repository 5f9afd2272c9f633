import { math } from "../kernel.js";
import { aliasTable } from "./alias.js";
import { countCells } from "./countCells.js";
import { curveNumbers } from "./countCurve.js";
import { type CountLaw, countKind } from "./countLaw.js";

/** What assembly/counts.ts reads: 8 numbers, the alias slots, the cells of 64 bytes, the curves. */
const headerNumbers = 8;
const leastSlotNumbers = 8;
const cellNumbers = 8;

/**
 * The kernel's table of a count law, as numbers. With `positive` the count is conditioned to be at least 1.
 * @throws ActuarialError ERR_TOO_LARGE where counts beyond 2^53 have a noticeable probability, or the law takes too many
 * cells.
 */
export function countTable(law: CountLaw, positive = false): Float64Array {
  const all = countCells(law, positive);
  // Cells with a curve stand first, so that a cell and its curve have one index.
  const wide = all.filter((cell) => cell.curve !== undefined);
  const cells = wide.length === 0 ? all : [...wide, ...all.filter((cell) => cell.curve === undefined)];
  const slots = aliasTable(
    Float64Array.from(cells, (cell) => cell.width * cell.hat),
    Uint32Array.from(cells, (_, i) => i * cellNumbers * 8),
  );
  const slotsAt = headerNumbers;
  const cellsAt = slotsAt + Math.max(leastSlotNumbers, slots.length);
  const curvesAt = cellsAt + cellNumbers * cells.length;
  const numbers = new Float64Array(curvesAt + curveNumbers * wide.length);
  numbers[0] = slots.length / 2 - 1;
  if (law.kind === "poisson" || law.kind === "binomial" || law.kind === "negativeBinomial") {
    numbers[1] = countKind[law.kind];
    numbers[2] = law.a;
    numbers[3] = law.b;
  }
  numbers[4] = slotsAt * 8;
  numbers[5] = cellsAt * 8;
  numbers[6] = cells.length;
  numbers[7] = wide.length === 0 ? 0 : curvesAt * 8;
  cells.forEach((cell, i) => {
    numbers.set([cell.first, cell.width, math.log(cell.hat), cell.squeeze / cell.hat], cellsAt + cellNumbers * i);
    if (cell.curve !== undefined) numbers.set(cell.curve, curvesAt + curveNumbers * i);
  });
  numbers.set(slots, slotsAt);
  return numbers;
}
