import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { Gauge, Registry } from "prom-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  close,
  gamma,
  inforce,
  type Metrics,
  metrics,
  PricingModel,
  poisson,
  portfolio,
  prometheusText,
} from "../dist/index.js";
import { Histogram } from "../dist/monitoring/histogram.js";
import { RunWatch, totals } from "../dist/monitoring/runs.js";
import { whole } from "./support/faultRuns.js";
import { ways, withFault } from "./support/faultyThreads.js";

afterAll(() => close());

const book = (lambda = 5): PricingModel =>
  new PricingModel(
    portfolio([inforce({ name: "a", frequency: poisson({ lambda }), severity: gamma({ alpha: 2, theta: 1000 }) })]),
  );

describe("a histogram", () => {
  it("knows quantiles to a 64th, of any number of values", () => {
    const histogram = new Histogram();
    const values = Array.from({ length: 9999 }, (_, i) => 0.002 * 1.0015 ** ((i * 7919) % 9999));
    for (const value of values) histogram.record(value);
    const sorted = values.toSorted((a, b) => a - b);
    for (const p of [0.001, 0.5, 0.95, 0.99, 1]) {
      const exact = sorted[Math.ceil(p * values.length) - 1]!;
      expect(Math.abs(histogram.quantile(p) / exact - 1), `${p}`).toBeLessThan(1 / 64);
    }
    expect(histogram.count).toBe(9999);
    expect(histogram.largest).toBe(sorted.at(-1));
    expect(histogram.sum).toBeCloseTo(
      values.reduce((a, b) => a + b),
      6,
    );
    for (const bound of [2 ** -5, 1, 2, 1024]) {
      expect(histogram.below(bound)).toBe(sorted.filter((value) => value < bound).length);
    }
  });

  it("counts what is outside its range at the ends, and has no quantile of nothing", () => {
    const histogram = new Histogram();
    expect(histogram.quantile(0.5)).toBeNaN();
    for (const value of [0, 1e-9, 1e12]) histogram.record(value);
    expect(histogram.quantile(0.5)).toBeLessThan(0.001);
    expect(histogram.below(1)).toBe(2);
    expect(histogram.quantile(1)).toBeGreaterThan(4e9);
    expect(histogram.below(2 ** 31)).toBe(2);
  });
});

describe("metrics", () => {
  let before: Metrics;
  beforeAll(() => {
    before = metrics();
  });

  it("count runs, trials and how they ended", async () => {
    const model = book();
    (await model.simulate({ trials: 10_000, seed: 1, workers: 1 })).release();
    (await model.simulate({ trials: 30_000, seed: 1, workers: 2 })).release();
    const abort = new AbortController();
    const aborted = model.simulate({ trials: 1e9, keep: "none", signal: abort.signal });
    expect(metrics().runs.underWay).toBeLessThanOrEqual(1);
    setTimeout(() => abort.abort(), 20);
    await expect(aborted).rejects.toThrow();
    const failing = model.simulate({
      trials: 1e6,
      workers: 1,
      onProgress: () => {
        throw new Error("no");
      },
    });
    await expect(failing).rejects.toThrow("no");
    const now = metrics();
    expect(now.runs.done - before.runs.done).toBe(2);
    expect(now.runs.aborted - before.runs.aborted).toBe(1);
    expect(now.runs.failed - before.runs.failed).toBe(1);
    expect(now.runs.underWay).toBe(0);
    expect(now.trials - before.trials).toBe(40_000);
    expect(now.latencyMs.p50).toBeGreaterThan(0);
    expect(now.latencyMs.p50).toBeLessThanOrEqual(now.latencyMs.p95);
    expect(now.latencyMs.p95).toBeLessThanOrEqual(now.latencyMs.p99);
    expect(now.latencyMs.p99).toBeLessThanOrEqual(now.latencyMs.largest);
    expect(now.busyMs).toBeGreaterThanOrEqual(before.busyMs + 20);
    expect(now.processorMs).toBeGreaterThan(before.processorMs);
    expect(now.trialsPerSecond).toBeCloseTo((1000 * now.trials) / now.busyMs, 6);
    expect(now.peakMemory).toBeGreaterThan(30e6);
    expect(now.peakMemory).toBeLessThan(1e11);
    expect(Object.isFrozen(now.reuse.arrays)).toBe(true);
    // What is refused before it begins is no run.
    await expect(model.simulate({ trials: 1e12, memoryLimit: 1e6 })).rejects.toThrow();
    expect(metrics().runs).toEqual(now.runs);
  });

  it("count what is used again: arrays and threads by later runs, tables by a model's later runs", async () => {
    await close();
    // Another model that is like this one would have made its tables.
    const model = book(6);
    const run = async (): Promise<Metrics["reuse"]> => {
      const { reuse } = metrics();
      (await model.simulate({ trials: 100_000, seed: 1, workers: 2 })).release();
      const after = metrics().reuse;
      const names = ["arrays", "threads", "tables"] as const;
      return Object.fromEntries(
        names.map((name) => {
          const [uses, made] = [after[name].uses - reuse[name].uses, after[name].made - reuse[name].made];
          return [name, { uses, made, hitRate: 1 - made / uses }];
        }),
      ) as never;
    };
    const first = await run();
    expect(first).toMatchObject({ threads: { uses: 2, made: 2 }, tables: { uses: 1, made: 1 } });
    expect(first.arrays.made).toBe(first.arrays.uses);
    const second = await run();
    expect(second).toEqual({
      arrays: { uses: first.arrays.uses, made: 0, hitRate: 1 },
      threads: { uses: 2, made: 0, hitRate: 1 },
      tables: { uses: 1, made: 0, hitRate: 1 },
    });
  });

  it("count blocks that were run again because their thread was lost", async () => {
    const { model, run } = whole;
    const { blocksRerun } = metrics();
    const result = await withFault({ ...ways["exits with 7"]!, beat: 5 }, () => model.simulate({ ...run, workers: 2 }));
    expect(result.execution.blocksRerun).toBeGreaterThan(0);
    expect(metrics().blocksRerun - blocksRerun).toBe(result.execution.blocksRerun);
  });

  it("judge runs that are alone and long: by processor time for each worker", async () => {
    const judge = async (ms: number, work: () => Promise<unknown>, workers = 1): Promise<unknown> => {
      const { judged, contended } = metrics().contention;
      const watch = new RunWatch();
      await watch.drawing(workers, work);
      watch.end("aborted", { trials: 0, blocksRerun: 0 });
      const now = metrics().contention;
      expect(now.now).toBe(totals.disturbed);
      return [now.judged - judged, now.contended - contended, ms];
    };
    const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
    expect(await judge(80, () => sleep(80))).toEqual([1, 1, 80]);
    expect(metrics().contention.now).toBe(true);
    expect(await judge(10, () => sleep(10))).toEqual([0, 0, 10]);
    const other = new RunWatch();
    expect(await judge(80, () => sleep(80))).toEqual([0, 0, 80]);
    other.end("aborted", { trials: 0, blocksRerun: 0 });
  });

  it("take no more room after more runs", async () => {
    const model = book();
    for (let i = 0; i < 50; i++) (await model.simulate({ trials: 100, seed: i, workers: 1 })).release();
    const size = (): number => JSON.stringify(totals).length;
    const [few, text] = [size(), (await prometheusText()).split("\n").length];
    for (let i = 0; i < 200; i++) (await model.simulate({ trials: 100, seed: i, workers: 1 })).release();
    expect(size()).toBeLessThan(few + 20);
    expect((await prometheusText()).split("\n")).toHaveLength(text);
  });
});

