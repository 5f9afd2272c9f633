import { execFile } from "node:child_process";
import { copyFileSync, linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { close, openLosses, readLosses, riskMeasures, writeLosses } from "../dist/index.js";
import { type Compression, compression } from "../dist/storage/compression.js";
import { LossReader } from "../dist/storage/lossReader.js";
import { Folder, model } from "./support/checkpoints.js";
import { bytesOf, lossesOf } from "./support/lossArrays.js";

const folder = new Folder();
afterEach(() => folder.clear());
afterAll(async () => {
  folder.remove();
  await close();
});

describe("a file of losses", () => {
  const odd = Float64Array.of(-0, 0, -1.5, 5e-324, 1.7976931348623157e308, Infinity, -Infinity);
  it.each<[string, Float64Array | Float32Array]>([
    ["nothing", new Float64Array(0)],
    ["one loss", Float64Array.of(7)],
    ["odd numbers", odd],
    ["4095", lossesOf(4095)],
    ["4096", lossesOf(4096)],
    ["4097", lossesOf(4097)],
    ["a million dense", lossesOf(1_000_003)],
    ["a million, most of them zero", lossesOf(1_000_003, 0.97)],
    ["zeros", new Float64Array(1_200_000)],
    ["single precision", Float32Array.from(lossesOf(700_001, 0.5))],
    ["a part of an array", lossesOf(10_000).subarray(1001, 7000)],
    ["a shared array", new Float64Array(new SharedArrayBuffer(80_000)).fill(3)],
  ])("gives back what was written, to the bit: %s", async (_, losses) => {
    const path = folder.file();
    await writeLosses(path, losses);
    expect(folder.holds(path)).toBe(true);
    const file = await openLosses(path);
    expect([file.length, file.single, file.complete]).toEqual([losses.length, losses instanceof Float32Array, true]);
    expect([file.seed, file.components, file.outputs]).toEqual([undefined, [], []]);
    const back = await readLosses(path);
    expect(back.constructor).toBe(losses.constructor);
    expect(bytesOf(back).equals(bytesOf(losses))).toBe(true);
    let done = 0;
    for await (const some of file) {
      expect(bytesOf(some).equals(bytesOf(losses.subarray(done, done + some.length)))).toBe(true);
      done += some.length;
    }
    expect(done).toBe(losses.length);
  });

  it("is written from pieces, whether they come now or later", async () => {
    const all = lossesOf(50_000, 0.3);
    const cuts = [0, 0, 1, 4096, 4097, 20_000, 50_000];
    const pieces = cuts.slice(1).map((cut, i) => all.subarray(cuts[i], cut));
    const later = async function* () {
      yield* pieces;
    };
    for (const losses of [pieces, later()]) {
      const path = folder.file();
      await writeLosses(path, losses);
      expect(await readLosses(path)).toEqual(all);
    }
  });

  it("takes the place of another one as a whole", async () => {
    const path = folder.file();
    await writeLosses(path, lossesOf(10_000));
    const failing = async function* () {
      yield lossesOf(9000);
      throw new Error("no more");
    };
    await expect(writeLosses(path, failing())).rejects.toThrow("no more");
    expect(await readLosses(path)).toEqual(lossesOf(10_000));
    await writeLosses(path, lossesOf(5));
    expect((await readLosses(path)).length).toBe(5);
    expect(folder.holds(path)).toBe(true);
  });

  it.each<[string, unknown, string, string]>([
    ["no array", [1, 2], "ERR_PARAMETER", "losses must be a Float64Array, a Float32Array, or an iterable"],
    ["nothing", undefined, "ERR_PARAMETER", "losses must be a Float64Array, a Float32Array, or an iterable"],
    ["two kinds", [Float64Array.of(1), Float32Array.of(1)], "ERR_PARAMETER", "of one kind"],
    ["NaN", [lossesOf(5000), Float64Array.of(1, NaN)], "ERR_DATA", "losses[5001] must be a number, got NaN"],
  ])("is not made of %s", async (_, losses, code, message) => {
    const refused = writeLosses(folder.file(), losses as Float64Array);
    await expect(refused).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    expect(folder.names).toEqual([]);
  });
});

describe("riskMeasures of a file", () => {
  const levels = [0.5, 0.9, 0.975, 0.99, 0.999];
  it.each([
    ["dense", lossesOf(900_001)],
    ["mostly zero", lossesOf(900_001, 0.98)],
    ["single precision", Float32Array.from(lossesOf(300_001, 0.4))],
    ["a few", lossesOf(9)],
  ])("are those of the array: %s", async (_, losses) => {
    const path = folder.file();
    await writeLosses(path, losses);
    expect(riskMeasures(await openLosses(path), { levels })).toEqual(riskMeasures(losses, { levels }));
  });

  it("are those of every component and output that a run kept", async () => {
    const path = folder.file();
    const options = { trials: 30_000, seed: 3, components: true, outputs: ["groundUp", "claimCount"] } as const;
    const result = await model.simulate({ ...options, checkpoint: { path } });
    const file = await openLosses(path);
    expect([file.seed, file.components, file.outputs]).toEqual([3n, ["a", "b"], ["groundUp", "claimCount"]]);
    for (const [there, here] of [
      [file, result],
      [file.groundUp, result.groundUp],
      [file.claimCount, result.claimCount],
      [file.component("a"), result.component("a")],
      [file.component("b").groundUp, result.component("b").groundUp],
      [file.component("b").claimCount, result.component("b").claimCount],
      [file.claimCount.groundUp, result.groundUp],
    ] as const) {
      expect(await there.read()).toEqual(here.losses.slice());
      expect(riskMeasures(there, { levels })).toEqual(riskMeasures(here.losses, { levels }));
    }
    expect(() => file.component("c")).toThrow(expect.objectContaining({ code: "ERR_UNKNOWN_COMPONENT" }));
    expect(() => file.largestClaim).toThrow(expect.objectContaining({ code: "ERR_NOT_KEPT" }));
  });

  it("are refused where there are none", async () => {
    const path = folder.file();
    await writeLosses(path, new Float64Array(0));
    const empty = await openLosses(path);
    expect(() => riskMeasures(empty, { levels })).toThrow(expect.objectContaining({ code: "ERR_DATA" }));
  });
});

describe("compression", () => {
  const sparse = lossesOf(60_000, 0.95);
  const packed = async (path: string): Promise<boolean> => {
    await writeLosses(path, sparse);
    return readFileSync(path).length < sparse.byteLength;
  };

  it("is used where it is worth while, and where a package is there", async () => {
    const { encode, decode } = await compression();
    expect(await packed(folder.file())).toBe(encode !== undefined);
    expect(decode).toBeDefined();
    const dense = folder.file();
    await writeLosses(dense, lossesOf(60_000));
    expect(readFileSync(dense).length).toBeGreaterThan(60_000 * 8);
  });

  it("is undone by lz4-napi alone, whose absence is told", async () => {
    const path = folder.file();
    if (!(await packed(path))) return;
    const without: Compression = { encode: undefined, decode: undefined };
    const reader = new LossReader(path, without);
    expect(() => [...reader.stretches([0])]).toThrow(
      expect.objectContaining({ code: "ERR_UNSUPPORTED", message: expect.stringContaining("npm install lz4-napi") }),
    );
  });

  it("can do without any package: losses are written as they are, in a folder without packages", async () => {
    const dist = resolve(import.meta.dirname, "..", "dist");
    for (const name of ["index.js", "lundberg.js", "words.js"]) copyFileSync(join(dist, name), join(folder.path, name));
    writeFileSync(join(folder.path, "package.json"), '{ "type": "module" }');
    const compressed = folder.file();
    const isPacked = await packed(compressed);
    const script = `import { readLosses, writeLosses } from "./index.js";
      await writeLosses("plain", new Float64Array(5000));
      console.log((await readLosses("plain")).length);
      await readLosses(${JSON.stringify(compressed)}).then((all) => console.log(all.length), ({ code }) => console.log(code));`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
      cwd: folder.path,
    });
    expect(readFileSync(join(folder.path, "plain")).length).toBeGreaterThan(40_000);
    expect(stdout).toBe(`5000\n${isPacked ? "ERR_UNSUPPORTED" : "60000"}\n`);
  });

  it("by either package gives what the other can read", async () => {
    const { encode, decode } = await compression();
    const napi = (await import("lz4-napi")).default;
    const bytes = bytesOf(sparse);
    const blocks = [encode!(bytes), napi.compressSync(bytes).subarray(4)];
    for (const block of blocks) {
      const stored = Buffer.concat([Buffer.alloc(4), block]);
      expect(Buffer.from(decode!(stored, bytes.length)!).equals(bytes)).toBe(true);
      for (const wrong of [0, 1, bytes.length - 1, bytes.length + 1, 2 * bytes.length]) {
        expect(decode!(stored, wrong)).toBeUndefined();
      }
    }
  });
});

