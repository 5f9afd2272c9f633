import { fail, record } from "../check.js";
import { ActuarialError } from "../errors.js";
import * as families from "../severity/families.js";
import { type ClaimData, type ClaimOptions, type Claims, claimOptions, readClaims } from "./claims.js";
import { type Coordinates, centre, coordinates, type FitFamily } from "./coordinates.js";
import { likeliestLimit } from "./limitLaws.js";
import { maximise } from "./maximise.js";
import { SeverityFit } from "./severityFit.js";
import { severityWarnings } from "./severityWarnings.js";

export interface FitOptions<K extends string> extends ClaimOptions {
  /** Parameters that are known. Those at which the support begins or ends (thresholds) have to be. */
  readonly fixed?: { readonly [P in K]?: number };
}

/**
 * Fits a family to claims by maximum likelihood: `fit(gamma, losses)`, `fit(lognormal, claims, { deductible: 500 })`,
 * `fit(singleParameterPareto, losses, { fixed: { theta: 1000 } })`.
 *
 * A claim is a ground-up amount > 0, or `{ amount, deductible, limit }`: losses up to the deductible are not in the data
 * (left truncation), and of one that reached the limit it is known only that it is at least that (right censoring; the
 * limit is from the ground up too, the deductible plus the most that is paid). `options.deductible` and `options.limit`
 * hold for the claims that do not say otherwise, `options.weights` says how many claims each stands for, `options.fixed`
 * which parameters are known.
 *
 * The exponential and the single-parameter Pareto (for all such claims), the lognormal, inverse Gaussian and inverse
 * exponential (for complete claims) are fitted in closed form. The others are searched for from many starts and finished
 * by Newton's method; equal data give equal bits. Standard errors come from the observed information (Loss Models,
 * section 11.5), so they are for many claims and regular families.
 *
 * A likelihood need not have a maximum. Where it climbs to the edge of the parameters, the fit holds the last point of the
 * climb, `converged` is false, and the warning BOUNDARY_LIKELIHOOD names the law at the edge under which the claims are
 * likelier, where the library has it: fit that law instead. Other warnings: NOT_CONVERGED, IRREGULAR_LIKELIHOOD,
 * AMOUNT_ABOVE_LIMIT, INFINITE_MEAN.
 *
 * Fails with ERR_PARAMETER and ERR_UNKNOWN_KEY for bad options, ERR_DATA for claims that the family cannot have.
 */
export function fit<K extends string>(
  family: FitFamily<K>,
  data: ClaimData,
  options: FitOptions<NoInfer<K>> = {},
): SeverityFit<K> {
  if (!Object.values<unknown>(families).includes(family)) {
    fail("fit: family", "a severity family such as gamma", family);
  }
  const given = record("fit: options", options, [...claimOptions, "fixed"]);
  const claims = readClaims("fit", data, given);
  const space = coordinates("fit", family, given.fixed ?? {});
  checkSupport(space, claims);
  const maximum = maximise(space, claims) ?? impossible(space, claims);
  const limit = likeliestLimit(family.definition.family, claims);
  const { warnings, interior } = severityWarnings(space, claims, maximum, limit);
  return new SeverityFit({
    severity: maximum.severity,
    parameters: space.values(maximum.point),
    estimated: space.free,
    logLikelihood: maximum.value,
    information: maximum.information,
    slopes: space.slopes(maximum.point),
    n: claims.n,
    capped: claims.capped.weights.reduce((sum, w) => sum + w, 0),
    converged: interior,
    warnings,
  });
}

function checkSupport<K extends string>(space: Coordinates<K>, { exact }: Claims): void {
  const { family, free, fixed } = space;
  const name = family.definition.family;
  const least = free.length > 1 ? 2 : 1;
  if (!(exact.at.length >= least)) {
    const needed = `at least ${least === 1 ? "one amount" : "two different amounts"} below the limit for ${name}`;
    throw new ActuarialError("ERR_DATA", `fit: data must have ${needed}, got ${exact.at.length}`);
  }
  const [low, high] = middleSupport(space);
  const outside = exact.at.find((x) => !(x >= low && x <= high));
  if (outside === undefined) return;
  const known = Object.entries(fixed).map(([parameter, value]) => `${parameter}=${value}`);
  const law = known.length > 0 ? `${name} with ${known.join(", ")}` : name;
  fail("fit: data", `from ${low} to ${high}, the support of ${law}`, outside, "ERR_DATA");
}

function middleSupport<K extends string>({ free, severity, typical }: Coordinates<K>): readonly [number, number] {
  return severity(free.map((_, i) => centre(typical(i))))?.support ?? [0, Infinity];
}

function impossible<K extends string>(space: Coordinates<K>, { exact }: Claims): never {
  const end = middleSupport(space).find((x) => x === exact.at[0] || x === exact.at.at(-1));
  const reason =
    end === undefined ? "" : `: an amount is ${end}, where its support ends and densities are 0 or infinite`;
  const name = space.family.definition.family;
  throw new ActuarialError("ERR_DATA", `fit: no ${name} was found under which the claims can happen${reason}`);
}
