const bits = new DataView(new ArrayBuffer(8));

/** Parts of an octave, as many as five bits tell apart: a value is known to 1/64 of itself. */
const mantissaBits = 5;
const lowestOctave = -10;
const octaves = 42;
const size = octaves << mantissaBits;
const bias = (1023 + lowestOctave) << mantissaBits;

/**
 * How many values were how large, in cells that are a 32nd of an octave: 11 KB, however many values there are. A value's
 * cell is the upper bits of its double. Values outside 2^-10 to 2^32 count in the cells at the ends.
 */
export class Histogram {
  readonly #counts: Float64Array = new Float64Array(size);
  #count = 0;
  #sum = 0;
  #largest = 0;

  record(value: number): void {
    this.#counts[cellOf(value)]!++;
    this.#count++;
    this.#sum += value;
    this.#largest = Math.max(this.#largest, value);
  }

  get count(): number {
    return this.#count;
  }

  get sum(): number {
    return this.#sum;
  }

  get largest(): number {
    return this.#largest;
  }

  /** The middle of the cell of the value that a share p of all are not above; NaN where there are none. */
  quantile(p: number): number {
    let left = Math.ceil(p * this.#count);
    for (let cell = 0; cell < size; cell++) {
      left -= this.#counts[cell]!;
      if (left <= 0 && this.#count > 0) return Math.min(this.#largest, (edgeOf(cell) + edgeOf(cell + 1)) / 2);
    }
    return Number.NaN;
  }

  /** How many values are below a power of two. */
  below(bound: number): number {
    let count = 0;
    for (let cell = 0; cell < cellOf(bound); cell++) count += this.#counts[cell]!;
    return count;
  }
}

function cellOf(value: number): number {
  bits.setFloat64(0, value);
  return Math.min(size - 1, Math.max(0, (bits.getUint32(0) >>> (20 - mantissaBits)) - bias));
}

/** Where a cell begins. */
function edgeOf(cell: number): number {
  bits.setUint32(0, (cell + bias) << (20 - mantissaBits));
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}
