import { number, positiveOrInfinite, record } from "../check.js";
import { isSeverity } from "./isSeverity.js";
import { completeLaw, type SeverityLaw } from "./law.js";
import { pointsLaw } from "./pointsLaw.js";
import { restrict } from "./restrict.js";
import { segmentsLaw } from "./segmentsLaw.js";
import { Severity } from "./severity.js";

/**
 * min(X, at), at > 0 or Infinity (Loss Models, 8.5: limited loss variable). Every loss above `at` is `at`, which is an
 * atom of the law with P(X >= at).
 */
export function limited(parameters: { readonly severity: Severity; readonly at: number }): Severity {
  const given = record("limited", parameters, ["severity", "at"]);
  const severity = isSeverity("limited: severity", given.severity);
  const at = number("limited: at", given.at, positiveOrInfinite);
  return new Severity("limited", { severity, at }, limitedLaw(severity.law, at));
}

function limitedLaw(law: SeverityLaw, at: number): SeverityLaw {
  if (at >= law.support[1]) return law;
  const atom = completeLaw(pointsLaw(Float64Array.of(at), Float64Array.of(1)));
  const below = restrict(law, -Infinity, at);
  if (!(below.mass > 0)) return atom;
  // The first segment may end in an atom at `at` too, which the law's functions, those of X up to there, do not notice.
  const segments = segmentsLaw([
    { weight: below.mass, law: below.law() },
    { weight: law.survival(at), law: atom },
  ]);
  return completeLaw({
    ...segments,
    support: [law.support[0], at],
    density: (x) => (x < at ? law.density(x) : 0),
    survival: law.survival,
    cdf: law.cdf,
    quantile: (p) => Math.min(law.quantile(p), at),
    survivalQuantile: (s) => Math.min(law.survivalQuantile(s), at),
    mean: () => law.limitedMean(at),
    moment: (k) => law.limitedMoment(k, at),
    limitedMoment: law.limitedMoment,
    layer: (attachment, limit) => law.layer(attachment, Math.min(limit, at - attachment)),
    restricted: (lower, upper) => {
      if (upper < at) return restrict(law, lower, upper);
      const { mass, law: above } = restrict(law, lower, Infinity);
      return { mass: lower < at ? mass : 0, law: () => limitedLaw(above(), at) };
    },
  });
}
