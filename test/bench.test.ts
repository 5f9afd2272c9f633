import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Baseline, judge, leastShare } from "../bench/judge.js";
import { pairs } from "../bench/ratios.js";
import { compare, verdict } from "../dist/bench/compare.js";
import { benchPage, figures, readRecord } from "../dist/bench/index.js";
import { frequencyLaws, severityLaws } from "../dist/bench/laws.js";
import { workerCounts } from "../dist/bench/throughput.js";
import { detect, frequencyFamilies, severityFamilies } from "../dist/index.js";
import { markdown } from "../dist/report/index.js";
import { median, medianInterval } from "../dist/statistics.js";
import { madeUpRecord } from "./support/benchRecord.js";

describe("the interval of a median", () => {
  it("misses it at most once in 20, by counting every way that values can fall", () => {
    for (let n = 6; n <= 15; n++) {
      // Each value lies below the median or above it; the sign of the i-th is the i-th bit.
      let missed = 0;
      for (let bits = 0; bits < 2 ** n; bits++) {
        const values = Array.from({ length: n }, (_, i) => ((bits >> i) & 1 ? i + 1 : -i - 1));
        const { low, high } = medianInterval(values);
        if (!(low < 0 && high > 0)) missed++;
      }
      expect(missed / 2 ** n).toBeLessThanOrEqual(0.05);
      // The next narrower one would miss it more often.
      const narrower = Array.from({ length: n }, (_, i) => i);
      const { low } = medianInterval(narrower);
      let tail = 0;
      let ways = 1;
      for (let i = 0; i <= low + 1; i++) {
        tail += ways;
        ways = (ways * (n - i)) / (i + 1);
      }
      expect((2 * tail) / 2 ** n).toBeGreaterThan(0.05);
    }
  });

  it("is all there is, of few values", () => {
    expect(medianInterval([3, 1, 2])).toEqual({ low: 1, high: 3 });
    expect(medianInterval([5])).toEqual({ low: 5, high: 5 });
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});

describe("the comparison with an earlier report", () => {
  it.each([
    [{ median: 0.9, low: 0.85, high: 0.99 }, "better"],
    [{ median: 0.9, low: 0.85, high: 1.01 }, "within noise"],
    [{ median: 0.96, low: 0.95, high: 0.97 }, "within noise"],
    [{ median: 1.1, low: 1.01, high: 1.2 }, "worse"],
    [{ median: 1.1, low: 0.99, high: 1.2 }, "within noise"],
    [{ median: 1.04, low: 1.03, high: 1.05 }, "within noise"],
  ] as const)("calls %j %s", (ratio, expected) => {
    expect(verdict(ratio)).toBe(expected);
  });

  it("finds what became slower, and nothing else", () => {
    const { rows, unmatched, figures } = compare(madeUpRecord(1.2), madeUpRecord());
    expect(rows).toHaveLength(madeUpRecord().measurements.length);
    for (const { label, verdict, ratio } of rows) {
      expect(verdict).toBe(/^claims with terms/.test(label) ? "worse" : "within noise");
      expect(ratio.median).toBeCloseTo(/^claims with terms/.test(label) ? 1.2 : 1, 6);
    }
    expect([unmatched, figures]).toEqual([[], []]);
  });

  it("compares only like with like, and says what it leaves out", () => {
    const now = madeUpRecord();
    const measurements = now.measurements
      .filter(({ figure }) => figure !== "memory")
      .map((each) => (each.label === "beta" ? { ...each, at: 8192 } : each));
    const { rows, unmatched, figures } = compare({ ...now, measurements }, madeUpRecord());
    expect(rows.some(({ label, figure }) => label === "beta" || figure === "memory")).toBe(false);
    expect(unmatched).toEqual(["families: beta", "families: beta"]);
    expect(figures).toEqual(["memory"]);
  });
});

describe("a saved report", () => {
  const text = JSON.stringify(madeUpRecord());

  it("is read as it was written", () => {
    expect(readRecord(text, "r.json")).toEqual(madeUpRecord());
  });

  it.each([
    ["not JSON", /^r\.json is not JSON/],
    ["null", /^r\.json: format must be "lundberg bench 1", got undefined/],
    [text.replace("lundberg bench 1", "lundberg bench 0"), /format must be "lundberg bench 1", got "lundberg bench 0"/],
    [text.replace('"quick":false', '"quick":"no"'), /quick must be true or false, got "no"/],
    [text.replace(/"samples":\[[^\]]*\]/, '"samples":[1,-1]'), /samples\[1\] must be a finite number > 0, got -1/],
    [text.replace(/"samples":\[[^\]]*\]/, '"samples":[]'), /samples must be at least one number/],
    [text.replace('"unit":"ns per step"', '"unit":7'), /measurements\[0\]\.unit must be a non-empty string, got 7/],
    [JSON.stringify({ ...madeUpRecord(), measurements: [null] }), /measurements\[0\]\.figure must be/],
  ])("is refused where it is none", (wrong, message) => {
    expect(() => readRecord(wrong, "r.json")).toThrow(expect.objectContaining({ code: "ERR_DATA" }));
    expect(() => readRecord(wrong, "r.json")).toThrow(message);
  });

  it("makes the whole report, every figure of it", () => {
    const page = benchPage(madeUpRecord(), madeUpRecord(1.3));
    expect(page.sections).toHaveLength(1 + figures.length);
    const told = markdown(page);
    expect(told).toMatch(/\*\*7 better, 0 worse, \d+ within noise\*\*/);
    expect(told).toContain("- this process: 8 threads: 8 cores");
    expect(told).not.toMatch(/NaN|undefined|Infinity/);
    expect(told).not.toContain("busy");
    expect(markdown(benchPage({ ...madeUpRecord(), waiting: 1.5 }))).toContain("**The machine was busy");
  });
});

