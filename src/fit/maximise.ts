import type { Values } from "../check.js";
import type { Severity } from "../severity/severity.js";
import { type Claims, thinned } from "./claims.js";
import { closedForm } from "./closedForms.js";
import type { Coordinates } from "./coordinates.js";
import { derivativesAt, type Objective } from "./derivatives.js";
import { logLikelihood } from "./likelihood.js";
import { nelderMead } from "./nelderMead.js";
import { climb, type Summit } from "./newton.js";
import { starts } from "./starts.js";

/** A maximum of a likelihood, or where the search for it ended. */
export interface Maximum extends Summit {
  readonly severity: Severity;
  /** Where the search began. */
  readonly start: readonly number[];
}

/** Points of a sketch of the claims, on which the first search is made: its cost does not grow with the data. */
const sketchSize = 150;
const simplexSearches = 4;
const climbs = 2;
/**
 * How far logarithms of parameters may go: in a search on a sketch, where what lies far away is not worth finding, and in a
 * climb, where they are then on their way to an edge.
 */
const sketchReach = 6;
const climbReach = 14;

/**
 * The most likely parameters: a closed form, or Newton's method on all claims from where simplex searches on a sketch of
 * them ended, the best first, until a climb converges. Undefined where no law is found that gives the claims a positive
 * likelihood.
 */
export function maximise<K extends string>(coordinates: Coordinates<K>, claims: Claims): Maximum | undefined {
  const likelihoodOf = (data: Claims): Objective => {
    return (point) => {
      const severity = coordinates.severity(point);
      return severity ? logLikelihood(severity, data) : -Infinity;
    };
  };
  const f = likelihoodOf(claims);
  const closed = closedForm(coordinates.family.definition.family, claims, coordinates.fixed as Record<string, number>);
  if (closed) return atClosedForm(coordinates, f, coordinates.point(closed as Values<K>));

  const reach = coordinates.free.map((_, i) => (coordinates.isLog(i) ? 1 : Infinity));
  const sketch = likelihoodOf(thinned(claims, sketchSize));
  const found = starts(coordinates, claims)
    .map((start) => ({ start, value: sketch(start) }))
    .filter(({ value }) => value > -Infinity)
    .sort((a, b) => b.value - a.value)
    .slice(0, simplexSearches)
    .map(({ start }) => {
      const near = (point: readonly number[]): boolean =>
        point.every((x, i) => Math.abs(x - start[i]!) <= reach[i]! * sketchReach);
      const point = nelderMead((at) => (near(at) ? sketch(at) : -Infinity), start, 0.3, 1e-6);
      return { start, point, value: f(point) };
    })
    .filter(({ value }) => value > -Infinity)
    .sort((a, b) => b.value - a.value);
  let highest: Maximum | undefined;
  for (const { start, point } of found.slice(0, climbs)) {
    const summit = climb(
      f,
      point,
      reach.map((r) => r * climbReach),
    );
    if (!(summit.value > (highest?.value ?? -Infinity))) continue;
    highest = { ...summit, start, severity: coordinates.severity(summit.point)! };
    if (summit.converged) break;
  }
  return highest;
}

function atClosedForm<K extends string>(
  coordinates: Coordinates<K>,
  f: Objective,
  point: readonly number[],
): Maximum | undefined {
  const severity = coordinates.severity(point);
  const value = f(point);
  if (!severity || !(value > -Infinity)) return undefined;
  const information = derivativesAt(f, point)?.information;
  return { point, severity, value, information, start: point, step: point.map(() => 0), converged: true };
}
