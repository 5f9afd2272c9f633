import { fail, nonNegative, numbers, positive, record } from "../check.js";
import { ActuarialError } from "../errors.js";
import { completeLaw } from "./law.js";
import { restrict } from "./restrict.js";
import { segmentsLaw } from "./segmentsLaw.js";
import { Severity } from "./severity.js";
import { interval, isSeverity } from "./truncated.js";

const tolerance = 1e-12;

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
  if (!Array.isArray(given.pieces)) fail("splice: pieces", "an array of severities", given.pieces);
  const pieces = given.pieces.map((piece, i) => isSeverity(`splice: pieces[${i}]`, piece));
  if (!(pieces.length >= 2)) fail("splice: pieces", "an array of 2 or more", given.pieces);
  const breaks = Array.from(numbers("splice: breaks", given.breaks, positive));
  if (breaks.length !== pieces.length - 1) {
    fail("splice: breaks", `one fewer than pieces, ${pieces.length - 1}`, given.breaks);
  }
  for (let i = 1; i < breaks.length; i++) {
    if (!(breaks[i - 1]! < breaks[i]!)) {
      fail(`splice: breaks[${i}]`, `a number > breaks[${i - 1}] = ${breaks[i - 1]}`, breaks[i]);
    }
  }
  const weights = Array.from(numbers("splice: weights", given.weights, nonNegative));
  if (weights.length !== pieces.length) fail("splice: weights", `as many as pieces, ${pieces.length}`, given.weights);
  const sum = weights.reduce((a, b) => a + b, 0);
  if (!(Math.abs(sum - 1) <= tolerance)) fail("splice: the sum of weights", "1 within 1e-12", sum);

  const segments = pieces.map((piece, i) => {
    const lower = i === 0 ? -Infinity : breaks[i - 1]!;
    const upper = i === breaks.length ? Infinity : breaks[i]!;
    const { mass, law } = restrict(piece.law, lower, upper);
    if (!(mass > 0)) {
      throw new ActuarialError("ERR_PARAMETER", `splice: pieces[${i}] has no mass ${interval(lower, upper)}`);
    }
    return { weight: weights[i]!, law };
  });
  const kept = { pieces: Object.freeze(pieces), breaks: Object.freeze(breaks), weights: Object.freeze(weights) };
  const law = segmentsLaw(
    segments.filter(({ weight }) => weight > 0).map(({ weight, law }) => ({ weight, law: law() })),
  );
  return new Severity("splice", kept, completeLaw(law));
}
