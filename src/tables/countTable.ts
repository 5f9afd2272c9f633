import { math } from "../kernel.js";
import { aliasTable } from "./alias.js";
import { type CountCell, countCells } from "./countCells.js";
import { curveNumbers } from "./countCurve.js";
import { type CountLaw, countKind } from "./countLaw.js";
import { layOut } from "./layOut.js";

/** A cell as assembly/counts.ts reads it: four numbers, and room for four that the kernel writes. */
const cellNumbers = 8;

/**
 * The kernel's table of a count law, as numbers. With `positive` the count is conditioned to be at least 1.
 * @throws ActuarialError ERR_TOO_LARGE where counts beyond 2^53 have a noticeable probability, or the law takes too many
 * cells.
 */
export function countTable(law: CountLaw, positive = false): Float64Array {
  const cells = countCells(law, positive);
  return cells.every(isOneCount) ? plainTable(cells) : cellTable(law, cells);
}

/** A count table that has cells, whatever the law: the kernel writes into them what goes with their counts. */
export function countCellTable(law: CountLaw, positive = false): Float64Array {
  return cellTable(law, countCells(law, positive));
}

/** That fits a slot, too. */
function isOneCount({ first, width }: CountCell): boolean {
  return width === 1 && first < 4_294_967_296;
}

function plainTable(cells: readonly CountCell[]): Float64Array {
  const slots = aliasTable(
    Float64Array.from(cells, ({ hat }) => hat),
    Uint32Array.from(cells, ({ first }) => first),
  );
  return layOut({ integers: { 0: slots.length / 2 - 1 }, tables: { 4: slots } });
}

function cellTable(law: CountLaw, all: readonly CountCell[]): Float64Array {
  // Cells with a curve stand first, so that a cell and its curve have one index.
  const wide = all.filter((cell) => cell.curve !== undefined);
  const cells = wide.length === 0 ? all : [...wide, ...all.filter((cell) => cell.curve === undefined)];
  const slots = aliasTable(
    Float64Array.from(cells, (cell) => cell.width * cell.hat),
    Uint32Array.from(cells, (_, i) => i * cellNumbers * 8),
  );
  const cellTable = new Float64Array(cellNumbers * cells.length);
  const curves = new Float64Array(curveNumbers * wide.length);
  cells.forEach((cell, i) => {
    cellTable.set([cell.first, cell.width, math.log(cell.hat), cell.squeeze / cell.hat], cellNumbers * i);
    if (cell.curve !== undefined) curves.set(cell.curve, curveNumbers * i);
  });
  const parametric = law.kind === "poisson" || law.kind === "binomial" || law.kind === "negativeBinomial";
  return layOut({
    numbers: parametric ? { 2: law.a, 3: law.b } : {},
    integers: { 0: slots.length / 2 - 1, 1: parametric ? countKind[law.kind] : 0, 6: cells.length },
    tables: { 4: slots, 5: cellTable, 7: wide.length > 0 ? curves : undefined },
  });
}
