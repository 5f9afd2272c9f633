import { Kernel } from "../../../dist/kernel.js";
import { streamKey } from "../../../dist/tables/stream.js";

/** Words without end, in pieces of some kilobytes, little-endian as in the kernel's memory. */
export type Words = Generator<Uint8Array, never>;

/** Pieces of about this many words. */
const piece = 8192;
/** What a small chunk takes of its stream. */
const few = 16;
const seed = 20_261_120n;

/** Streams of the shipped kernel, each with a place of its own in its memory. */
class Streams {
  readonly #kernel = new Kernel();
  readonly #key = this.#kernel.allocate(32);
  readonly #out: number;

  constructor(words: number) {
    this.#out = this.#kernel.allocate(8 * words);
  }

  /** The next `count` words, after `begin`, to be read before the next call. */
  words(count: number): BigUint64Array {
    this.#kernel.exports.fillWords(this.#out, count);
    return new BigUint64Array(this.#kernel.exports.memory.buffer, this.#out, count);
  }

  begin(key: Uint8Array, chunk: bigint): void {
    new Uint8Array(this.#kernel.exports.memory.buffer).set(key, this.#key);
    this.#kernel.exports.startStream(this.#key, chunk);
  }
}

const bytesOf = (words: BigUint64Array): Uint8Array => Uint8Array.from(new Uint8Array(words.buffer));

/** The first `few` words of one stream after another. */
function* beginnings(start: (streams: Streams, i: number) => void): Words {
  const streams = new Streams(few);
  for (let i = 0; ; ) {
    const words = new BigUint64Array(piece);
    for (let at = 0; at < piece; at += few, i++) {
      start(streams, i);
      words.set(streams.words(few), at);
    }
    yield bytesOf(words);
  }
}

/**
 * Words as simulations use them: of one stream; of chunk after chunk, few of each; of neighbouring seeds; of the
 * components of a portfolio in turn, one word of each.
 */
export const arrangements: Readonly<Record<string, () => Words>> = {
  *"one stream"() {
    const streams = new Streams(piece);
    streams.begin(streamKey(seed, "a"), 0n);
    while (true) yield Uint8Array.from(new Uint8Array(streams.words(piece).slice().buffer));
  },

  "chunk after chunk"() {
    const key = streamKey(seed, "a");
    return beginnings((streams, i) => streams.begin(key, BigInt(i)));
  },

  "adjacent seeds"() {
    return beginnings((streams, i) => streams.begin(streamKey(BigInt(i), "a"), 0n));
  },

  *"components interleaved"() {
    const components = 32;
    const keys = Array.from({ length: components }, (_, i) => streamKey(seed, `component ${i}`));
    const streams = new Streams(piece / components);
    for (let chunk = 0n; ; chunk++) {
      const words = new BigUint64Array(piece);
      for (const [component, key] of keys.entries()) {
        streams.begin(key, chunk);
        streams.words(piece / components).forEach((word, i) => {
          words[i * components + component] = word;
        });
      }
      yield bytesOf(words);
    }
  },
};

/** Words that a battery must fail: each is a mistake that a generator of streams can make. */
export const badArrangements: Readonly<Record<string, () => Words>> = {
  // IBM's RANDU: 65539 x mod 2^31, whose triples lie in 15 planes. Knuth, The Art of Computer Programming 2, 3.3.4.
  *RANDU() {
    for (let x = 1; ; ) {
      const halves = new Uint32Array(2 * piece);
      for (let i = 0; i < halves.length; i++) {
        x = Math.imul(x, 65_539) & 0x7fffffff;
        halves[i] = x << 1;
      }
      yield new Uint8Array(halves.buffer);
    }
  },

  // The low 32 bits of a 64-bit congruential generator: their own period is 2^32, bit k's is 2^(k + 1).
  *"low bits of a congruential generator"() {
    for (let x = 1n; ; ) {
      const halves = new Uint32Array(2 * piece);
      for (let i = 0; i < halves.length; i++) {
        x = (x * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & ((1n << 64n) - 1n);
        halves[i] = Number(x & 0xffff_ffffn);
      }
      yield new Uint8Array(halves.buffer);
    }
  },

  // A counter of constant step, not mixed: its multiples of the golden ratio fill the range too evenly.
  *"a counter of constant step"() {
    for (let x = 0n; ; ) {
      const words = new BigUint64Array(piece);
      for (let i = 0; i < piece; i++) {
        x = (x + 0x9e37_79b9_7f4a_7c15n) & ((1n << 64n) - 1n);
        words[i] = x;
      }
      yield bytesOf(words);
    }
  },

  // Every chunk twice, as where two workers take the same block.
  "a stream repeated in two chunks"() {
    const key = streamKey(seed, "a");
    return beginnings((streams, i) => streams.begin(key, BigInt(Math.floor(i / 2))));
  },
};
