import { describe, expect, it } from "vitest";
import { Kernel } from "../dist/kernel.js";

const kernel = new Kernel();
const { exports } = kernel;
const room = 5000;
const from = kernel.allocate(8 * room + 64);
const to = kernel.allocate(8 * room + 64);
const out = kernel.allocate(64);

let state = 1;
const uniform = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state + 0.5) / 2 ** 32;
};

function load(values: Float64Array): void {
  kernel.view(from, room).fill(-1e300);
  kernel.view(from, values.length).set(values);
}

/** Sizes around the batches of 8 and 32, and values of which a given share is above 0. */
const sizes = [0, 1, 7, 8, 9, 31, 32, 33, 63, 64, 65, 100, 500, 4096];
const densities = [0, 0.03, 0.1, 0.2, 0.35, 0.5, 0.9, 1];
const cases = sizes.flatMap((n) => densities.map((density) => ({ n, density })));
const make = (n: number, density: number) =>
  Float64Array.from({ length: n }, () => (uniform() < density ? uniform() : -Math.floor(3 * uniform())));

/** What is left of values when they are compacted, by both functions, elsewhere and in place; no more is written. */
function expectCompacted(values: Float64Array): void {
  const n = values.length;
  const slack = 8;
  const above = values.filter((x) => !(x <= 0));
  load(values);
  kernel.view(to, room).fill(7);
  expect(exports.compactAbove(from, n, 0, to)).toBe(above.length);
  expect(kernel.view(to, room).slice(0, above.length)).toEqual(above);
  expect(
    kernel
      .view(to, room)
      .slice(above.length + slack)
      .every((x) => x === 7),
  ).toBe(true);

  const between = values.filter((x) => !(x <= -1) && !(x >= 0.5));
  kernel.view(out, 1)[0] = 100;
  kernel.view(to, room).fill(7);
  expect(exports.compactBetween(from, n, -1, 0.5, to, out)).toBe(between.length);
  expect(kernel.view(to, room).slice(0, between.length)).toEqual(between);
  expect(
    kernel
      .view(to, room)
      .slice(between.length + slack)
      .every((x) => x === 7),
  ).toBe(true);
  expect(kernel.view(out, 1)[0]).toBe(100 + values.filter((x) => x <= -1).length);

  expect(exports.compactBetween(from, n, NaN, NaN, to, out)).toBe(n);
  expect(exports.compactAbove(from, n, NaN, to)).toBe(n);
  expect(kernel.view(to, n)).toEqual(values);

  expect(exports.compactAbove(from, n, 0, from)).toBe(above.length);
  expect(kernel.view(from, above.length)).toEqual(above);
  load(values);
  expect(exports.compactBetween(from, n, -1, 0.5, from, out)).toBe(between.length);
  expect(kernel.view(from, between.length)).toEqual(between);
}

describe("compaction", () => {
  it.each(cases)("$n values, $density of them kept, also in place", ({ n, density }) => {
    const values = make(n, density);
    if (n > 3) values[n >> 1] = NaN;
    expectCompacted(values);
  });

  it.each([16, 32, 40, 100])("where dense and sparse stretches of %i values take turns", (stretch) => {
    for (const [sparse, dense] of [
      [0, 1],
      [0.05, 0.3],
      [0.1, 0.9],
    ] as const) {
      const parts = Array.from({ length: 40 }, (_, i) => make(stretch, i % 2 === 0 ? sparse : dense));
      expectCompacted(Float64Array.from(parts.flatMap((part) => Array.from(part))));
    }
  });

  it("batches that keep each number of values, after a sparse and after a dense one", () => {
    for (let before = 0; before <= 32; before += 32) {
      for (let kept = 0; kept <= 32; kept++) {
        const share = (count: number) => Array.from({ length: 32 }, (_, i) => ((i * 13) % 32 < count ? uniform() : -2));
        expectCompacted(Float64Array.from([...share(before), ...share(kept), ...share(5)]));
      }
    }
  });
});

