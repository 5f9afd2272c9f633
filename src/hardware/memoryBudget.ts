import { availableMemory } from "./availableMemory.js";
import { type Overrides, overrides } from "./overrides.js";

/** Of the memory that this process can still get; the rest is for its own heap, and for its neighbours. */
const budgetShare = 0.9;

/**
 * Bytes that work may take: what its caller says, else the environment, else most of what there is (`left`), and what it
 * holds already.
 */
export function memoryBudget(
  asked: number | undefined,
  given: Overrides = overrides(),
  held: number = 0,
  left: () => number = () => availableMemory().bytes,
): number {
  return asked ?? given.memoryLimit ?? Math.floor(left() * budgetShare) + held;
}
