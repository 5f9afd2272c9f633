import { ActuarialError } from "./errors.js";
import { kernelBase64 } from "./generated/kernelBytes.js";

export { kernelId } from "./generated/kernelBytes.js";

/**
 * The kernel's mathematics: the same bits on every Node version, which Math.exp and its like do not promise. Every
 * number that can reach a result comes from here or from exact operations.
 */
export interface KernelMath {
  exp(x: number): number;
  expm1(x: number): number;
  log(x: number): number;
  log1p(x: number): number;
  pow(x: number, y: number): number;
  logGamma(x: number): number;
  gammaFunction(x: number): number;
  /** log Gamma(a + b) - log Gamma(a), and log of y^a e^-y / Gamma(a), without the cancellation of large terms. */
  logGammaRatio(a: number, b: number): number;
  logGammaKernel(a: number, y: number): number;
  /** Regularised incomplete gamma P(a, x) and Q(a, x) = 1 - P(a, x), each to relative accuracy. */
  gammaP(a: number, x: number): number;
  gammaQ(a: number, x: number): number;
  gammaPInverse(a: number, p: number): number;
  gammaQInverse(a: number, q: number): number;
  /** Regularised incomplete beta I_x(a, b), and its complement. */
  betaI(a: number, b: number, x: number): number;
  betaIComplement(a: number, b: number, x: number): number;
  erfc(x: number): number;
  normalCdf(x: number): number;
  normalSurvival(x: number): number;
  normalQuantile(p: number): number;
  normalSurvivalQuantile(s: number): number;
  /** Log of a probability: kind 0 Poisson(a), 1 binomial(m = a, q = b), 2 negative binomial(r = a, beta = b). */
  logPmf(kind: number, a: number, b: number, n: number): number;
}

/** The kernel's exports. Addresses and sizes are bytes; a value that does not fit its WebAssembly type wraps silently, so callers check first. */
export interface KernelExports extends KernelMath {
  /** A WebAssembly.Memory, by what is used of it: callers' compilers may not know that type. */
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  tablesAddress(): number;
  blockAddress(): number;
  totalAddress(): number;
  weightsAddress(): number;
  scratchAddress(): number;
  chacha20(key: number, counter: number, chunk: bigint, out: number): void;
  startStream(key: number, chunk: bigint): void;
  fillClaims(severity: number, out: number, count: number): void;
  fillCounts(counts: number, out: number, count: number): void;
  fillWords(out: number, count: number): void;
  squeezeFactor(d: number): number;
  /** exp (0) or log (1) of the two doubles at `from`, to `to`. */
  pairs(logarithm: number, from: number, to: number): void;
  prepareComponent(component: number): void;
  /** The largest claims of a block of a component that draws them first; its trials' weights are multiplied by theirs. */
  drawLargest(component: number, key: number, block: number): void;
  clearWeights(): void;
  beginChunk(component: number, key: number, chunk: number, first: number): void;
  /** 1 when the chunk is complete, 0 when it wants another call. */
  advanceChunk(budget: number): number;
  /** Writes the moments of `count` values less `origin` (measures/moments.ts has the fields). */
  blockMoments(values: number, count: number, origin: number, out: number): void;
  blockExcess(values: number, count: number, origin: number, out: number): void;
  compactAbove(values: number, count: number, low: number, to: number): number;
  compactBetween(values: number, count: number, low: number, high: number, to: number, atMostLow: number): number;
  countAtMost(values: number, count: number, bound: number): number;
  countAtLeast(values: number, count: number, bound: number): number;
  countDigits(values: number, count: number, prefix: bigint, shift: number, counts: number): void;
  indexOfNaN(values: number, count: number): number;
  widen(values: number, count: number, to: number): void;
  narrow(values: number, count: number, to: number): void;
  tally(values: number, count: number, pages: number, digits: number): number;
  clearTotal(): void;
  addToTotal(): void;
  /** A component's block of output 0 ground-up losses, 1 claim counts, 2 largest payments; or with `total` the portfolio's. */
  outputAddress(output: number, total: number): number;
  clearOutputTotals(): void;
  addToOutputTotals(): void;
  writeAlias(weights: number, targets: number, count: number, out: number, slots: number, scratch: number): void;
  /** Bytes that the terms of `sumDensity` want; of which law it is; and the density. */
  sumDensityRoom(): number;
  beginSumDensity(kind: number, a: number, b: number, alpha: number, room: number): void;
  sumDensity(x: number): number;
  /** Where the 19 claims are at which the panel's density is wanted, and where it is to be put. */
  beginPanel(panel: number, anchor: number, scale: number, centre: number, half: number): number;
  fitPanel(cap: number, accuracy: number): number;
  beginStrips(strips: number, rest: number, weights: number): void;
  addFlat(value: number, width: number, weight: number): void;
  addPanels(panels: number, count: number, before: number): void;
  /** The most stretches that so many panels and flats leave. */
  mostStretches(panels: number, flats: number): number;
  stripCount(): number;
  stretchCount(): number;
  /** The first `count` roots of unity of every transform, in bit-reversed order; 16 bytes each. */
  makeRoots(roots: number, count: number): void;
  /** `points` reals to the points / 2 + 1 complex values of their spectrum, in bit-reversed order, and back. */
  transform(at: number, points: number, roots: number): void;
  transformBack(at: number, points: number, roots: number): void;
  /** exp(shift + rate j) times the j-th of `count` doubles. */
  tilt(at: number, count: number, rate: number, shift: number): void;
  /** Functions of `count` complex values in their place, which is long enough for an even number of them. */
  spectrumAffine(at: number, count: number, a: number, b: number): void;
  /** exp(z - shift). */
  spectrumExp(at: number, count: number, shift: number): void;
  spectrumExpm1(at: number, count: number): void;
  spectrumLog1p(at: number, count: number): void;
  spectrumReciprocal(at: number, count: number): void;
  spectrumMultiply(at: number, by: number, count: number): void;
  spectrumAdd(at: number, other: number, count: number, factor: number): void;
  spectrumPolynomial(at: number, count: number, coefficients: number, terms: number): void;
}

