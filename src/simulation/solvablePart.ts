import { ActuarialError } from "../errors.js";
import type { ExactResult } from "../exact/exactResult.js";
import { shortOfMemory } from "../exact/memory.js";
import { solve } from "../exact/solve.js";
import { Portfolio } from "../portfolio/portfolio.js";

/** Points of the grid on which it is tried whether a component has an exact law. */
const triedPoints = 4096;

interface Solving {
  readonly levels: readonly number[];
  readonly relativeError: number;
  readonly signal: AbortSignal | undefined;
  readonly memoryLimit: number | undefined;
}

/** The components that the exact engine can do together, and their law. */
export interface SolvablePart {
  readonly portfolio: Portfolio;
  readonly exact: ExactResult;
}

/**
 * The largest part of a portfolio that the exact engine is known to do: all of it, or the components that it does one by
 * one. Undefined where there is none, or where it cannot do these together.
 */
export async function solvablePart(portfolio: Portfolio, options: Solving): Promise<SolvablePart | undefined> {
  const exact = await solved(portfolio, options);
  if (exact !== undefined) return { portfolio, exact };
  const able: (typeof portfolio.components)[number][] = [];
  for (const component of portfolio.components) {
    const alone = new Portfolio([component]);
    if (await solved(alone, { ...options, points: triedPoints })) able.push(component);
  }
  if (able.length === 0 || able.length === portfolio.components.length) return undefined;
  const part = new Portfolio(able);
  const law = await solved(part, options);
  return law && { portfolio: part, exact: law };
}

/** Undefined where the exact engine refuses, whatever memory there is: which part is solved decides measures. */
async function solved(portfolio: Portfolio, options: Solving & { points?: number }): Promise<ExactResult | undefined> {
  try {
    return await solve(portfolio, options);
  } catch (error) {
    const refused = error instanceof ActuarialError && ["ERR_UNSUPPORTED", "ERR_TOO_LARGE"].includes(error.code);
    if (refused && error.cause !== shortOfMemory) return undefined;
    throw error;
  }
}
