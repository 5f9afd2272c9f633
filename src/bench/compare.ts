import { type Measurement, type Summary, summary } from "./measurement.js";
import type { BenchRecord } from "./record.js";

export type Verdict = "better" | "worse" | "within noise";

/** The same quantity in two reports: `ratio` is now over then, less than 1 where it became better. */
export interface Comparison {
  readonly figure: string;
  readonly label: string;
  readonly unit: string;
  readonly then: Summary;
  readonly now: Summary;
  readonly ratio: Summary;
  readonly verdict: Verdict;
}

export interface Compared {
  readonly rows: readonly Comparison[];
  /** Quantities that only one of the reports has, of figures that both have. */
  readonly unmatched: readonly string[];
  /** Figures that only one of them has. */
  readonly figures: readonly string[];
}

/** Less than this is no change, however sure it is. */
export const leastChange = 0.05;

/** The rule in words. */
export const ruleText: string = `Better or worse is said where the two medians' intervals (order statistics of the repetitions, which enclose the median at least 19 times in 20) do not overlap, and the medians differ by more than ${100 * leastChange} %. All else is within noise.`;

export function compare(now: BenchRecord, then: BenchRecord): Compared {
  const before = new Map(then.measurements.map((each) => [keyOf(each), each]));
  const after = new Set(now.measurements.map(keyOf));
  const rows = now.measurements.flatMap((measurement) => {
    const earlier = before.get(keyOf(measurement));
    return earlier === undefined ? [] : [comparison(measurement, summary(earlier), summary(measurement))];
  });
  const lone = [
    ...now.measurements.filter((each) => !before.has(keyOf(each))),
    ...then.measurements.filter((each) => !after.has(keyOf(each))),
  ];
  const inBoth = (name: string): boolean =>
    [now, then].every(({ measurements }) => measurements.some(({ figure }) => figure === name));
  return {
    rows,
    unmatched: lone.filter(({ figure }) => inBoth(figure)).map(({ figure, label }) => `${figure}: ${label}`),
    figures: [...new Set(lone.map(({ figure }) => figure).filter((name) => !inBoth(name)))],
  };
}

function keyOf({ figure, label, at, unit }: Measurement): string {
  return `${figure}: ${label} at ${at}, ${unit}`;
}

function comparison({ figure, label, unit }: Measurement, then: Summary, now: Summary): Comparison {
  const ratio = {
    median: now.median / then.median,
    low: now.low / then.high,
    high: now.high / then.low,
  };
  return { figure, label, unit, then, now, ratio, verdict: verdict(ratio) };
}

export function verdict({ median, low, high }: Summary): Verdict {
  if (high < 1 && median < 1 - leastChange) return "better";
  if (low > 1 && median > 1 + leastChange) return "worse";
  return "within noise";
}