describe("a path", () => {
  const losses = lossesOf(10);
  const storage = { code: "ERR_STORAGE" };

  it.each([undefined, 7, "", "a\0b"])("is a text: %j is refused", async (path) => {
    await expect(writeLosses(path as string, losses)).rejects.toMatchObject({ code: "ERR_PARAMETER" });
    await expect(readLosses(path as string)).rejects.toMatchObject({ code: "ERR_PARAMETER" });
    await expect(openLosses("a", { unknown: 1 } as object)).rejects.toMatchObject({ code: "ERR_UNKNOWN_KEY" });
  });

  it("that leads nowhere is ERR_STORAGE, with its cause", async () => {
    const nowhere = join(folder.path, "none", "a");
    await expect(writeLosses(nowhere, losses)).rejects.toMatchObject({ ...storage, cause: { code: "ENOENT" } });
    await expect(readLosses(nowhere)).rejects.toMatchObject(storage);
    await expect(readLosses(join(folder.path, "none"))).rejects.toMatchObject(storage);
  });

  it("of 300 characters is ERR_STORAGE, and leaves nothing behind", async () => {
    const long = join(folder.path, "x".repeat(300));
    await expect(writeLosses(long, losses)).rejects.toMatchObject({ ...storage, cause: { code: "ENAMETOOLONG" } });
    // The file itself would have a place, but its lock has none.
    const edge = join(folder.path, "x".repeat(253));
    await expect(writeLosses(edge, losses)).rejects.toMatchObject(storage);
    expect(folder.names).toEqual([]);
  });

  it("of a folder is ERR_STORAGE, and so is one of no file", async () => {
    await expect(writeLosses(folder.path, losses)).rejects.toThrow(/is a folder/);
    await expect(readLosses(folder.path)).rejects.toThrow(/is a folder/);
    if (process.platform !== "win32") await expect(readLosses("/dev/zero")).rejects.toThrow(/not a regular file/);
  });

  it.skipIf(process.platform !== "linux")("in a folder that takes no files is ERR_STORAGE", async () => {
    await expect(writeLosses("/proc/losses", losses)).rejects.toMatchObject(storage);
  });

  it.skipIf(process.platform === "win32")("through a link means what it leads to", async () => {
    const [target, link] = [folder.file(), folder.file("link")];
    await writeLosses(target, losses);
    symlinkSync(target, link);
    await writeLosses(link, lossesOf(20));
    expect((await readLosses(target)).length).toBe(20);
    expect(folder.holds(target, link)).toBe(true);
    const dangling = folder.file("dangling");
    symlinkSync(join(folder.path, "gone"), dangling);
    await expect(writeLosses(dangling, losses)).rejects.toMatchObject({ ...storage, cause: { code: "ENOENT" } });
    const round = folder.file("round");
    symlinkSync(round, round);
    await expect(readLosses(round)).rejects.toMatchObject(storage);
  });

  it("with .. in it, or relative, means the same file", async () => {
    const path = folder.file();
    mkdirSync(join(folder.path, "inner"));
    await writeLosses(join(folder.path, "inner", "..", path.slice(folder.path.length + 1)), losses);
    expect(await readLosses(relative(process.cwd(), path))).toEqual(losses);
  });

  it("of a file with two names replaces one of them", async () => {
    const [one, two] = [folder.file(), folder.file()];
    await writeLosses(one, losses);
    linkSync(one, two);
    await writeLosses(one, lossesOf(20));
    expect([(await readLosses(one)).length, (await readLosses(two)).length]).toEqual([20, 10]);
  });
});
