import { createHash } from "node:crypto";
import { chacha20 } from "./chacha20.js";

/** The key of a component's streams, of one kind: nothing but the seed and the component's name. */
export function streamKey(seed: bigint, name: string, kind = "stream"): Uint8Array {
  return createHash("sha256").update(`lundberg ${kind} 0\n`).update(bytesOf(seed)).update(name, "utf8").digest();
}

/** The random words of one chunk of one component, 64 bits each. */
export class Stream {
  readonly #lanes: readonly Lane[];
  #taken = 0;

  /** Two cipher blocks are 16 words of state: s0 of the four lanes, then s1, s2 and s3. */
  constructor(key: Uint8Array, chunk: number) {
    const nonce = Uint8Array.of(...bytesOf(BigInt(chunk)), 0, 0, 0, 0);
    const halves = [0, 1].flatMap((counter) => [...chacha20(key, counter, nonce)]);
    const state = Array.from({ length: 16 }, (_, i) => BigInt(halves[2 * i]!) | (BigInt(halves[2 * i + 1]!) << 32n));
    this.#lanes = [0, 1, 2, 3].map(
      (lane) => new Lane(state[lane]!, state[lane + 4]!, state[lane + 8]!, state[lane + 12]!),
    );
  }

  word(): bigint {
    return this.words(1)[0]!;
  }

  /** A number in (0, 1). */
  uniform(): number {
    return unit(this.word());
  }

  /** So many words in a row: step i of lane j makes word 4i + j. */
  words(count: number): bigint[] {
    return Array.from({ length: count }, () => this.#lanes[this.#taken++ % 4]!.next());
  }
}

/** xoshiro256++ (Blackman & Vigna 2021, doi 10.1145/3460772). */
class Lane {
  #s0: bigint;
  #s1: bigint;
  #s2: bigint;
  #s3: bigint;

  constructor(s0: bigint, s1: bigint, s2: bigint, s3: bigint) {
    this.#s0 = s0;
    this.#s1 = s1;
    this.#s2 = s2;
    this.#s3 = s3;
  }

  next(): bigint {
    const result = u64(rotated(u64(this.#s0 + this.#s3), 23n) + this.#s0);
    const t = u64(this.#s1 << 17n);
    this.#s2 ^= this.#s0;
    this.#s3 ^= this.#s1;
    this.#s1 ^= this.#s2;
    this.#s0 ^= this.#s3;
    this.#s2 ^= t;
    this.#s3 = rotated(this.#s3, 45n);
    return result;
  }
}

/** The word's high 52 bits as a multiple of 2^-52 in [0, 1). */
export function fraction(word: bigint): number {
  return Number(word >> 12n) * 2 ** -52;
}

/** The same and half a unit: in (0, 1), never an end. */
export function unit(word: bigint): number {
  return (Number(word >> 12n) + 0.5) * 2 ** -52;
}

function u64(x: bigint): bigint {
  return BigInt.asUintN(64, x);
}

function rotated(x: bigint, bits: bigint): bigint {
  return u64((x << bits) | (x >> (64n - bits)));
}

/** As 64 bits, little-endian. */
function bytesOf(x: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, x, true);
  return bytes;
}
