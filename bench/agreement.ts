import type { Measures, Outcome } from "./lundberg.js";
import type { Answer } from "./peer.js";

/** Standard errors apart at which two estimates of one mean count as different: by chance once in 500 million. */
const mostErrors = 6;
/** TVaR may differ by the order of its sum; VaR is an order statistic, the same double by any method. */
const tailTolerance = 1e-11;
/** What rounding may make of a probability. */
const massTolerance = 1e-14;

/**
 * A time says nothing unless both simulate the same model, or measure the same losses.
 * @throws Error where a peer's answer for `theirs` trials is not that of lundberg's outcome for `ours` trials
 */
export function agree(outcome: Outcome, ours: number, answer: Answer, theirs: number): void {
  const { mean, standardDeviation, measures, probabilities } = outcome;
  if (mean !== undefined && standardDeviation !== undefined && answer.mean !== undefined) {
    const apart = Math.abs(mean - answer.mean) / (standardDeviation * Math.sqrt(1 / ours + 1 / theirs));
    if (!(apart < mostErrors)) {
      throw new Error(`means ${mean} (lundberg) and ${answer.mean} are ${apart.toFixed(1)} standard errors apart`);
    }
  }
  if (measures !== undefined && answer.var !== undefined && answer.tvar !== undefined) {
    sameMeasures(measures, { var: answer.var, tvar: answer.tvar });
  }
  if (probabilities !== undefined && answer.probabilities !== undefined) {
    const apart = probabilities.map((mass, i) => Math.abs(mass - answer.probabilities![i]!));
    if (!apart.every((difference) => difference <= massTolerance)) {
      throw new Error(`probabilities ${answer.probabilities.join(", ")}, lundberg's ${probabilities.join(", ")}`);
    }
  }
}

function sameMeasures(ours: Measures, theirs: Measures): void {
  const same =
    theirs.var.length === ours.var.length &&
    theirs.var.every((value, i) => value === ours.var[i]) &&
    theirs.tvar.every((value, i) => Math.abs(value - ours.tvar[i]!) <= tailTolerance * value);
  if (!same) throw new Error(`VaR and TVaR ${JSON.stringify(theirs)}, lundberg's ${JSON.stringify(ours)}`);
}
