import { execFile } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { findingsOf, speedOf } from "../dist/calibration/findings.js";
import type { Readings } from "../dist/calibration/measurement.js";
import { breakEvenOf, type Pair, settle } from "../dist/calibration/settle.js";
import { ActuarialError, calibrate, close, gamma, inforce, PricingModel, poisson, portfolio } from "../dist/index.js";
import { chooseWorkers } from "../dist/simulation/chooseWorkers.js";
import {
  calibrationFormat,
  calibrationName,
  calibrationText,
  ownKey,
  readCalibration,
  type StoredCalibration,
} from "../dist/speed/calibrationFile.js";
import { learnSpeed } from "../dist/speed/knownSpeed.js";
import { builtIn, pieceNames, type Speed, speedup } from "../dist/speed/speed.js";

const home = mkdtempSync(join(tmpdir(), "lundberg-calibration-"));
const folder = join(home, "lundberg", "calibration");
process.env.XDG_CACHE_HOME = home;
afterAll(async () => {
  await close();
  rmSync(home, { recursive: true, force: true });
});

const model = new PricingModel(
  portfolio([inforce({ name: "a", frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1000 }) })]),
);
const stored = (speed: Partial<Speed> = {}, date = new Date(Date.now() - 1000)): StoredCalibration => ({
  format: calibrationFormat,
  key: ownKey(),
  date: date.toISOString(),
  speed: { ...builtIn, ...speed },
});

describe("what is taken of rounds", () => {
  it("is the median where it is off by more than 5 % and six of seven rounds say so", () => {
    expect(settle([2, 2.1, 1.9, 2, 2.2, 2, 2], 1)).toMatchObject({ value: 2, verdict: "measured" });
    expect(settle([2, 2.1, 1.9, 2, 2.2, 2, 0.5], 1)).toMatchObject({ value: 2, verdict: "measured" });
    expect(settle([2, 2.1, 1.9, 2, 2.2, 1, 0.5], 1)).toEqual({
      value: 1,
      median: 2,
      verdict: "inconclusive, default kept",
    });
    expect(settle([1.04, 1.04, 1.04, 1.04, 1.04, 1.04, 1.04], 1)).toMatchObject({ value: 1, verdict: "as built in" });
    expect(settle([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 3], 1)).toMatchObject({ value: 0.5, verdict: "measured" });
    expect(settle([-1, -1, -1, -1, -1, -1, -1], 1)).toMatchObject({ value: 1, verdict: "inconclusive, default kept" });
    // Of fourteen, twelve.
    const rounds = (agreeing: number): number[] => Array.from({ length: 14 }, (_, i) => (i < agreeing ? 2 : 1));
    expect(settle(rounds(12), 1).verdict).toBe("measured");
    expect(settle(rounds(11), 1).verdict).toBe("inconclusive, default kept");
  });

  it("is the least work from which on threads are always faster", () => {
    const pairs = (ratio: number, alone: number): Pair[] => Array.from({ length: 7 }, () => [alone, alone * ratio]);
    const ladder = (...ratios: number[]) => new Map(ratios.map((ratio, i) => [2 ** i, pairs(ratio, 2 ** i * 100)]));
    expect(breakEvenOf(ladder(2, 1.2, 0.7, 0.6), 9)).toMatchObject({ value: 200, verdict: "measured" });
    // Faster once by chance, slower after it.
    expect(breakEvenOf(ladder(0.7, 1.2, 0.97, 0.6), 9)).toMatchObject({ value: 400, verdict: "measured" });
    expect(breakEvenOf(ladder(0.7, 0.6, 0.5, 0.97), 9)).toMatchObject({
      value: 9,
      verdict: "inconclusive, default kept",
    });
    expect(breakEvenOf(ladder(0.5, 0.5), 9)?.value).toBe(50);
    expect(breakEvenOf(new Map([[1, []]]), 9)).toBeUndefined();
  });

  it("is nothing where other programs had the processors, or nothing was measured", () => {
    const seven = (x: number): number[] => Array.from({ length: 7 }, () => x);
    const readings: Readings = {
      pieces: Object.fromEntries(pieceNames.map((name) => [name, seven(3 * builtIn.pieces[name])])) as never,
      setup: seven(3 * builtIn.setup),
      bins: seven(builtIn.bins),
      dispatch: [],
      serialShare: [],
      ladder: new Map([[1, []]]),
    };
    expect(speedOf(findingsOf(readings, true))).toEqual(builtIn);
    expect(new Set(findingsOf(readings, true).map(({ verdict }) => verdict))).toEqual(
      new Set(["contended, default kept", "not measured"]),
    );
    const speed = speedOf(findingsOf(readings, false));
    for (const name of pieceNames) expect(speed.pieces[name]).toBe(3 * builtIn.pieces[name]);
    expect(speed).toMatchObject({ setup: 3 * builtIn.setup, bins: builtIn.bins, dispatch: builtIn.dispatch });
  });
});

