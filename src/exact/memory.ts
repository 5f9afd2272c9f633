import { ActuarialError } from "../errors.js";
import type { Window } from "./compound.js";
import { mostYearPoints, yearPoints } from "./netYear.js";
import type { Part } from "./part.js";

// Measured as resident memory (test/exactMemory.test.ts), upwards: an estimate that is too low ends the process.

/**
 * Transforms of twice the points beside their roots of unity, masses, and the laws of three grids, of which each has half
 * the points of the one before.
 */
const bytesPerPoint = 256;
/** The same of a year on a grid of its own, of which there is one at a time. */
const bytesPerYearPoint = 128;
/** With compiled code, any law takes about this: it is not counted. */
const usualBytes = 12_000_000;
const leastPoints = 256;

/** The cause of an error that another machine, or another memoryLimit, would not give. */
export const shortOfMemory = "memory";

/** What a law on this window takes, with those on coarser ones that it is compared with. */
export function bytesOf(parts: readonly Part[], window: Window): number {
  let [years, year] = [0, 0];
  for (const part of parts) {
    if (part.aggregate === undefined) continue;
    years += 8 * window.points;
    year = Math.max(year, Math.min(mostYearPoints, 2 * yearPoints(part, part.aggregate, window)));
  }
  return Math.max(0, bytesPerPoint * window.points + years + bytesPerYearPoint * year - usualBytes);
}

/**
 * Refuses a grid that takes more than there is, before anything is allocated. `asked`: its points can be chosen by option.
 * @throws ActuarialError ERR_TOO_LARGE with the bytes needed, the bytes there, and the largest grid that fits
 */
export function admit(parts: readonly Part[], window: Window, memoryLimit: number, asked: boolean = true): void {
  const needed = bytesOf(parts, window);
  if (needed <= memoryLimit) return;
  let fits = window;
  while (fits.points > leastPoints && !(bytesOf(parts, fits) <= memoryLimit)) {
    fits = { step: 2 * fits.step, first: Math.floor(fits.first / 2), points: fits.points / 2 };
  }
  const bytes = bytesOf(parts, fits);
  const remedy = asked && bytes <= memoryLimit ? `with points: ${fits.points} it needs ${bytes}` : "raise memoryLimit";
  throw new ActuarialError(
    "ERR_TOO_LARGE",
    `solve: a grid of ${window.points} points needs ${needed} bytes, available are ${memoryLimit}; ${remedy}`,
    { cause: shortOfMemory },
  );
}
