import { execFile } from "node:child_process";
import { readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { close, openLosses, readLosses, writeLosses } from "../dist/index.js";
import { disk } from "../dist/storage/fileLayer.js";
import { lock } from "../dist/storage/lock.js";
import { writeLossesTo } from "../dist/storage/writeLosses.js";
import { type Fault, FaultyDisk, Folder, model, rare, runOn } from "./support/checkpoints.js";
import { hashWithoutKills, killAndResume, runningElsewhere } from "./support/killed.js";

const folder = new Folder();
afterEach(() => folder.clear());
afterAll(async () => {
  folder.remove();
  await close();
});

const block = 4096;
const run = { trials: 5 * block + 100, seed: 8, hash: true } as const;
const faults: Fault[] = ["ENOSPC", "EIO", "short", "nothing"];
const notWritten = { code: "ERR_STORAGE", cause: expect.anything(), message: expect.stringContaining("cannot write") };

describe("a disk that fails at one step", () => {
  let hash: string;
  let losses: Float64Array | Float32Array;
  beforeAll(async () => {
    const result = await model.simulate(run);
    hash = result.hash;
    losses = result.losses.slice();
  });

  it.each(faults)("ends a run with ERR_STORAGE; what it leaves resumes to the same hash: %s", async (fault) => {
    const runWith = (files: typeof disk, step: number) => {
      const keep = (["losses", "tail", "none"] as const)[step % 3]!;
      const checkpoint = { path: `${folder.path}/run.losses`, everyTrials: block };
      return runOn(files, { ...run, keep, workers: 1 + (step % 2), checkpoint });
    };
    const counting = new FaultyDisk(-1, fault);
    await runWith(counting, 0);
    // A header that is made in five steps, six blocks and an end.
    expect(counting.steps).toBeGreaterThan(20);
    const resumed = new Set<string>();
    for (let step = 0; step < counting.steps; step++) {
      folder.clear();
      await expect(runWith(new FaultyDisk(step, fault), step)).rejects.toMatchObject(notWritten);
      expect(folder.holds(`${folder.path}/run.losses`)).toBe(true);
      const result = await runWith(disk, step + 1);
      expect(result.hash).toBe(hash);
      expect(await readLosses(`${folder.path}/run.losses`)).toEqual(losses);
      resumed.add(result.execution.reasons.at(-1)!);
    }
    // Nothing, one to five blocks, everything.
    expect(resumed.size).toBeGreaterThan(6);
  });

  it.each(faults)("keeps writeLosses from touching what was there: %s", async (fault) => {
    const path = folder.file();
    const counting = new FaultyDisk(-1, fault);
    await writeLossesTo(counting, path, losses);
    for (let step = 0; step < counting.steps; step++) {
      await writeLosses(path, Float64Array.of(1, 2, 3));
      await expect(writeLossesTo(new FaultyDisk(step, fault), path, losses)).rejects.toMatchObject(notWritten);
      expect(folder.holds(path)).toBe(true);
      // The last step secures the name of a file that has taken its place already.
      expect((await readLosses(path)).length).toBe(step < counting.steps - 1 ? 3 : losses.length);
    }
  });
});

describe("a checkpoint that is damaged", () => {
  const options = { trials: 3 * block + 10, seed: 4, hash: true, keep: "none", workers: 1 } as const;
  const path = (): string => `${folder.path}/run.losses`;
  let bytes: Buffer;
  let hash: string;
  const make = async (): Promise<void> => {
    hash = (await rare.simulate({ ...options, checkpoint: { path: path(), everyTrials: block } })).hash;
    bytes = readFileSync(path());
  };
  /** The right hash, or undefined where it was told. */
  const resume = async (): Promise<boolean> => {
    try {
      const result = await rare.simulate({ ...options, checkpoint: { path: path(), everyTrials: block } });
      expect(result.hash).toBe(hash);
      expect((await openLosses(path())).length).toBe(options.trials);
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: expect.stringMatching(/^ERR_CHECKPOINT_(CORRUPT|MISMATCH)$/) });
      return false;
    }
  };

  it("by being cut off anywhere resumes behind its header, to the same hash", async () => {
    await make();
    const header = 20 + bytes.readUInt32LE(12);
    const step = bytes.length > 10_000 ? 211 : 5;
    for (let length = 0; length < bytes.length; length += step) {
      writeFileSync(path(), bytes.subarray(0, length));
      expect(await resume()).toBe(length >= header);
    }
  });

  it("by a turned bit has the same hash or is told", async () => {
    await make();
    // A prime, so that every bit of a byte has its turn. The long run turns them all.
    const step = bytes.length > 10_000 ? 1009 : 47;
    let told = 0;
    let turned = 0;
    for (let bit = 0; bit < bytes.length * 8; bit += step) {
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      writeFileSync(path(), bytes);
      if (!(await resume())) told++;
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      turned++;
    }
    // Only what the last sync did not cover is drawn once more: here the end of the run.
    expect(told).toBeGreaterThan(0.9 * turned);
    expect(told).toBeLessThan(turned);
  });

  it("in what was secured is told, and what was not is drawn once more", async () => {
    await make();
    const losses = 20 + bytes.readUInt32LE(12) + 48;
    // Without its end and its last, partial block, the file's last frame says that all before it was secured.
    const [end, partial] = [bytes.length - 48, bytes.length - 48 - 80 - 48];
    for (const [length, at, resumes] of [
      [bytes.length, losses, false],
      [end, losses, false],
      [partial, losses, false],
      [bytes.length, end - 1, false],
      [end, end - 1, true],
    ] as const) {
      const damaged = Buffer.from(bytes.subarray(0, length));
      damaged[at]! ^= 1;
      writeFileSync(path(), damaged);
      expect([length, at, await resume()]).toEqual([length, at, resumes]);
    }
  });

  it("where a loss of power left nothing behind what was secured resumes", async () => {
    await make();
    const { size } = statSync(path());
    truncateSync(path(), size - 200);
    const cut = readFileSync(path());
    for (const tail of [Buffer.alloc(5000), Buffer.alloc(5000, 255), Buffer.from("LNDf".repeat(1000))]) {
      writeFileSync(path(), Buffer.concat([cut, tail]));
      expect(await resume()).toBe(true);
    }
  });
});

