import { median, medianInterval } from "../dist/statistics.js";

/** Ratios as they were recorded: time of plain JavaScript over time of the library, by the pair's name. */
export interface Baseline {
  readonly cpu: string;
  readonly node: string;
  readonly kernelId: string;
  readonly ratios: Readonly<Record<string, number>>;
}

export interface Judgement {
  readonly name: string;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** Undefined where the baseline does not know the pair. */
  readonly baseline: number | undefined;
  readonly verdict: "held" | "slower" | "new" | "gone";
}

/**
 * The least share of its recorded ratio that a pair must reach. Medians of repeated runs on one busy machine of two cores
 * lay within 12 % of each other, those of new models within 30 %; a kernel that loses vector instructions or a plan that loses a rewrite costs a factor of
 * two or more. What lies between is for `lundberg bench --against`, on a quiet machine.
 */
export const leastShare = 0.7;

/**
 * A pair is slower where even the upper end of its median's interval is below the share: noise alone then fails it about
 * once in 40 runs at the very limit, and hardly ever away from it. A pair that is gone fails too.
 */
export function judge(measured: ReadonlyMap<string, readonly number[]>, baseline: Baseline): readonly Judgement[] {
  const judged = [...measured].map(([name, ratios]): Judgement => {
    const { low, high } = medianInterval(ratios);
    const before = Object.hasOwn(baseline.ratios, name) ? baseline.ratios[name] : undefined;
    const verdict = before === undefined ? "new" : high >= leastShare * before ? "held" : "slower";
    return { name, ratio: median(ratios), low, high, baseline: before, verdict };
  });
  const gone = Object.entries(baseline.ratios).filter(([name]) => !measured.has(name));
  return [
    ...judged,
    ...gone.map(([name, ratio]): Judgement => ({ name, ratio: 0, low: 0, high: 0, baseline: ratio, verdict: "gone" })),
  ];
}

export function failed({ verdict }: Judgement): boolean {
  return verdict === "slower" || verdict === "gone";
}
