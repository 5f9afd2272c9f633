import { fail, numbers, positive, record } from "../check.js";
import { ActuarialError } from "../errors.js";
import { severityList } from "./isSeverity.js";
import { completeLaw } from "./law.js";
import { probabilities } from "./probabilities.js";
import { restrict } from "./restrict.js";
import { segmentsLaw } from "./segmentsLaw.js";
import { Severity } from "./severity.js";
import { interval } from "./truncated.js";

/**
 * A law made of stretches of others (Loss Models, 5.2.6): with probability weights[i], X is pieces[i] given that
 * breaks[i - 1] < X <= breaks[i], where the first piece begins at the lower end of its support and the last goes on to
 * the upper end of its own. Breaks ascend, one fewer than pieces; weights sum to 1 within 1e-12.
 */
export function splice(parameters: {
  readonly pieces: readonly Severity[];
  readonly breaks: readonly number[] | Float64Array;
  readonly weights: readonly number[] | Float64Array;
}): Severity {
  const given = record("splice", parameters, ["pieces", "breaks", "weights"]);
  const pieces = severityList("splice: pieces", given.pieces, 2);
  const breaks = Array.from(numbers("splice: breaks", given.breaks, positive));
  if (breaks.length !== pieces.length - 1) {
    fail("splice: breaks", `one fewer than pieces, ${pieces.length - 1}`, given.breaks);
  }
  for (let i = 1; i < breaks.length; i++) {
    if (!(breaks[i - 1]! < breaks[i]!)) {
      fail(`splice: breaks[${i}]`, `a number > breaks[${i - 1}] = ${breaks[i - 1]}`, breaks[i]);
    }
  }
  const weights = probabilities("splice", given.weights, pieces.length, "pieces");

  const segments = pieces.map((piece, i) => {
    const lower = i === 0 ? -Infinity : breaks[i - 1]!;
    const upper = i === breaks.length ? Infinity : breaks[i]!;
    const { mass, law } = restrict(piece.law, lower, upper);
    if (!(mass > 0)) {
      throw new ActuarialError("ERR_PARAMETER", `splice: pieces[${i}] has no mass ${interval(lower, upper)}`);
    }
    return { weight: weights[i]!, law };
  });
  const law = segmentsLaw(
    segments.filter(({ weight }) => weight > 0).map(({ weight, law }) => ({ weight, law: law() })),
  );
  return new Severity("splice", { pieces, breaks: Object.freeze(breaks), weights }, completeLaw(law));
}
