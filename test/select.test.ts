import { describe, expect, it } from "vitest";
import { excessSum, tailExcess } from "../dist/measures/excess.js";
import { orderStatistics, select } from "../dist/measures/orderStatistics.js";
import { Scratch } from "../dist/measures/scratch.js";
import { selectRanks } from "../dist/measures/selectRanks.js";
import { lossArray } from "../dist/measures/values.js";
import { windowWithin } from "../dist/measures/windows.js";

/** Uniforms from a linear congruential generator, the same on every machine. */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

type Shape = (u: () => number, i: number, n: number) => number;

/** Where a sample of equally spaced values, with a stride that divides n, sees nothing but zeros. */
const hidden: Shape = (u, i, n) => (i % Math.max(1, Math.floor(n / 1024)) === 0 ? 0 : u());

const shapes: Record<string, Shape> = {
  exponential: (u) => -Math.log(u()),
  "90 % zeros": (u) => (u() < 0.9 ? 0 : u()),
  "five values": (u) => Math.floor(u() * 5),
  constant: () => 7,
  sorted: (_, i) => i,
  reversed: (_, i, n) => n - i,
  "organ pipe": (_, i, n) => Math.min(i, n - i),
  sawtooth: (_, i) => i % 1000,
  hidden,
  "one large": (_, i, n) => (i === n >> 1 ? 1e300 : 1),
  "atom at a limit": (u) => Math.min(1, u() * 1.06),
  "atom below the quantile": (u) => (u() < 0.3 ? u() : u() < 0.9 ? 5 : 5 + u()),
  "zeros of both signs": (u) => (u() < 0.4 ? -0 : u() < 0.5 ? 0 : u() - 0.3),
  infinities: (u) => (u() < 0.1 ? -Infinity : u() > 0.95 ? Infinity : u()),
  denormals: (u) => Math.floor(u() * 50) * 5e-324,
  negative: (u) => -1 / u(),
  // Where an even spread between two bounds is a bad guess.
  crowded: (u) => Math.floor(40 * u()) + 1e-9 * u(),
  "many scales": (u) => 2 ** (2000 * (u() - 0.5)),
  "adjacent doubles": (u) => 1 + Math.floor(300 * u()) * 2 ** -52,
  "one of each": (_, i, n) => (i * 7919) % n,
};

function make(name: string, n: number, seed = 1): Float64Array {
  const u = uniforms(seed);
  return Float64Array.from({ length: n }, (_, i) => shapes[name]!(u, i, n));
}

const shares = [0.0001, 0.05, 0.1, 0.5, 0.8, 0.899, 0.9, 0.901, 0.95, 0.99, 0.995, 0.999];
const ranksOf = (n: number) => [1, n, ...shares.map((q) => Math.max(1, Math.ceil(n * q)))];

function expectSorted(losses: Float64Array, ranks: number[], room?: number, sorted = losses.slice().sort()): void {
  const found = orderStatistics(losses, ranks, room);
  const wrong = ranks.filter((rank, i) => !Object.is(found[i], sorted[rank - 1]! + 0));
  expect(wrong).toEqual([]);
}

