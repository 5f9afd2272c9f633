import { math } from "../kernel.js";
import { countSome } from "../tables/countLaw.js";
import { binomial } from "./binomial.js";
import { deterministic } from "./deterministic.js";
import type { Frequency } from "./frequency.js";
import { geometric } from "./geometric.js";
import { negativeBinomial } from "./negativeBinomial.js";
import { poisson } from "./poisson.js";
import { zeroModifiedBy } from "./zeroModified.js";

/**
 * A compound law that is one of a simpler kind (Loss Models, 7.2): the same law, without a recursion or with an easier
 * one. `compound` makes what is left of it.
 */
export function reducedCompound(
  primary: Frequency,
  secondary: Frequency,
  compound: (primary: Frequency, secondary: Frequency) => Frequency,
): Frequency | undefined {
  const some = countSome(secondary.law);
  if (some === 0 || countSome(primary.law) === 0) return deterministic({ n: 0 });
  // Clusters of one claim at most: claims are clusters, thinned.
  if (atMostOne(secondary)) return primary.thinned(some);
  if (secondary.family === "logarithmic" && primary.family === "poisson") {
    const beta = secondary.parameters.beta as number;
    return negativeBinomial({ r: primary.bound.mean / math.log1p(beta), beta });
  }
  const clusters = modifiedBase(primary);
  if (clusters !== undefined) {
    // Given that there are claims, the law is that of the base.
    const of = compound(clusters, secondary);
    const factor = countSome(primary.law) / countSome(clusters.law);
    return zeroModifiedBy(of, factor * countSome(of.law));
  }
  const base = modifiedBase(secondary);
  if (base !== undefined) {
    // The clusters that are of the base, in law: P_K = 1 + factor (P_base - 1).
    const spread = scaled(primary, some / countSome(base.law));
    return spread && compound(spread, base);
  }
  return undefined;
}

function atMostOne({ law }: Frequency): boolean {
  if (law.kind === "points") return law.counts.every((n) => n <= 1);
  return law.kind === "binomial" && law.a <= 1;
}

function modifiedBase({ family, parameters }: Frequency): Frequency | undefined {
  const modified = family === "zeroModified" || family === "zeroTruncated";
  return modified ? (parameters.frequency as Frequency) : undefined;
}

/** The law with generating function P(1 + factor (z - 1)): thinning, and in some families its reverse. */
function scaled(frequency: Frequency, factor: number): Frequency | undefined {
  if (factor <= 1) return frequency.thinned(factor);
  const { lambda, r, beta, m, q } = frequency.parameters as { readonly [name: string]: number };
  switch (frequency.family) {
    case "poisson":
      return lambda! * factor < Infinity ? poisson({ lambda: lambda! * factor }) : undefined;
    case "negativeBinomial":
      return beta! * factor < Infinity ? negativeBinomial({ r: r!, beta: beta! * factor }) : undefined;
    case "geometric":
      return beta! * factor < Infinity ? geometric({ beta: beta! * factor }) : undefined;
    case "binomial":
      return q! * factor <= 1 ? binomial({ m: m!, q: q! * factor }) : undefined;
    default:
      return undefined;
  }
}
