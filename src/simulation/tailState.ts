/** What threads share of a tail that is being kept. The threshold, its kind and what is equal to it change between phases only. */
export class TailState {
  static readonly bytes = 32;
  readonly #counters: BigInt64Array;
  readonly #numbers: Float64Array;

  constructor(buffer: SharedArrayBuffer) {
    this.#counters = new BigInt64Array(buffer, 0, 1);
    this.#numbers = new Float64Array(buffer, 8, 3);
  }

  /** Room taken in the pool; more than it has where it was too small. */
  get size(): number {
    return Number(Atomics.load(this.#counters, 0));
  }

  set size(size: number) {
    Atomics.store(this.#counters, 0, BigInt(size));
  }

  /** Takes room in the pool and returns where it starts, which may be beyond the pool's end. */
  reserve(count: number): number {
    return Number(Atomics.add(this.#counters, 0, BigInt(count)));
  }

  /** Losses equal to the threshold, of the phases that are over. */
  get equal(): number {
    return this.#numbers[2]!;
  }

  set equal(count: number) {
    this.#numbers[2] = count;
  }

  /** Losses above it are kept. */
  get threshold(): number {
    return this.#numbers[0]!;
  }

  /** Whether losses equal to the threshold are common enough to be counted from now on. */
  get isAtom(): boolean {
    return this.#numbers[1] === 1;
  }

  raise(threshold: number, equal: number): void {
    this.#numbers[0] = threshold;
    this.#numbers[1] = equal > 1 ? 1 : 0;
    this.equal = equal;
  }
}