describe("orderStatistics equals a sort", () => {
  const sizes = [1, 2, 3, 31, 32, 33, 100, 1023, 1024, 1025, 4095, 4096, 4097, 65_536, 65_537, 100_000];
  it.each(Object.keys(shapes))("%s, many sizes", (name) => {
    for (const n of sizes) {
      const losses = make(name, n);
      expectSorted(losses, ranksOf(n));
      expectSorted(
        losses,
        ranksOf(n).filter((rank) => rank >= 0.89 * n),
      );
    }
  });

  it.each([
    "exponential",
    "90 % zeros",
    "organ pipe",
    "hidden",
    "infinities",
    "crowded",
    "many scales",
    "adjacent doubles",
  ])("%s, a million", (name) => {
    const losses = make(name, 1_000_000);
    expectSorted(losses, ranksOf(losses.length));
  });

  it.each(Object.keys(shapes))("%s, with room for few values", (name) => {
    const losses = make(name, 150_000);
    const sorted = losses.slice().sort();
    for (const room of [1000, 17_000, 40_000, 100_000]) expectSorted(losses, ranksOf(losses.length), room, sorted);
  });

  it("whatever the sample says: each value at the sampled places is a lie", () => {
    // The places do not depend on the data, so a run over indices shows them.
    const n = 200_000;
    const seen = new Set<number>();
    const spy = new Proxy(
      Float64Array.from({ length: n }, (_, i) => i),
      {
        get(target, key) {
          if (typeof key === "string" && /^\d+$/.test(key)) seen.add(Number(key));
          const value = Reflect.get(target, key, target) as unknown;
          return typeof value === "function" ? value.bind(target) : value;
        },
      },
    );
    try {
      orderStatistics(spy, [n / 2]);
    } catch {
      // A proxy cannot be copied from; the sample was taken before.
    }
    expect(seen.size).toBeGreaterThan(100);
    const u = uniforms(3);
    for (const lie of [0, 1e9, -5]) {
      const losses = Float64Array.from({ length: n }, (_, i) => (seen.has(i) ? lie : u()));
      expectSorted(losses, ranksOf(n));
      expectSorted(losses, [Math.ceil(0.9 * n), Math.ceil(0.99 * n)]);
      for (const room of [undefined, 20_000]) {
        expectSorted(
          losses,
          Array.from({ length: 300 }, (_, i) => n / 2 + 250 * i),
          room,
        );
      }
    }
  });

  it("for many ranks, unsorted and repeated", () => {
    const losses = make("exponential", 50_000);
    const u = uniforms(5);
    expectSorted(
      losses,
      Array.from({ length: 2000 }, () => 1 + Math.floor(u() * losses.length)),
    );
    expectSorted(
      make("five values", 200_000),
      Array.from({ length: 500 }, (_, i) => 1 + 399 * i),
    );
  });

  it("in single precision, for shared arrays and for views", () => {
    const losses = make("exponential", 100_001);
    const single = Float32Array.from(losses);
    const ranks = ranksOf(losses.length);
    const expected = orderStatistics(Float64Array.from(single), ranks);
    expect(orderStatistics(single, ranks)).toEqual(expected);
    const shared = new Float64Array(new SharedArrayBuffer(8 * (losses.length + 5)), 40, losses.length);
    shared.set(losses);
    expect(orderStatistics(shared, ranks)).toEqual(orderStatistics(losses, ranks));
  });

  it("and leaves the losses as they are", () => {
    const losses = make("exponential", 100_000);
    const before = losses.slice();
    orderStatistics(losses, ranksOf(losses.length));
    expect(losses).toEqual(before);
  });
});

describe("the work of a selection", () => {
  /** Passes over the losses, each of which may search again in what it kept. */
  function passes(losses: Float64Array, rank: number): number {
    return Scratch.use((scratch) => {
      const values = lossArray(scratch, losses);
      let count = 0;
      let answer = NaN;
      const forEachBlock: typeof values.forEachBlock = (step) => {
        count++;
        values.forEachBlock(step);
      };
      const found = (_: number, value: number) => {
        answer = value;
      };
      selectRanks({ scratch, room: 2 ** 24, found }, { ...values, forEachBlock }, [rank]);
      expect(answer + 0).toBe(losses.slice().sort()[rank - 1]! + 0);
      return count;
    });
  }

  it.each(Object.keys(shapes))("%s: one pass", (name) => {
    const losses = make(name, 300_000);
    for (const share of [0.1, 0.5, 0.95]) expect(passes(losses, share * losses.length)).toBe(1);
  });

  it("where the sample lies, five passes more and no more", () => {
    const picked = new Set<number>();
    const n = 300_000;
    const u = uniforms(3);
    const losses = Float64Array.from({ length: n }, u);
    Scratch.use((scratch) => {
      const pick = (indices: Float64Array) => {
        for (const index of indices) picked.add(index);
        return indices;
      };
      selectRanks({ scratch, room: 2 ** 24, found: () => {} }, { ...lossArray(scratch, losses), pick }, [n / 2]);
    });
    expect(picked.size).toBeGreaterThan(100);
    for (const index of picked) losses[index] = 2;
    expect(passes(losses, n / 2)).toBe(5);
  });

  it("a window between two bounds holds the rank of evenly spread values, and little else", () => {
    for (const [count, rank] of [
      [1000, 500],
      [60_000, 30_000],
      [60_000, 1],
      [60_000, 60_000],
    ] as const) {
      const { low, high, expected } = windowWithin(10, 20, count, [rank])!;
      const value = 10 + (10 * (rank - 0.5)) / count;
      expect(low < value && value < high).toBe(true);
      expect(low >= 10 && high <= 20).toBe(true);
      expect(expected).toBeLessThan(count / 2);
    }
    expect(windowWithin(10, 20, 60_000, [1, 60_000])).toBeUndefined();
    for (const [low, high] of [
      [-Infinity, 1],
      [1, Infinity],
      [NaN, 1],
      [1, NaN],
      [-1e308, 1e308],
    ] as const) {
      expect(windowWithin(low, high, 60_000, [30_000])).toBeUndefined();
    }
  });
});

