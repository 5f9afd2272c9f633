import { aligned, amount, returnPeriod, warningLines } from "../text.js";
import type { Bounded } from "./bounded.js";
import type { ExactExecution } from "./exactExecution.js";
import type { ExactWarning } from "./warnings.js";

interface Printable {
  readonly mean: Bounded;
  readonly standardDeviation: number;
  readonly skewness: number;
  readonly probabilityOfLoss: number;
  readonly warnings: readonly ExactWarning[];
  readonly execution: ExactExecution;
  var(p: number): Bounded;
  tvar(p: number): Bounded;
}

const digits = 9;

/** An exact result as a person reads it: moments, a row a level, what to beware of, how it was computed. */
export function exactText(result: Printable, title: string, levels: readonly number[]): string {
  const { mean, execution, warnings } = result;
  const { wallMs, points, step, lattice } = execution;
  return [
    `${title}: the exact law`,
    "",
    ...aligned([
      ["mean", amount(mean.value, digits), errorOf(mean)],
      ["standard deviation", amount(result.standardDeviation, digits), ""],
      ["skewness", amount(result.skewness, digits), ""],
      ["probability of a loss", `${amount(100 * result.probabilityOfLoss, digits)} %`, ""],
    ]),
    "",
    ...aligned([
      ["level", "return period", "VaR", "error", "TVaR", "error"],
      ...levels.map((level) => {
        const [atRisk, tail] = [result.var(level), result.tvar(level)];
        const cells = [atRisk, tail].flatMap((each) => [amount(each.value, digits), errorOf(each)]);
        return [String(level), returnPeriod(level), ...cells];
      }),
    ]),
    ...(warnings.length > 0 ? [""] : []),
    ...warningLines(warnings),
    "",
    `Fourier transform on ${amount(points)} points of ${amount(step)}${lattice ? ", the law's own grid" : ""}: ${amount(wallMs)} ms`,
  ].join("\n");
}

function errorOf({ low, high }: Bounded): string {
  return high - low > 0 ? `+- ${((high - low) / 2).toExponential(1)}` : "";
}
