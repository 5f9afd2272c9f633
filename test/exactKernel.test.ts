import { describe, expect, it } from "vitest";
import { Kernel } from "../dist/kernel.js";

// The kernel's transform against its definition, and its complex functions against the platform's mathematics.

const kernel = new Kernel();
const roots = kernel.allocate(65_536 * 8);
const at = kernel.allocate(65_536 * 8 + 64);
kernel.exports.makeRoots(roots, 32_768);

const reversed = (k: number, bits: number): number =>
  Number.parseInt(k.toString(2).padStart(bits, "0").split("").reverse().join("") || "0", 2);

describe("transform", () => {
  it.each([2, 3, 4, 7, 8, 10])("of 2^%d reals is their spectrum in bit-reversed order", (bits) => {
    const n = 2 ** bits;
    const x = Float64Array.from({ length: n }, (_, j) => Math.sin(j * j + 1));
    const values = kernel.view(at, n + 2);
    values.set(x);
    kernel.exports.transform(at, n, roots);
    for (let p = 0; p <= n / 2; p++) {
      const k = p === n / 2 ? p : reversed(p, bits - 1);
      let [real, imaginary] = [0, 0];
      for (let j = 0; j < n; j++) {
        const angle = (2 * Math.PI * ((j * k) % n)) / n;
        real += x[j]! * Math.cos(angle);
        imaginary += x[j]! * Math.sin(angle);
      }
      expect(Math.abs(values[2 * p]! - real)).toBeLessThan(1e-12 * n);
      expect(Math.abs(values[2 * p + 1]! - imaginary)).toBeLessThan(1e-12 * n);
    }
  });

  it.each([2, 9, 14, 16])("of 2^%d reals comes back", (bits) => {
    const n = 2 ** bits;
    const x = Float64Array.from({ length: n }, (_, j) => Math.cos(j * j));
    const values = kernel.view(at, n);
    values.set(x);
    kernel.exports.transform(at, n, roots);
    kernel.exports.transformBack(at, n, roots);
    expect(Math.max(...values.map((value, j) => Math.abs(value - x[j]!)).subarray(0, 65_536))).toBeLessThan(2e-15);
  });
});

describe("complex functions", () => {
  const values = kernel.view(at, 4);
  const apply = (f: () => void, x: number, y: number): [number, number] => {
    values.set([1, 1, x, y]);
    f();
    return [values[2]!, values[3]!];
  };
  const apart = ([a, b]: [number, number], [c, d]: [number, number]): number =>
    Math.hypot(a - c, b - d) / Math.hypot(c, d);

  it("expm1 and log1p keep their digits next to 0 and elsewhere", () => {
    let worst = 0;
    for (let i = 1; i < 20_000; i++) {
      const size = Math.exp(-30 * ((i * 0.618) % 1));
      const [x, y] = [size * 8 * (((i * 0.7548) % 1) - 0.5), size * 800 * (((i * 0.5698) % 1) - 0.5)];
      const grown = apply(() => kernel.exports.spectrumExpm1(at, 2), x, y);
      const half = Math.sin(y / 2);
      worst = Math.max(worst, apart(grown, [Math.expm1(x) * Math.cos(y) - 2 * half * half, Math.exp(x) * Math.sin(y)]));
      const log = apply(() => kernel.exports.spectrumLog1p(at, 2), x, y / 100);
      const norm = 2 * x + x * x + (y / 100) ** 2;
      const real = Math.abs(norm) < 0.5 ? Math.log1p(norm) / 2 : Math.log(Math.hypot(1 + x, y / 100));
      worst = Math.max(worst, apart(log, [real, Math.atan2(y / 100, 1 + x)]));
    }
    expect(worst).toBeLessThan(4e-15);
  });

  it("knows the logarithm of nothing as a large negative number", () => {
    expect(apply(() => kernel.exports.spectrumLog1p(at, 2), -1, 0)[0]).toBeLessThan(-300);
  });
});
