import { math } from "../kernel.js";
import { countCells } from "../tables/countCells.js";
import { countKind, type ParametricCounts } from "../tables/countLaw.js";
import { lawTable, type SeverityTable, severityTable } from "../tables/severityTable.js";
import type { Count } from "./counting.js";
import { isParametric, meanCount, sumLaw } from "./sumLaw.js";

/** Laws of more peaks than this are no smooth curve: a peak for each of the first alpha / 4 counts or so. */
const largestAlpha = 100;
/** Of the count; beyond, rounding a count times alpha would tell. */
const largestMean = 1e9;
/** The law must be seen whole: its density integrates to 1, by itself. */
const whole = 1e-12;
const mostPanels = 300;
/** A density takes so long to compute that setup would not pay. */
const mostTerms = 3000;

/**
 * The table of a whole sum of gamma(alpha, scale) claims, N of them: one draw in place of a count and a gamma variable.
 * Undefined where the sum's density cannot be tabulated to its bound.
 */
export function sumTable({ law, positive }: Count, alpha: number, scale: number): SeverityTable | undefined {
  if (!isParametric(law) || !(alpha <= largestAlpha && meanCount(law) <= largestMean)) return undefined;
  if (!(termsOf(law) <= mostTerms)) return undefined;
  const some = -math.expm1(math.logPmf(countKind[law.kind], law.a, law.b, 0));
  if (!(some > 0)) return undefined;
  const atoms = positive || some === 1 ? [] : [{ value: 0, width: 0, weight: 1 - some }];
  const table = lawTable(atoms, [{ law: sumLaw(law, alpha, scale), weight: positive ? 1 : some }]);
  const fits = table.worst <= 1 && Math.abs(table.integral - 1) <= whole && table.panels <= mostPanels;
  return fits ? table : undefined;
}

/** About how many counts have a noticeable share in the density of a sum, where they are not summed in steps. */
function termsOf({ kind, a, b }: ParametricCounts): number {
  const mean = meanCount({ kind, a, b });
  const variance = kind === "poisson" ? mean : kind === "binomial" ? mean * (1 - b) : mean * (1 + b);
  const deviation = Math.sqrt(variance);
  return mean > 14 * deviation ? 0 : mean + 13 * deviation;
}

/** The table of N times an amount; undefined where N has more values than are listed one by one. */
export function multiplesTable({ law, positive }: Count, amount: number): SeverityTable | undefined {
  const cells = countCells(law, positive).sort((a, b) => a.first - b.first);
  if (cells.some(({ width }) => width !== 1)) return undefined;
  const total = cells.reduce((sum, { hat }) => sum + hat, 0);
  const values = Float64Array.from(cells, ({ first }) => first * amount);
  const weights = Float64Array.from(cells, ({ hat }) => hat / total);
  return severityTable([{ kind: "points", weight: 1, values, weights }]);
}
