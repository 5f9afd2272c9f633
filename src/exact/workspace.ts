import { ActuarialError } from "../errors.js";
import { Kernel, type KernelExports } from "../kernel.js";
import type { Algebra } from "./algebra.js";

/** Doubles behind a spectrum's points: its last value, and one more to make their number even. */
const room = 4;

interface Wrapped {
  readonly first: number;
  readonly points: number;
  readonly rate: number;
  readonly shift: number;
}

let idle: Workspace | undefined;
/** An idle workspace is kept for the next law up to this many points; it holds the roots of unity, and warm memory. */
const keptPoints = 1_048_576;
/** Made for fewer, it would soon be replaced by a larger one. */
const leastPoints = 65_536;

/**
 * A kernel with the roots of unity of transforms of up to so many reals, and arrays of `points` doubles. An array is known
 * by its address. It holds reals, or after `transform` a spectrum, with which to compute.
 */
export class Workspace implements Algebra<number> {
  readonly #kernel: Kernel = new Kernel();
  readonly #roots: number;
  readonly #most: number;
  #points: number;
  #free: number[] = [];
  readonly #made: number[] = [];
  #coefficients = { at: 0, length: 0 };

  private constructor(most: number) {
    this.#most = most;
    this.#points = most;
    this.#roots = this.#allocate(most);
    this.#exports.makeRoots(this.#roots, most / 2);
  }

  /** Runs `work` with a workspace that nobody else uses meanwhile; its arrays are then taken back. */
  static async use<T>(points: number, work: (workspace: Workspace) => Promise<T>): Promise<T> {
    // The roots of a long transform begin with those of a shorter one.
    const fits = idle !== undefined && idle.#most >= points;
    const workspace = fits ? idle! : new Workspace(Math.max(points, leastPoints));
    if (fits) idle = undefined;
    workspace.#points = points;
    try {
      return await work(workspace);
    } finally {
      workspace.#free = [...workspace.#made];
      if (workspace.#most <= keptPoints && !(idle !== undefined && idle.#most >= workspace.#most)) idle = workspace;
    }
  }

  get points(): number {
    return this.#points;
  }

  get #exports(): KernelExports {
    return this.#kernel.exports;
  }

  get #values(): number {
    return this.points / 2 + 1;
  }

  #allocate(doubles: number): number {
    try {
      return this.#kernel.allocate(doubles * 8);
    } catch (cause) {
      throw new ActuarialError("ERR_TOO_LARGE", `solve: ${doubles} doubles more do not fit the memory`, { cause });
    }
  }

  /** An array with unspecified content. */
  array(): number {
    const known = this.#free.pop();
    if (known !== undefined) return known;
    const made = this.#allocate(this.#most + room);
    this.#made.push(made);
    return made;
  }

  /** A view of an array's reals, good until the next array is made. */
  reals(array: number): Float64Array {
    return this.#kernel.view(array, this.points);
  }

  /** Multiplies the j-th real by exp(rate j). */
  tilt(array: number, rate: number): void {
    if (rate !== 0) this.#exports.tilt(array, this.points, rate, 0);
  }

  /** Moves the j-th real to the place of j + by, around the end. */
  wrap(array: number, by: number): void {
    const start = by % this.points;
    if (start === 0) return;
    const reals = this.reals(array);
    const end = reals.slice(this.points - start);
    reals.copyWithin(start, 0, this.points - start);
    reals.set(end);
  }

  /** The `points` reals from the place of `first` on, around the end, the j-th of them times exp(shift + rate j). */
  unwrap(array: number, { first, points, rate, shift }: Wrapped): Float64Array {
    const start = first % this.points;
    const before = Math.min(points, this.points - start);
    const masses = new Float64Array(points);
    const bytes = (j: number): number => array + 8 * j;
    this.#exports.tilt(bytes(start), before, rate, shift);
    masses.set(this.reals(array).subarray(start, start + before));
    if (before < points) {
      this.#exports.tilt(array, points - before, rate, shift + rate * before);
      masses.set(this.reals(array).subarray(0, points - before), before);
    }
    return masses;
  }

  transform(array: number): number {
    this.#exports.transform(array, this.points, this.#roots);
    return array;
  }

  transformBack(array: number): number {
    this.#exports.transformBack(array, this.points, this.#roots);
    return array;
  }

  copy(x: number): number {
    const copy = this.array();
    const { buffer } = this.#exports.memory;
    new Uint8Array(buffer).copyWithin(copy, x, x + (this.points + room) * 8);
    return copy;
  }

  release(x: number): void {
    this.#free.push(x);
  }

  affine(x: number, a: number, b: number): number {
    this.#exports.spectrumAffine(x, this.#values, a, b);
    return x;
  }

  /** exp(x - shift). */
  exp(x: number, shift: number): number {
    this.#exports.spectrumExp(x, this.#values, shift);
    return x;
  }

  expm1(x: number): number {
    this.#exports.spectrumExpm1(x, this.#values);
    return x;
  }

  log1p(x: number): number {
    this.#exports.spectrumLog1p(x, this.#values);
    return x;
  }

  reciprocal(x: number): number {
    this.#exports.spectrumReciprocal(x, this.#values);
    return x;
  }

  multiply(x: number, y: number): number {
    this.#exports.spectrumMultiply(x, y, this.#values);
    return x;
  }

  add(x: number, y: number, factor: number): number {
    this.#exports.spectrumAdd(x, y, this.#values, factor);
    return x;
  }

  polynomial(x: number, coefficients: Float64Array): number {
    const { length } = coefficients;
    if (length > this.#coefficients.length) this.#coefficients = { at: this.#allocate(length), length };
    const { at } = this.#coefficients;
    this.#kernel.view(at, length).set(coefficients);
    this.#exports.spectrumPolynomial(x, this.#values, at, length);
    return x;
  }
}