describe("counting", () => {
  it.each(cases)("$n values, $density of them above 0", ({ n, density }) => {
    const values = make(n, density);
    load(values);
    for (const bound of [-2, -1, 0, 0.5, 1]) {
      expect(exports.countAtMost(from, n, bound)).toBe(values.filter((x) => x <= bound).length);
      expect(exports.countAtLeast(from, n, bound)).toBe(values.filter((x) => x >= bound).length);
    }
    expect(exports.indexOfNaN(from, n)).toBe(-1);
    if (n === 0) return;
    const index = Math.floor(uniform() * n);
    kernel.view(from, n)[index] = NaN;
    expect(exports.indexOfNaN(from, n)).toBe(index);
  });

  it("orders doubles by their leading digits, both zeros as one", () => {
    const ordered = Float64Array.of(-Infinity, -1e308, -1, -5e-324, -0, 0, 5e-324, 1, 1e308, Infinity);
    const counts = kernel.allocate(8 * 65_536);
    const digitsOf = (x: number) => {
      const digits: bigint[] = [];
      kernel.view(from, 1)[0] = x;
      for (let shift = 48, prefix = 0n; shift >= 0; shift -= 16) {
        kernel.view(counts, 65_536).fill(0);
        exports.countDigits(from, 1, prefix, shift, counts);
        const digit = BigInt(kernel.view(counts, 65_536).indexOf(1));
        digits.push(digit);
        prefix = (prefix << 16n) | digit;
      }
      return digits.reduce((key, digit) => (key << 16n) | digit, 0n);
    };
    const keys = Array.from(ordered, digitsOf);
    expect(keys[4]).toBe(keys[5]);
    const rising = keys.toSpliced(4, 1);
    expect(rising.every((key, i) => i === 0 || key > rising[i - 1]!)).toBe(true);
  });
});

/** The kernel's eight sums, one value at a time: what its vector lanes must give, bit for bit. */
function laneSum(values: Float64Array, whole: number): number {
  const s = new Float64Array(8);
  for (let i = 0; i < whole; i++) s[i % 8]! += values[i]!;
  let sum = s[0]! + s[2]! + (s[4]! + s[6]!) + (s[1]! + s[3]! + (s[5]! + s[7]!));
  for (let i = whole; i < values.length; i++) sum += values[i]!;
  return sum;
}

describe("block sums have the bits of their lanes", () => {
  it.each(sizes.slice(1))("%i values", (n) => {
    const origin = 0.25;
    const values = Float64Array.from({ length: n }, () => origin + 1 / uniform());
    const whole = n & -8;
    const y = values.map((x) => x - origin);
    const powerSum = (sum: number, power: number) => {
      const center = origin + sum / n;
      return laneSum(
        values.map((x) => (power === 2 ? (x - center) * (x - center) : (x - center) * (x - center) * (x - center))),
        whole,
      );
    };
    load(values);
    exports.blockExcess(from, n, origin, out);
    const excess = laneSum(y, whole);
    const [count, total, squares, , exponent] = kernel.view(out, 5);
    expect([count, total, squares, exponent]).toEqual([n, excess, powerSum(excess, 2), 0]);
    exports.blockMoments(from, n, origin, out);
    const sum = laneSum(values, whole) - n * origin;
    const sums = [n, sum, powerSum(sum, 2), powerSum(sum, 3)];
    expect(Array.from(kernel.view(out, 8))).toEqual([...sums, 0, n, Math.min(...y), Math.max(...y)]);
  });
});

describe("block moments", () => {
  it.each(sizes.slice(1))("count the losses above the origin among %i of either sign", (n) => {
    const values = Float64Array.from(
      { length: n },
      () => [0, -0, 1, -1, 5e-324, -5e-324, 0.25, 1e30][Math.floor(8 * uniform())]!,
    );
    for (const origin of [0, 0.25]) {
      load(values);
      exports.blockMoments(from, n, origin, out);
      const [, , , , , positive, least, largest] = kernel.view(out, 8);
      expect(positive).toBe(values.filter((x) => x > origin).length);
      expect([least! + 0, largest! + 0]).toEqual([Math.min(...values) - origin + 0, Math.max(...values) - origin + 0]);
    }
  });
});

describe("widen", () => {
  it.each([0, 1, 2, 3, 100, 101])("%i single-precision numbers", (n) => {
    const singles = Float32Array.from({ length: n }, () => uniform() - 0.5);
    new Float32Array(exports.memory.buffer, from, n).set(singles);
    exports.widen(from, n, to);
    expect(kernel.view(to, n)).toEqual(Float64Array.from(singles));
  });
});