describe("what is measured", () => {
  it("counts workers one by one, then in steps, to the most", () => {
    expect(workerCounts(1)).toEqual([1]);
    expect(workerCounts(2)).toEqual([1, 2]);
    expect(workerCounts(6)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(workerCounts(64)).toEqual([1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 29, 38, 50, 64]);
  });

  it("has every family whose claims are drawn one by one, and every frequency that the plan counts alone", async () => {
    const families = figures.find(({ name }) => name === "families")!;
    const hardware = await detect();
    const signal = new AbortController().signal;
    const quantities = await families.quantities({ quick: true, hardware, signal, waited: () => {} });
    const names = (of: string): string[] => quantities.filter(({ series }) => series === of).map(({ label }) => label);
    expect(severityLaws.map(([name]) => name)).toEqual(Object.keys(severityFamilies));
    expect(frequencyLaws.map(([name]) => name)).toEqual(Object.keys(frequencyFamilies));
    expect(names("severity")).toEqual(Object.keys(severityFamilies).filter((name) => name !== "constant"));
    expect(names("frequency").length).toBeGreaterThanOrEqual(Object.keys(frequencyFamilies).length - 1);
  });
});

describe("the figure of memory", () => {
  it("sees in a process of its own what is kept", { timeout: 60_000 }, async () => {
    const figure = figures.find(({ name }) => name === "memory")!;
    const surroundings = {
      quick: true,
      hardware: await detect(),
      signal: AbortSignal.timeout(60_000),
      waited: () => {},
    };
    const most = new Map<string, number>();
    for (const { series, sample } of await figure.quantities(surroundings)) most.set(series, await sample());
    const above = (series: string): number => most.get(series)! - most.get("no run")!;
    // 2 million losses, 8 bytes each or 4; a tenth of them and what finds them; none.
    expect(above("keep: losses")).toBeGreaterThan(16);
    expect(above("keep: losses") - above("storage: float32")).toBeGreaterThan(4);
    expect(above("storage: float32")).toBeGreaterThan(above("keep: tail"));
    expect(above("keep: none")).toBeLessThan(above("keep: losses") - 8);
  });
});

describe("the check of ratios", () => {
  const baseline: Baseline = {
    cpu: "a processor",
    node: "v20",
    kernelId: "k",
    ratios: { a: 10, b: 10, c: 10, gone: 2 },
  };
  const about = (middle: number): number[] => [0.9, 0.95, 1, 1, 1, 1.05, 1.1].map((x) => x * middle);

  it("fails what is surely slower, and what is no longer there", () => {
    const measured = new Map([
      ["a", about(9)],
      ["b", about(10 * leastShare * 0.9)],
      ["c", about(10 * leastShare * 0.95)],
      ["fresh", about(3)],
    ]);
    const verdicts = judge(measured, baseline).map(({ name, verdict }) => [name, verdict]);
    expect(verdicts).toEqual([
      ["a", "held"],
      ["b", "slower"],
      ["c", "held"],
      ["fresh", "new"],
      ["gone", "gone"],
    ]);
  });

  it("has a recorded ratio for every pair", async () => {
    const recorded = JSON.parse(readFileSync(new URL("../bench/baseline.json", import.meta.url), "utf8")) as Baseline;
    expect(Object.keys(recorded.ratios)).toEqual((await pairs()).map(({ name }) => name));
    for (const ratio of Object.values(recorded.ratios)) expect(ratio).toBeGreaterThan(0);
  });
});