describe("orderStatistics refuses", () => {
  it.each([3, 1000, 70_000, 500_000])("NaN among %i, with its index", (n) => {
    for (const index of [0, n >> 1, n - 1]) {
      for (const room of [undefined, 20_000]) {
        const losses = make("exponential", n);
        losses[index] = NaN;
        expect(() => orderStatistics(losses, [n], room)).toThrow(`losses[${index}] must be a number, got NaN`);
        expect(() => orderStatistics(losses, [1], room)).toThrow(expect.objectContaining({ code: "ERR_DATA" }));
      }
    }
  });

  it.each([100, 70_000, 500_000])("NaN of either sign, alone or everywhere, among %i", (n) => {
    const negative = new Float64Array(BigUint64Array.of(0xfff8000000000001n).buffer)[0]!;
    expect(negative).toBeNaN();
    for (const sign of [NaN, negative]) {
      for (const every of [1, 2, n / 10, n]) {
        const bits = new BigUint64Array(n);
        const losses = new Float64Array(bits.buffer);
        losses.set(make("exponential", n));
        const nan = new BigUint64Array(Float64Array.of(sign).buffer)[0]!;
        for (let i = every - 1; i < n; i += every) bits[i] = sign === negative ? 0xfff8000000000001n : nan;
        const ranks = [1, Math.ceil(0.9 * n), n];
        expect(() => orderStatistics(losses, ranks)).toThrow(`losses[${every - 1}] must be a number, got NaN`);
        expect(() => select(losses, [ranks[1]!], [ranks[1]!])).toThrow("got NaN");
      }
    }
  });

  it.each([0, 4, 1.5, NaN, -1])("rank %s of 3", (rank) => {
    expect(() => orderStatistics(Float64Array.of(1, 2, 3), [rank])).toThrow("ranks[0] must be an integer from 1 to 3");
  });
});

describe("tail excess", () => {
  it.each(Object.keys(shapes).filter((name) => name !== "infinities"))("%s: sum and spread above a value", (name) => {
    const losses = make(name, 20_001);
    for (const share of [0.5, 0.9, 0.999]) {
      const threshold = losses.slice().sort()[Math.floor(share * losses.length)]!;
      const excess = tailExcess(losses, [threshold])[0]!;
      const above = losses.filter((x) => x > threshold).map((x) => x - threshold);
      const sum = above.reduce((a, b) => a + b, 0);
      expect(excess.count).toBe(above.length);
      expect(Math.abs(excessSum(excess) - sum)).toBeLessThanOrEqual(1e-13 * sum);
      if (name === "denormals" || name === "one large" || above.length < 2) continue;
      const mean = sum / above.length;
      const m2 = above.reduce((total, y) => total + (y - mean) * (y - mean), 0);
      // The mean is rounded as the losses are.
      const rounding = 2 ** -52 * Math.abs(threshold);
      const slack = 1e-12 * m2 + 1e-25 * sum * sum + above.length * rounding * rounding;
      expect(Math.abs(excess.m2 - m2)).toBeLessThanOrEqual(slack);
    }
  });

  it.each(Object.keys(shapes))("%s: one bit pattern by every way", (name) => {
    // The largest has a tail of several blocks.
    for (const n of [5000, 120_000, 450_000]) {
      const losses = make(name, n);
      const ranks = ranksOf(n).filter((rank) => rank >= n / 2);
      const reference = select(losses, ranks, ranks);
      const thresholds = ranks.map((rank) => reference.values.get(rank)!);
      const streamed = tailExcess(losses, thresholds);
      expect(streamed).toEqual(ranks.map((rank) => reference.excesses.get(rank)));
      expect(select(losses, ranks, ranks, 20_000).excesses).toEqual(reference.excesses);
      // A run that kept only the tail, in trial order.
      const cut = thresholds[2]!;
      const tail = losses.filter((x) => x >= cut);
      const kept = thresholds.filter((threshold) => threshold >= cut);
      expect(tailExcess(tail, kept)).toEqual(tailExcess(losses, kept));
    }
  });
});
