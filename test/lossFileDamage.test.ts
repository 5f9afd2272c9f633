import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { close, openLosses, readLosses, writeLosses } from "../dist/index.js";
import { type Frame, frameBytes, longestStretch, readFrame, writeFrame } from "../dist/storage/frame.js";
import { headerBytes } from "../dist/storage/header.js";
import { Folder, model } from "./support/checkpoints.js";
import { bytesOf, lossesOf } from "./support/lossArrays.js";

const folder = new Folder();
afterEach(() => folder.clear());
afterAll(async () => {
  folder.remove();
  await close();
});

describe("a damaged file", () => {
  /** Three stretches of a block, one of them compressed where there is a package, and a part of one. */
  const bytesOfFile = async (): Promise<Buffer> => {
    const path = folder.file("sound");
    const file = [new Float64Array(4096), new Float64Array(4096).fill(2), lossesOf(3)];
    const all = Float64Array.from(file.flatMap((part) => [...part]));
    await writeLosses(path, all);
    return readFileSync(path);
  };
  const readOf = async (path: string): Promise<Float64Array | Float32Array | undefined> => {
    try {
      return await readLosses(path);
    } catch (error) {
      expect(error).toMatchObject({ code: expect.stringMatching(/^ERR_CHECKPOINT_(CORRUPT|MISMATCH)$/) });
      return undefined;
    }
  };

  it("is told wherever it is cut off", async () => {
    const bytes = await bytesOfFile();
    const path = folder.file("cut");
    const step = bytes.length > 5000 ? 97 : 3;
    for (let length = 0; length < bytes.length; length += step) {
      writeFileSync(path, bytes.subarray(0, length));
      expect(await readOf(path)).toBeUndefined();
    }
    writeFileSync(path, Buffer.concat([bytes, Buffer.alloc(1)]));
    expect(await readOf(path)).toBeUndefined();
  });

  it("is told whichever bit is turned", async () => {
    const bytes = await bytesOfFile();
    const path = folder.file("turned");
    // The long run turns every one of them.
    const step = bytes.length > 5000 ? 1001 : 7;
    let told = 0;
    for (let bit = 0; bit < bytes.length * 8; bit += step) {
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      writeFileSync(path, bytes);
      if ((await readOf(path)) === undefined) told++;
      bytes[bit >> 3]! ^= 1 << (bit & 7);
    }
    expect(told).toBe(Math.ceil((bytes.length * 8) / step));
  });

  /** A file of one frame and an end, both with right checksums, whatever they say. */
  const forge = (frame: Partial<Frame>, payload: Buffer): string => {
    const front = headerBytes({ storage: "float64", outputs: [], components: [], run: undefined });
    const sums = { storedCrc: crc32(payload), lossesCrc: crc32(payload) };
    const usual: Frame = { series: 0, first: 0, count: 1, codec: 0, stored: payload.length, ...sums, synced: 0 };
    const head = Buffer.alloc(frameBytes);
    writeFrame({ ...usual, ...frame }, head);
    const end = Buffer.alloc(frameBytes);
    const count = frame.count ?? 1;
    writeFrame({ ...usual, series: 0xffffffff, first: count, count: 0, stored: 0, synced: 0 }, end);
    const path = folder.file("forged");
    writeFileSync(path, Buffer.concat([front, head, payload, end]));
    return path;
  };

  it.each<[string, Partial<Frame>, Buffer]>([
    ["a count beyond the longest stretch", { count: longestStretch + 4096, codec: 1 }, Buffer.alloc(1_000_000)],
    ["a count of 2^32 - 1", { count: 0xffffffff, codec: 1 }, Buffer.alloc(10_000)],
    ["no losses", { count: 0, codec: 0 }, Buffer.alloc(0)],
    ["a part of a block more", { count: 4097 }, Buffer.alloc(8 * 4097)],
    ["more than a block of LZ4 can hold", { count: 4096, codec: 1 }, Buffer.alloc(100)],
    ["an unknown codec", { count: 1, codec: 2 }, Buffer.alloc(8)],
    ["a raw length that is not that of the losses", { count: 2 }, Buffer.alloc(8)],
    ["a block that does not decode", { count: 4096, codec: 1 }, Buffer.alloc(2000, 255)],
    [
      "a block that decodes to less",
      { count: 4096, codec: 1 },
      Buffer.concat([Buffer.from([0xf0, 240]), Buffer.alloc(255)]),
    ],
    ["another series", { series: 1 }, Buffer.alloc(8)],
    ["another first trial", { first: 4096 }, Buffer.alloc(8)],
    ["a first trial beyond 2^53", { first: Number.MAX_SAFE_INTEGER + 1 }, Buffer.alloc(8)],
  ])("is told where the forger made %s", async (name, frame, payload) => {
    // What a size gives away is told when the frame is looked at, before any of its losses.
    const decodes = name.startsWith("a block that");
    await expect(readLosses(forge(frame, payload))).rejects.toMatchObject({
      code: "ERR_CHECKPOINT_CORRUPT",
      message: expect.stringContaining(decodes ? "not those that were written" : "do not fit there"),
    });
  });

  it("is read where the forger made nothing wrong", async () => {
    expect(await readOf(forge({}, bytesOf(Float64Array.of(5)) as Buffer))).toEqual(Float64Array.of(5));
  });

  it.each<[string, (json: string) => string]>([
    ["is no JSON", () => "{"],
    ["is a list", () => "[]"],
    ["is nested deeply", () => "[".repeat(1_000_000)],
    ["has a key more", (json) => json.replace("{", '{"more":1,')],
    ["has __proto__", (json) => json.replace("{", '{"__proto__":{"run":1},')],
    ["has another storage", (json) => json.replace("float64", "float16")],
    ["has an output twice", (json) => json.replace('"outputs":[]', '"outputs":["groundUp","groundUp"]')],
    ["has an unknown output", (json) => json.replace('"outputs":[]', '"outputs":["all"]')],
    ["has components that are no names", (json) => json.replace('"components":[]', '"components":[{}]')],
    ["has a seed beyond 64 bits", (json) => json.replace("}", ',"run":{"seed":"18446744073709551616"}}')],
    ["has a run without a model", (json) => json.replace("}", ',"run":{"seed":"1","valueVersion":0}}')],
  ])("is told where its header %s", async (_, change) => {
    const sound = headerBytes({ storage: "float64", outputs: [], components: [], run: undefined });
    const json = Buffer.from(change(sound.subarray(20).toString()));
    const front = Buffer.from(sound.subarray(0, 20));
    front.writeUInt32LE(json.length, 12);
    front.writeUInt32LE(crc32(json, crc32(front.subarray(0, 16))), 16);
    const path = folder.file("header");
    writeFileSync(path, Buffer.concat([front, json]));
    expect(await readOf(path)).toBeUndefined();
    // A length that reaches beyond the file, or beyond all memory.
    for (const length of [json.length + 1, 0x7fffffff, 0xffffffff]) {
      front.writeUInt32LE(length, 12);
      writeFileSync(path, Buffer.concat([front, json]));
      expect(await readOf(path)).toBeUndefined();
    }
  });

  it("of a later format is ERR_CHECKPOINT_MISMATCH", async () => {
    const front = Buffer.from(headerBytes({ storage: "float64", outputs: [], components: [], run: undefined }));
    front.writeUInt32LE(2, 8);
    front.writeUInt32LE(crc32(front.subarray(20), crc32(front.subarray(0, 16))), 16);
    const path = folder.file("later");
    writeFileSync(path, front);
    await expect(readLosses(path)).rejects.toMatchObject({ code: "ERR_CHECKPOINT_MISMATCH" });
  });

  it("of another kind is told", async () => {
    const path = folder.file("text");
    for (const text of ["", "a", "1,2,3\n".repeat(100)]) {
      writeFileSync(path, text);
      expect(await readOf(path)).toBeUndefined();
    }
  });

  it("has frames that say what was written", () => {
    const bytes = Buffer.alloc(frameBytes);
    const frame: Frame = {
      ...{ series: 3, first: 2 ** 52, count: 4096, codec: 1, stored: 77 },
      ...{ storedCrc: 0xfedcba98, lossesCrc: 5, synced: 2 ** 45 + 1 },
    };
    writeFrame(frame, bytes);
    expect(readFrame(bytes)).toEqual(frame);
    expect(readFrame(bytes.subarray(1))).toBeUndefined();
  });

  it("that another file replaced while it was read is told", async () => {
    const path = folder.file();
    await writeLosses(path, lossesOf(10));
    const file = await openLosses(path);
    await model.simulate({ trials: 10, seed: 1, checkpoint: { path: folder.file() } }).then(() => {
      copyFileSync(join(folder.path, folder.names.find((name) => join(folder.path, name) !== path)!), path);
    });
    await expect(file.read()).rejects.toMatchObject({ code: "ERR_CHECKPOINT_CORRUPT" });
  });
});
