import type { Claims } from "./claims.js";
import type { Coordinates } from "./coordinates.js";
import { type FitWarning, short } from "./fitWarning.js";
import type { LimitLaw } from "./limitLaws.js";
import type { Maximum } from "./maximise.js";

/**
 * A law at the edge whose likelihood comes this near to the highest one that a search without a maximum found, or
 * surpasses a maximum, is where the likelihood climbs to.
 */
const touching = 1e-3;
const surpassing = 1e-6;
/** In coordinates: a parameter that went so far is at an edge, one that would still go so far is on its way. */
const far = 4;
const visible = 0.01;
/** Below this shape, generalized Pareto estimates are not normal for many claims (Smith 1985, doi 10.1093/biomet/72.1.67). */
const leastRegularShape = -0.5;

/** What a reader of the fit should know, and whether what was found is a maximum that stands. */
export function severityWarnings<K extends string>(
  space: Coordinates<K>,
  claims: Claims,
  maximum: Maximum,
  limit: LimitLaw | undefined,
): { readonly warnings: FitWarning[]; readonly interior: boolean } {
  const warnings: FitWarning[] = [];
  const { severity, value } = maximum;
  const atEdge =
    limit && limit.logLikelihood > value + (maximum.converged ? surpassing : -touching) ? limit : undefined;
  if (atEdge || !maximum.converged) warnings.push(boundary(space, maximum, atEdge));
  const { xi } = severity.parameters;
  if (severity.family === "generalizedPareto" && typeof xi === "number" && xi < leastRegularShape) {
    const message = `xi = ${short(xi)} is below ${leastRegularShape}, where standard errors do not hold`;
    const infinite = "; the likelihood is unbounded at xi < -1, and this is a local maximum of it";
    warnings.push({ code: "IRREGULAR_LIKELIHOOD", message: message + infinite });
  }
  if (claims.above > 0) {
    const message = `${claims.above} amounts are above their limit and count as having reached it`;
    const meaning = "; amounts and limits are from the ground up, the deductible included";
    warnings.push({ code: "AMOUNT_ABOVE_LIMIT", message: message + meaning });
  }
  if (severity.mean() === Infinity) {
    warnings.push({ code: "INFINITE_MEAN", message: `the mean of ${family(space)} is infinite at these parameters` });
  }
  return { warnings, interior: maximum.converged && !atEdge };
}

function boundary<K extends string>(space: Coordinates<K>, maximum: Maximum, limit: LimitLaw | undefined): FitWarning {
  const { value, converged } = maximum;
  const edge = directions(space, maximum);
  if (limit) {
    const { severity, logLikelihood } = limit;
    const found = converged
      ? `the maximum ${value.toFixed(4)} of the likelihood of ${family(space)} is a local one`
      : `no maximum of the likelihood of ${family(space)} was found inside its parameters: it climbs${edge}`;
    const better = `${law(severity)}, a law at their edge, has log-likelihood ${logLikelihood.toFixed(4)}`;
    return { code: "BOUNDARY_LIKELIHOOD", message: `${found}; ${better}; fit ${severity.family}` };
  }
  if (edge === "") {
    return { code: "NOT_CONVERGED", message: `the search for the maximum ended at log-likelihood ${value.toFixed(4)}` };
  }
  return {
    code: "BOUNDARY_LIKELIHOOD",
    message: `the likelihood of ${family(space)} still climbs${edge}; no law of this library is known to be its limit`,
  };
}

/** Which parameters went to an edge, or would have gone on: " as gamma grows and alpha falls". */
function directions<K extends string>({ free }: Coordinates<K>, { point, start, step }: Maximum): string {
  const moving = free.flatMap((name, i) => {
    const gone = point[i]! - start[i]!;
    const by = Math.abs(gone) > far ? gone : (step[i] ?? 0);
    return Math.abs(by) > visible ? [`${name} ${by > 0 ? "grows" : "falls"}`] : [];
  });
  return moving.length === 0 ? "" : ` as ${moving.join(" and ")}`;
}

function family<K extends string>(space: Coordinates<K>): string {
  return space.family.definition.family;
}

function law({ family, parameters }: Maximum["severity"]): string {
  return `${family}(${Object.entries(parameters)
    .map(([name, value]) => `${name}=${short(value as number)}`)
    .join(", ")})`;
}
