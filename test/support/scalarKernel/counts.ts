import { math } from "../../../dist/kernel.js";
import { readAlias } from "./alias.js";
import { polynomial } from "./polynomial.js";
import type { Stream } from "./stream.js";
import { fields, optionalTable, tableAt } from "./tables.js";

/**
 * A law of counts (assembly/counts.ts): cells of consecutive counts, picked by the areas of their hats. A table without
 * cells picks counts, which here are cells of one count.
 */
export interface Counts {
  readonly cells: readonly Cell[];
  readonly pick: (word: bigint) => Cell;
}

/** The counts first, ..., first + width - 1. */
export interface Cell {
  readonly first: number;
  readonly width: number;
  /** Log of the hat, which no probability inside exceeds. */
  readonly logHat: number;
  /** No probability inside is below this share of the hat. */
  readonly squeeze: number;
  /** Of a cell of many: log of the probability of first + step, as a share of the hat. */
  readonly logShare: (step: number) => number;
}

const cellBytes = 64;
const curveNumbers = 8;

/** Log probabilities are computed by a law's kind and parameters, or are the cells' curves where there are some. */
export function readCounts(table: Float64Array): Counts {
  const header = fields(
    table,
    ["mask", "kind", "a", "b", "slots", "cells", "count", "curves"],
    ["mask", "kind", "slots", "cells", "count", "curves"],
  );
  const alias = readAlias(tableAt(table, header.slots), header.mask);
  if (header.cells === 0) return { cells: [], pick: (word) => cellOf(alias(word)) };
  const cellTable = tableAt(table, header.cells);
  const curves = optionalTable(table, header.curves);
  const cells = Array.from({ length: header.count }, (_, i): Cell => {
    const cell = fields(tableAt(cellTable, i * cellBytes), ["first", "width", "logHat", "squeeze"]);
    const { first, width, logHat } = cell;
    const curve = curves?.subarray(i * curveNumbers, (i + 1) * curveNumbers);
    const logShare = (step: number): number =>
      curve === undefined
        ? math.logPmf(header.kind, header.a, header.b, first + step) - logHat
        : polynomial(curve, (2 * step) / (width - 1) - 1);
    return { ...cell, logShare };
  });
  return { cells, pick: (word) => cells[alias(word) / cellBytes]! };
}

function cellOf(count: number): Cell {
  return { first: count, width: 1, logHat: NaN, squeeze: NaN, logShare: () => NaN };
}

export function drawCount(counts: Counts, stream: Stream): number {
  return countIn(counts, counts.pick(stream.word()), stream);
}

/** A count of the law whose first cell is drawn. One of a cell of many is kept with probability pmf / hat. */
export function countIn(counts: Counts, first: Cell, stream: Stream): number {
  let cell = first;
  while (cell.width !== 1) {
    const step = Math.floor(stream.uniform() * cell.width);
    const u = stream.uniform();
    if (u < cell.squeeze || math.log(u) < cell.logShare(step)) return cell.first + step;
    cell = counts.pick(stream.word());
  }
  return cell.first;
}

/** Cells that are picked ahead. */
const ahead = 256;

/** One count after the other: cells are picked ahead, the words of a rejection are taken when a count's turn comes. */
export function countsInTurn(counts: Counts, stream: Stream): () => number {
  const cells: Cell[] = [];
  return () => {
    if (cells.length === 0) cells.push(...stream.words(ahead).map(counts.pick));
    return countIn(counts, cells.shift()!, stream);
  };
}
