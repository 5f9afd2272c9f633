import { cholesky, type Matrix, solve } from "./cholesky.js";
import { type Derivatives, derivatives, type Objective, stepsFor, widestStep } from "./derivatives.js";

/** Where a climb ended. */
export interface Summit {
  readonly point: readonly number[];
  readonly value: number;
  /** Minus the second derivatives there; undefined where they could not be had. */
  readonly information: Matrix | undefined;
  /**
   * Where the climb would have gone on: next to nothing at a maximum, large where the function goes on climbing or is
   * level in that direction.
   */
  readonly step: readonly number[];
  readonly converged: boolean;
}

const mostSteps = 100;
/** A Newton step promises half of g'H^-1 g: below this, a difference of values no longer sees it. */
const unseen = 1e-7;
/** A coordinate that would still move this far for no visible gain is not determined by the function. */
const level = 0.03;
const longestStep = 2;

/**
 * Climbs to a maximum by Newton's method, damped after Levenberg and Marquardt (Marquardt 1963, doi 10.1137/0111030), with
 * derivatives by differences whose width follows the curvature, so that the last steps reach the maximum far nearer than
 * values of the function, which are level there, could tell. A coordinate that leaves its start by more than its reach is
 * on its way to an edge, and the climb ends.
 */
export function climb(f: Objective, start: readonly number[], reach: readonly number[]): Summit {
  let point = start;
  let steps = start.map(() => widestStep);
  let last: Derivatives | undefined;
  for (let count = 0, polished = 0; count < mostSteps; count++) {
    const narrower = steps.map((h) => h / 100);
    const here: Derivatives | undefined = derivatives(f, point, steps) ?? derivatives(f, point, narrower);
    if (!here) break;
    last = here;
    steps = stepsFor(here.information);
    const newton = step(here, 0);
    let next: readonly number[] | undefined;
    if (newton && dot(newton, here.gradient) < unseen) {
      const undetermined = Math.max(...newton.map(Math.abs)) > level;
      // The steps of the differences were made for the point before: looking again makes the maximum exact.
      if (undetermined || polished === 3) return { ...here, point, step: newton, converged: !undetermined };
      polished++;
      next = point.map((x, i) => x + newton[i]!);
      if (f(next) === -Infinity) break;
    } else {
      polished = 0;
      next = uphill(f, point, here);
      if (!next?.every((x, i) => Math.abs(x - start[i]!) <= reach[i]!)) break;
    }
    point = next;
  }
  const away = last ? (step(last, 0) ?? last.gradient) : [];
  return { point, value: f(point), information: last?.information, step: away, converged: false };
}

/**
 * The best of ever more damped steps, or undefined where none climbs. Derivatives cost far more than a value, and on a narrow
 * bent ridge the step that climbs most is much longer than the first that climbs.
 */
function uphill(f: Objective, from: readonly number[], here: Derivatives): readonly number[] | undefined {
  let best: readonly number[] | undefined;
  let highest = here.value;
  for (let damping = 0; damping < 1e6; damping = damping === 0 ? 1e-9 : damping * 10) {
    const by = step(here, damping);
    if (!by) continue;
    const shortened = Math.min(1, longestStep / Math.max(...by.map(Math.abs)));
    const to = from.map((x, i) => x + shortened * by[i]!);
    const value = f(to);
    if (value > highest) [best, highest] = [to, value];
    else if (best) break;
  }
  return best;
}

function step({ gradient, information }: Derivatives, damping: number): number[] | undefined {
  const damped = information.map((row, i) =>
    row.map((x, j) => (i === j ? x + damping * Math.max(Math.abs(x), 1e-6) : x)),
  );
  const lower = cholesky(damped);
  return lower && solve(lower, gradient);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, i) => sum + x * b[i]!, 0);
}
