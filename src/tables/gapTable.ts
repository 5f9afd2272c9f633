import { math } from "../kernel.js";
import { aliasTable } from "./alias.js";
import { layOut } from "./layOut.js";

/** 2^-72: gaps of less probability are never seen. */
const negligible = 2.1e-22;

/**
 * The kernel's table of the trials without loss before the next one with a loss (assembly/gaps.ts): geometric, given the
 * log of the probability of a trial without; `most` stands for that many and more, since gaps end with their chunk.
 */
export function gapTable(logEmpty: number, most: number): Float64Array {
  const some = -math.expm1(logEmpty);
  const weights: number[] = [];
  let beyond = 1;
  while (weights.length < most && beyond > negligible) {
    weights.push(some * beyond);
    beyond = math.exp(weights.length * logEmpty);
  }
  const targets = Uint32Array.from([...weights.keys(), most]);
  const slots = aliasTable(Float64Array.from([...weights, beyond]), targets);
  return layOut({ integers: { 0: slots.length / 2 - 1 }, tables: { 1: slots } });
}