describe("prometheusText", () => {
  it("is what prom-client writes of the metrics", async () => {
    (await book().simulate({ trials: 5000, seed: 1, workers: 1 })).release();
    const now = metrics();
    const text = await prometheusText();
    const value = (name: string): number =>
      Number(
        text
          .split("\n")
          .find((line) => line.startsWith(`${name} `))
          ?.split(" ")[1],
      );
    expect(value('lundberg_runs_total{outcome="done"}')).toBe(now.runs.done);
    expect(value("lundberg_trials_total")).toBe(now.trials);
    expect(value("lundberg_run_duration_seconds_count")).toBe(now.runs.done);
    expect(value('lundberg_run_duration_seconds_bucket{le="+Inf"}')).toBe(now.runs.done);
    expect(value("lundberg_run_duration_seconds_sum")).toBeCloseTo((now.latencyMs.mean * now.runs.done) / 1000, 9);
    expect(value('lundberg_kept_made_total{kept="threads"}')).toBe(now.reuse.threads.made);
    expect(value("lundberg_busy_seconds_total")).toBeCloseTo(now.busyMs / 1000, 9);
    expect(text).toContain("# TYPE lundberg_run_duration_seconds histogram");
    // Every line is a comment or a sample, and the buckets ascend.
    for (const line of text.trim().split("\n")) {
      expect(line).toMatch(/^(# (HELP|TYPE) lundberg_|lundberg_[a-z_]+(\{[a-z]+="[^"]+"\})? [\d.e+-]+$|$)/);
    }
    const buckets = [...text.matchAll(/_bucket\{le="([^"]+)"\} (\d+)/g)].map(([, , count]) => Number(count));
    expect(buckets).toHaveLength(18);
    expect(buckets).toEqual(buckets.toSorted((a, b) => a - b));
  });

  it("stands beside the metrics of a registry of the application's own", async () => {
    const registry = new Registry();
    new Gauge({ name: "app_ready", help: "Ready.", registers: [registry] }).set(1);
    for (let i = 0; i < 2; i++) {
      const text = await prometheusText({ registry });
      expect(text).toContain("app_ready 1");
      expect(text.match(/^lundberg_trials_total /gm)).toHaveLength(1);
    }
    expect(await registry.metrics()).toContain("lundberg_runs_under_way 0");
    expect((await registry.getMetricsAsJSON()).map(({ name }) => name)).toContain("lundberg_run_duration_seconds");
    registry.resetMetrics();
    expect(await prometheusText()).not.toContain("app_ready");
  });

  it("refuses what is no registry, and says what to install where prom-client is missing", async () => {
    for (const registry of [1, null, {}, { metrics: 1 }]) {
      await expect(prometheusText({ registry } as never)).rejects.toMatchObject({ code: "ERR_PARAMETER" });
    }
    await expect(prometheusText({ registers: 1 } as never)).rejects.toMatchObject({ code: "ERR_UNKNOWN_KEY" });
    const folder = mkdtempSync(join(tmpdir(), "lundberg-alone-"));
    try {
      for (const file of ["index.js", "lundberg.js", "words.js"])
        copyFileSync(resolve("dist", file), join(folder, file));
      writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
      const program = `import { prometheusText } from "./index.js";
        await prometheusText().catch(({ code, message }) => console.log(code, message));`;
      const args = ["--input-type=module", "-e", program];
      const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder });
      expect(stdout).toBe("ERR_UNSUPPORTED prometheusText needs the package prom-client; npm install prom-client\n");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