/** Trials in a block: what leaves the kernel at a time, and the most that a chunk holds. As in assembly/layout.ts. */
export const blockTrials = 4096;

/** What a run may show beside the losses, in the order of `outputAddress`. */
export const outputNames = ["groundUp", "claimCount", "largestClaim"] as const;
export type OutputName = (typeof outputNames)[number];

const compiled: WebAssembly.Module = new WebAssembly.Module(Buffer.from(kernelBase64, "base64"));

// AssemblyScript asks for an abort function although a release kernel never calls it.
const imports: WebAssembly.Imports = {
  env: {
    abort: () => {
      throw new ActuarialError("ERR_KERNEL_TRAP", "the kernel called abort");
    },
  },
};

/** Most instances that wait for the next piece of work, and the most memory that one of them may have. */
const mostIdle = 4;
const mostKept = 4_194_304;
const idle: Kernel[] = [];

/** An instance with a memory of its own, and the bytes of it that the caller hands out. */
export class Kernel {
  readonly exports: KernelExports;
  #free: number;
  readonly #views = new Map<number, Float64Array<ArrayBuffer>>();

  /** An instance that was given back, or a new one: making one and touching its memory takes longer than a small run. */
  static lend(): Kernel {
    return idle.pop() ?? new Kernel();
  }

  constructor() {
    this.exports = new WebAssembly.Instance(compiled, imports).exports as unknown as KernelExports;
    this.#free = this.exports.tablesAddress();
  }

  /** Takes `size` bytes, aligned to a cache line, and returns their address. They live as long as the instance. */
  allocate(size: number): number {
    const address = this.#free;
    const free = Math.ceil((address + size) / 64) * 64;
    const missing = free - this.exports.memory.buffer.byteLength;
    try {
      if (missing > 0) this.exports.memory.grow(Math.ceil(missing / 65_536));
    } catch (cause) {
      throw new ActuarialError("ERR_TOO_LARGE", `a kernel needs ${free} bytes of memory`, { cause });
    }
    this.#free = free;
    return address;
  }

  /**
   * Gives the instance back; nobody may use it afterwards. What the caller allocated is zeros again, as in a new one, and
   * the kernel's own state is set anew by every call that begins something, so that what is drawn with it next does not
   * depend on what was drawn before. Not for an instance whose work failed.
   */
  giveBack(): void {
    const { memory } = this.exports;
    if (idle.length >= mostIdle || memory.buffer.byteLength > mostKept) return;
    const start = this.exports.tablesAddress();
    new Uint8Array(memory.buffer).fill(0, start, this.#free);
    this.#free = start;
    idle.push(this);
  }

  /** Copies numbers into the instance and returns their address. */
  install(table: Float64Array | Uint32Array | Uint8Array): number {
    const address = this.allocate(table.byteLength);
    new Uint8Array(this.exports.memory.buffer).set(
      new Uint8Array(table.buffer, table.byteOffset, table.byteLength),
      address,
    );
    return address;
  }

  /** A copy of the numbers at an address. */
  read(address: number, length: number): Float64Array {
    return new Float64Array(this.exports.memory.buffer, address, length).slice();
  }

  /** The numbers at an address. The view is lost when the memory grows: take it anew after an allocation. */
  view(address: number, length: number): Float64Array<ArrayBuffer> {
    // Blocks are looked at again and again at the same places, and making a view costs more than reading through it.
    const { buffer } = this.exports.memory;
    let view = this.#views.get(address);
    if (view === undefined || view.length !== length || view.buffer !== buffer) {
      view = new Float64Array(buffer, address, length);
      this.#views.set(address, view);
    }
    return view;
  }
}

/** The calling thread's instance for mathematics alone. */
export const math: KernelMath = new Kernel().exports;

/** Gives work an instance for as long as it takes. */
export function inWorkshop<T>(work: (kernel: Kernel) => T): T {
  const kernel = Kernel.lend();
  const result = work(kernel);
  kernel.giveBack();
  return result;
}
