import { type Portfolio, PricingModel, type SimulateOptions, type SimulationResult } from "../../dist/index.js";

export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A model, how many trials a run of it has, and what its measures truly are, found in another way. */
export interface StudyCase {
  readonly name: string;
  readonly portfolio: Portfolio;
  readonly trials: number;
  readonly truth: () => Promise<ReadonlyMap<string, number>>;
  /** Besides trials, seed and levels. */
  readonly options?: Pick<SimulateOptions, "outputs">;
  /** By the names of `truth`; default mean, VaR and TVaR. */
  readonly estimates?: (result: SimulationResult) => ReadonlyMap<string, Estimate>;
}

export interface Study {
  readonly title: string;
  readonly varianceReduction: NonNullable<SimulateOptions["varianceReduction"]>;
  readonly cases: readonly StudyCase[];
}

/** What was found about one measure of a case. */
export interface Finding {
  readonly measure: string;
  /** Variance of the plain runs over that of the others, of as many trials, and its 95 % interval. */
  readonly ratio: Estimate;
  /** The share of 95 % intervals that hold the truth: of plain runs, and of the others. */
  readonly plainCoverage: number;
  readonly coverage: number;
}

export interface CaseFindings {
  readonly name: string;
  readonly findings: readonly Finding[];
  /** Processor time of a run, with all that is solved or tabulated for it, in that of a plain one. */
  readonly cost: number;
}

export const levels: readonly number[] = [0.9, 0.99, 0.995];
const normal975 = 1.959963984540054;

function measuresOf(result: SimulationResult): Map<string, Estimate> {
  const { value, standardError } = result.mean;
  const half = normal975 * standardError;
  const found = new Map<string, Estimate>([["mean", { value, low: value - half, high: value + half }]]);
  for (const level of levels) found.set(`VaR ${level}`, result.var(level));
  for (const level of levels) found.set(`TVaR ${level}`, result.tvar(level));
  return found;
}

/** Runs a case with `runs` seeds, with the reduction and without. */
export async function studyCase(
  study: StudyCase,
  how: Study["varianceReduction"],
  runs: number,
): Promise<CaseFindings> {
  const { name, portfolio, trials, options, estimates = measuresOf } = study;
  const model = new PricingModel(portfolio);
  const truth = await study.truth();
  const kinds = { plain: {}, reduced: { varianceReduction: how } };
  const found = { plain: new Map<string, Estimate[]>(), reduced: new Map<string, Estimate[]>() };
  const spent = { plain: 0, reduced: 0 };
  for (let seed = 1; seed <= runs; seed++) {
    for (const kind of ["plain", "reduced"] as const) {
      const before = process.cpuUsage();
      const result = await model.simulate({ trials, seed, workers: 1, levels, ...options, ...kinds[kind] });
      const measured = estimates(result);
      const { user, system } = process.cpuUsage(before);
      spent[kind] += user + system;
      for (const measure of truth.keys()) {
        found[kind].set(measure, [...(found[kind].get(measure) ?? []), measured.get(measure)!]);
      }
      result.release();
    }
  }
  // Of the logarithm of a ratio of two sample variances, 2 / (runs - 1) each where estimates are nearly normal.
  const factor = Math.exp(normal975 * Math.sqrt(4 / (runs - 1)));
  const findings = [...truth].map(([measure, value]): Finding => {
    const [before, after] = [found.plain.get(measure)!, found.reduced.get(measure)!];
    const ratio = variance(before) / variance(after);
    return {
      measure,
      ratio: { value: ratio, low: ratio / factor, high: ratio * factor },
      plainCoverage: coverage(before, value),
      coverage: coverage(after, value),
    };
  });
  return { name, findings, cost: spent.reduced / spent.plain };
}

function variance(estimates: readonly Estimate[]): number {
  const mean = estimates.reduce((sum, { value }) => sum + value, 0) / estimates.length;
  return estimates.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (estimates.length - 1);
}

function coverage(estimates: readonly Estimate[], truth: number): number {
  return estimates.filter(({ low, high }) => low <= truth && truth <= high).length / estimates.length;
}
