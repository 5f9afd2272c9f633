import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Kernel } from "../dist/kernel.js";
import { streamKey } from "../dist/tables/stream.js";

const mask = (1n << 64n) - 1n;
const rotate = (x: bigint, bits: bigint): bigint => ((x << bits) | (x >> (64n - bits))) & mask;

function chacha20(kernel: Kernel, key: Uint8Array, counter: number, chunk: bigint): Uint8Array {
  const address = kernel.install(key);
  const out = kernel.allocate(64);
  kernel.exports.chacha20(address, counter, chunk, out);
  return new Uint8Array(kernel.exports.memory.buffer.slice(out, out + 64));
}

function words(key: Uint8Array, chunk: bigint, count: number): bigint[] {
  const kernel = new Kernel();
  const address = kernel.install(key);
  const out = kernel.allocate(count * 8);
  kernel.exports.startStream(address, chunk);
  kernel.exports.fillWords(out, count);
  return [...new BigUint64Array(kernel.exports.memory.buffer, out, count)];
}

describe("ChaCha20", () => {
  it("gives the block of RFC 8439, section 2.3.2", () => {
    // Nonce 00:00:00:09:00:00:00:4a:00:00:00:00, its first 8 bytes read as a little-endian number.
    const key = Uint8Array.from({ length: 32 }, (_, i) => i);
    const block = chacha20(new Kernel(), key, 1, 0x4a000000_09000000n);
    expect(Buffer.from(block).toString("hex")).toBe(
      "10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4e" +
        "d2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e",
    );
  });
});

describe("a stream", () => {
  it("is four lanes of xoshiro256++, seeded by two ChaCha20 blocks", () => {
    const key = Uint8Array.from({ length: 32 }, (_, i) => 7 * i);
    const kernel = new Kernel();
    const seeded = Buffer.concat([chacha20(kernel, key, 0, 42n), chacha20(kernel, key, 1, 42n)]);
    const state = Array.from({ length: 16 }, (_, i) => seeded.readBigUInt64LE(8 * i));
    const expected: bigint[] = [];
    for (let step = 0; step < 700; step++) {
      for (let lane = 0; lane < 4; lane++) {
        let [s0, s1, s2, s3] = [0, 4, 8, 12].map((i) => state[i + lane]!) as [bigint, bigint, bigint, bigint];
        expected.push((rotate((s0 + s3) & mask, 23n) + s0) & mask);
        const t = (s1 << 17n) & mask;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = rotate(s3, 45n);
        [s0, s1, s2, s3].forEach((s, i) => {
          state[4 * i + lane] = s;
        });
      }
    }
    expect(words(key, 42n, 2800)).toEqual(expected);
  });

  it("differs for every key and chunk, also beyond 2^32", () => {
    const a = streamKey(1n, "a");
    const streams = [
      words(a, 0n, 8),
      words(a, 1n, 8),
      words(a, 1n << 32n, 8),
      words(streamKey(2n, "a"), 0n, 8),
      words(streamKey(1n, "b"), 0n, 8),
    ];
    expect(new Set(streams.flat()).size).toBe(40);
  });

  it("is keyed by SHA-256 of label, seed and name", () => {
    const seed = Buffer.from("0807060504030201", "hex");
    const expected = createHash("sha256").update("lundberg stream 0\n").update(seed).update("Motør").digest();
    expect(Buffer.from(streamKey(0x0102030405060708n, "Motør"))).toEqual(expected);
  });
});