describe("a calibration", () => {
  it("decides the workers of runs on threads that are up, and the estimates, never the losses", async () => {
    const options = { trials: 100_000, seed: 1 };
    const before = (await model.simulate(options)).hash;
    const means = { parallelism: { threads: 8, performance: 8, reason: "8 cores" }, room: 1000, free: 1e10 };
    const choose = (up: number): ReturnType<typeof chooseWorkers> =>
      chooseWorkers({ trials: 1_000_000, workers: "auto" }, model.explain(), {} as never, { ...means, up });
    expect(choose(8)).toEqual({ workers: 1, reasons: ["auto: 1 workers (work for 1)"] });
    const date = new Date(Date.UTC(2026, 0, 2));
    try {
      learnSpeed(stored({ breakEven: 600_000, pieces: { ...builtIn.pieces, stripSum: 8.7 } }, date));
      // 1.3 + 8.7 ns a trial: 10 ms of work, for 2 by starting them, for 16 that are up.
      const said = ["speed of this machine as calibrated on 2026-01-02"];
      expect(choose(0)).toEqual({ workers: 2, reasons: ["auto: 2 workers (work for 2)", ...said] });
      expect(choose(5)).toEqual({ workers: 5, reasons: ["auto: 5 workers (work for 5)", ...said] });
      expect(choose(8)).toEqual({ workers: 8, reasons: ["auto: 8 workers (8 cores)", ...said] });
      expect(String(model.explain())).toContain(
        "Estimates, for one thread of this machine, calibrated on 2026-01-02\n  a  about 10 ms for a million trials",
      );
      const after = await model.simulate(options);
      expect(after.hash).toBe(before);
      expect(after.execution.reasons).toContain(said[0]);
      expect((await model.simulate({ ...options, workers: 1 })).execution.reasons).not.toContain(said[0]);
    } finally {
      learnSpeed(stored());
    }
  });

  const plan = promisify(execFile);
  /** What a process of its own says of the model, with this folder of caches. */
  const said = async (variables: Record<string, string> = {}): Promise<string> => {
    const program = `import { PricingModel, portfolio, inforce, poisson, gamma } from "./dist/index.js";
      const model = new PricingModel(portfolio([inforce({ name: "a", frequency: poisson({ lambda: 5 }),
        severity: gamma({ alpha: 2, theta: 1000 }) })]));
      const result = await model.simulate({ trials: 1000, seed: 1 });
      console.log(String(model.explain()) + "\\n" + result.execution.reasons.join("\\n"));`;
    const env = { ...process.env, LUNDBERG_CALIBRATION: "", XDG_CACHE_HOME: home, ...variables };
    const { stdout } = await plan(process.execPath, ["--input-type=module", "-e", program], { env });
    return stdout.slice(stdout.indexOf("Estimates"));
  };

  it("is found by later processes, and left alone when it is damaged, old, foreign, a link or another's", async () => {
    rmSync(folder, { recursive: true, force: true });
    const plain = await said();
    expect(plain).toContain("the machine of docs/performance.md");
    expect(plain).not.toContain("calibration");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, calibrationName(ownKey()));
    const text = calibrationText(stored({ pieces: { ...builtIn.pieces, stripSum: 8.7 } }));
    const put = (written: string): void => writeFileSync(path, written);
    put(text);
    const day = new Date(Date.now() - 1000).toISOString().slice(0, 10);
    const known = await said();
    expect(known).toContain(`this machine, calibrated on ${day}\n  a  about 10 ms`);
    expect(known).toContain(`speed of this machine as calibrated on ${day}`);
    expect(await said({ LUNDBERG_CALIBRATION: "off" })).toBe(plain);
    await expect(said({ LUNDBERG_CALIBRATION: "never" })).rejects.toThrow(/LUNDBERG_CALIBRATION must be "on" or "off"/);

    const ignored = async (why: string): Promise<void> => {
      const answer = await said();
      expect(answer).toContain("the machine of docs/performance.md");
      expect(answer).toContain(`calibration ignored: ${why}`);
    };
    put(text.replace("8.7", "0.1"));
    await ignored("it is damaged");
    put(text.slice(0, 100));
    await ignored("it is damaged");
    put("null");
    await ignored("it is damaged");
    put("x".repeat(70_000));
    await ignored("it has 70000 bytes");
    rmSync(path);
    writeFileSync(join(home, "elsewhere.json"), text);
    symlinkSync(join(home, "elsewhere.json"), path);
    await ignored("it is a symbolic link");
    rmSync(path);
    mkdirSync(path);
    await ignored("it is no file");
    rmSync(path, { recursive: true });
    put(text);
    chmodSync(path, 0o666);
    await ignored("every user can write it");
  });

  it("is read for 30 days, by the library, Node and machine that made it", () => {
    const now = Date.UTC(2026, 10, 20);
    const aged = (days: number): string => calibrationText(stored({}, new Date(now - days * 86_400_000)));
    const read = (text: string, key = ownKey()): unknown => readCalibration(text, key, now);
    expect(read(aged(29.9))).toMatchObject({ speed: builtIn });
    expect(read(aged(30))).toEqual({ ignored: "it is more than 30 days old" });
    expect(read(aged(-0.1))).toEqual({ ignored: "its date is not in the past" });
    for (const name of ["library", "kernelId", "node", "processor", "share"] as const) {
      const other = { ...ownKey(), [name]: "another" };
      expect(calibrationName(other), name).not.toBe(calibrationName(ownKey()));
      expect(read(aged(1), other), name).toEqual({ ignored: "it is of another library, Node or machine" });
    }
    for (const speed of [{ breakEven: 0 }, { setup: -1 }, { serialShare: 2 }, { dispatch: null }, { pieces: {} }]) {
      expect(read(calibrationText(stored(speed as never, new Date(now - 1)))), JSON.stringify(speed)).toEqual({
        ignored: "it is damaged",
      });
    }
  });

  it("leaves nothing else in its folder, and takes the place of what was there", async () => {
    rmSync(folder, { recursive: true, force: true });
    const { keepCalibration } = await import("../dist/speed/knownSpeed.js");
    const path = join(folder, calibrationName(ownKey()));
    expect(await keepCalibration(stored())).toBe(true);
    expect(readdirSync(folder)).toEqual([calibrationName(ownKey())]);
    await keepCalibration(stored({ setup: 5 }));
    expect(JSON.parse(readFileSync(path, "utf8")).body.speed.setup).toBe(5);
    rmSync(folder, { recursive: true });
    symlinkSync(home, folder);
    await expect(keepCalibration(stored())).rejects.toMatchObject({ code: "ERR_STORAGE" });
    rmSync(folder);
  });
});

