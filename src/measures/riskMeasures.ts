import { fail, numbers, openProbability, record } from "../check.js";
import { ActuarialError } from "../errors.js";
import { tvarOf } from "./intervals.js";
import { isLossStream, type Losses, type LossStream } from "./lossSource.js";
import { select } from "./orderStatistics.js";
import { rankAtLevel } from "./ranks.js";

/** VaR and TVaR of some losses at one level, in the unit of the losses. */
export interface RiskMeasure {
  readonly level: number;
  readonly var: number;
  readonly tvar: number;
}

/**
 * Exact VaR and TVaR (expected shortfall) of losses, by selection: VaR at p is the loss of rank ceil(n p); TVaR the
 * mean of the worst 1 - p, atoms split (Acerbi & Tasche 2002).
 * @param losses n annual losses in any order, or a file of them (`openLosses`), which is read from end to end a few times; infinities are allowed, and an infinite tail has an infinite TVaR.
 * @param options `levels`: probabilities above 0 and below 1, in any order; the answers come in the same order.
 * @throws ActuarialError ERR_PARAMETER, ERR_UNKNOWN_KEY; ERR_DATA on NaN, with its index.
 */
export function riskMeasures(
  losses: Losses | LossStream,
  options: { levels: readonly number[] | Float64Array },
): RiskMeasure[] {
  if (!(losses instanceof Float64Array || losses instanceof Float32Array || isLossStream(losses))) {
    fail("riskMeasures: losses", "a Float64Array, a Float32Array or a file of losses", losses);
  }
  if (losses.length === 0) throw new ActuarialError("ERR_DATA", "riskMeasures: losses must not be empty");
  const { levels: given } = record("riskMeasures", options, ["levels"]);
  const levels = Array.from(numbers("riskMeasures: levels", given, openProbability));
  if (levels.length === 0) fail("riskMeasures: levels", "a non-empty array", given);
  const places = levels.map((level) => rankAtLevel(losses.length, level));
  const ranks = places.map(({ rank }) => rank);
  const { values, excesses } = select(losses, ranks, ranks);
  return levels.map((level, i) => {
    const { rank, position } = places[i]!;
    const value = values.get(rank)!;
    return { level, var: value, tvar: tvarOf(value, excesses.get(rank)!, losses.length, position) };
  });
}