describe("two runs on one checkpoint", () => {
  const using = (path: string) => expect(model.simulate({ ...run, checkpoint: { path } })).rejects;

  it("of one process: the second is ERR_STORAGE at once, whatever the path is called", async () => {
    const path = folder.file();
    const link = folder.file("link");
    symlinkSync(path, link);
    const first = model.simulate({ ...run, checkpoint: { path } });
    for (const name of [path, `${folder.path}/../${path.split("/").slice(-2).join("/")}`]) {
      await using(name).toMatchObject({ code: "ERR_STORAGE", message: expect.stringContaining("of this process") });
    }
    const { hash } = await first;
    expect((await model.simulate({ ...run, checkpoint: { path: link } })).hash).toBe(hash);
    expect(folder.holds(path, link)).toBe(true);
  });

  it("of two processes: the second is ERR_STORAGE, until the first is killed", async () => {
    const path = folder.file();
    const other = await runningElsewhere(path);
    while (!folder.names.some((name) => path.endsWith(name))) await new Promise((next) => setTimeout(next, 10));
    const message = expect.stringContaining(`process ${other.pid} is using it`);
    await using(path).toMatchObject({ code: "ERR_STORAGE", message });
    await expect(writeLosses(path, Float64Array.of(1))).rejects.toMatchObject({ code: "ERR_STORAGE", message });
    await other.kill();
    // The lock of the killed process is still there, and counts for nothing.
    expect(folder.names.some((name) => name.endsWith(".lock"))).toBe(true);
    await using(path).toMatchObject({ code: "ERR_CHECKPOINT_MISMATCH" });
    expect(folder.holds(path)).toBe(true);
  });

  const holder = {
    pid: process.pid,
    host: hostname(),
    boot: "" as string | undefined,
    started: "" as string | undefined,
  };
  const hold = (path: string, change: object): void => {
    lock(path);
    const mine = JSON.parse(readFileSync(`${path}.lock`, "utf8"));
    writeFileSync(`${path}.lock`, JSON.stringify({ ...holder, ...mine, ...change }));
  };
  const linux = process.platform === "linux";

  it.each<[string, object, boolean]>([
    ["this process", {}, true],
    ["a process that is gone", { pid: 2 ** 22 + 1 }, false],
    ["a process that had the number of one that runs", { started: "1" }, !linux],
    ["a machine before it started again", { boot: "another" }, !linux],
    ["another machine", { host: "elsewhere", pid: 1 }, true],
    ["nobody who can be known", { pid: "1" }, true],
  ])("a lock of %s", async (_, change, holds) => {
    const path = folder.file();
    hold(path, change);
    if (holds) await using(path).toMatchObject({ code: "ERR_STORAGE", message: expect.stringContaining(".lock") });
    else expect((await model.simulate({ ...run, checkpoint: { path } })).trials).toBe(run.trials);
    expect(folder.names.some((name) => name.endsWith(".lock"))).toBe(holds);
  });

  it("of many processes that find a dead one's lock: one takes it", async () => {
    const path = folder.file();
    hold(path, { pid: 2 ** 22 + 1 });
    const module = pathToFileURL(resolve(import.meta.dirname, "..", "dist", "storage", "lock.js")).href;
    const script = `import { lock } from ${JSON.stringify(module)};
      try { lock(${JSON.stringify(path)}); console.log("mine"); } catch ({ code }) { console.log(code); }
      // Until all have tried.
      process.stdin.resume();`;
    const children = Array.from({ length: 6 }, () => execFile(process.execPath, ["--input-type=module", "-e", script]));
    const said = await Promise.all(
      children.map(
        (child) => new Promise<string>((next) => child.stdout!.once("data", (text) => next(String(text).trim()))),
      ),
    );
    for (const child of children) child.kill("SIGKILL");
    expect(said.sort()).toEqual([...Array(5).fill("ERR_STORAGE"), "mine"]);
  });

  it("a lock is given back when a run fails, however it fails", async () => {
    const path = folder.file();
    await model.simulate({ ...run, checkpoint: { path } });
    await using(path)
      .toMatchObject({})
      .catch(() => {});
    for (const options of [{ seed: 99 }, { trials: 1 }, { signal: AbortSignal.timeout(0) }]) {
      await model.simulate({ ...run, ...options, trials: 3e6, checkpoint: { path } }).catch(() => {});
      expect(folder.holds(path)).toBe(true);
    }
  });
});

describe("a killed run", () => {
  it("resumes to the same hash, on other workers", async () => {
    const { hashes, resumed } = await killAndResume(folder, 6, 2);
    expect(resumed).toBeGreaterThan(0);
    expect(new Set(hashes)).toEqual(new Set([await hashWithoutKills()]));
  });
});