it("more threads are never slower, and n of them at most n times as fast", () => {
  for (const serialShare of [0, 0.1, 1]) {
    const factors = [1, 2, 3, 8, 64].map((threads) => speedup({ ...builtIn, serialShare }, threads));
    expect(factors[0]).toBe(1);
    factors.forEach((factor, i) => {
      expect(factor).toBeLessThanOrEqual([1, 2, 3, 8, 64][i]!);
      if (i > 0) expect(factor).toBeGreaterThanOrEqual(factors[i - 1]!);
    });
  }
});

// Last, since what it finds is in force in this process.
describe("calibrate", () => {
  it("measures every figure, and keeps them unless the machine is contended", async () => {
    const rounds: number[] = [];
    const found = await calibrate({ budgetMs: 500, onProgress: (progress) => rounds.push(progress.rounds) });
    expect(found.rounds).toBeGreaterThanOrEqual(7);
    expect(rounds).toEqual(Array.from({ length: found.rounds }, (_, i) => i + 1));
    expect(found.findings.map(({ name }) => name)).toEqual([
      ...pieceNames,
      ...["setup", "bins", "dispatch", "serialShare", "breakEven"],
    ]);
    for (const { name, value, median } of found.findings) {
      expect(value, name).toBeGreaterThanOrEqual(0);
      if (median !== undefined) expect(median, name).not.toBeNaN();
    }
    expect(found.processorShare).toBeGreaterThan(0);
    expect(found.contended).toBe(found.processorShare < 0.6);
    expect(found.saved).toBe(!found.contended);
    expect(String(found)).toContain("a year's sum from its own table");
    if (found.saved) {
      const text = readFileSync(join(folder, calibrationName(ownKey())), "utf8");
      const read = readCalibration(text, ownKey(), Date.now());
      expect(read).toMatchObject({ speed: speedOf(found.findings) });
    }
  });

  it("refuses what it cannot honour, and ends with its signal", async () => {
    for (const options of [
      { budgetMs: 499 },
      { budgetMs: Number.NaN },
      { save: 1 },
      { signal: 1 },
      { onProgress: 1 },
    ]) {
      await expect(calibrate(options as never), JSON.stringify(options)).rejects.toMatchObject({
        code: "ERR_PARAMETER",
      });
    }
    await expect(calibrate({ budget: 1 } as never)).rejects.toMatchObject({ code: "ERR_UNKNOWN_KEY" });
    await expect(calibrate(null as never)).rejects.toBeInstanceOf(ActuarialError);
    const reason = new Error("enough");
    await expect(calibrate({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const late = new AbortController();
    const running = calibrate({ save: false, signal: late.signal, onProgress: () => late.abort(reason) });
    await expect(running).rejects.toBe(reason);
  });
});
