/**
 * What a run is, as plain numbers that threads share. The calling thread writes it; whoever runs blocks of it reads
 * it and writes losses, moments and the control words. A block is written by one thread only.
 */
export interface Program {
  readonly trials: number;
  readonly components: readonly ProgramComponent[];
  /** The portfolio's losses, one a trial. */
  readonly losses: Float64Array;
  /** Moments of each block of the portfolio's losses, `momentFields` a block. */
  readonly moments: Float64Array;
  readonly control: SharedArrayBuffer;
  /** Blocks that a thread takes at a time. */
  readonly take: number;
}

export interface ProgramComponent {
  readonly name: string;
  /** plan/encode.ts */
  readonly numbers: Float64Array;
  readonly key: Uint8Array;
  readonly chunk: number;
  /** Where its own losses are asked for. */
  readonly output: { readonly losses: Float64Array; readonly moments: Float64Array } | undefined;
}

/** Every array that a run writes losses or moments to. */
export function arraysOf(program: Program): Float64Array[] {
  const outputs = program.components.flatMap(({ output }) => (output ? [output] : []));
  return [program, ...outputs].flatMap(({ losses, moments }) => [losses, moments]);
}

/** The words that threads change while a run is under way. */
export class Control {
  readonly #integers: Int32Array;
  readonly #counters: BigInt64Array;

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(24)) {
    this.#integers = new Int32Array(buffer, 16, 1);
    this.#counters = new BigInt64Array(buffer, 0, 2);
  }

  get buffer(): SharedArrayBuffer {
    return this.#counters.buffer as SharedArrayBuffer;
  }

  /** The first of the next `count` blocks, which are the caller's from now on. */
  takeBlocks(count: number): number {
    return Number(Atomics.add(this.#counters, 0, BigInt(count)));
  }

  blockDone(): void {
    Atomics.add(this.#counters, 1, 1n);
  }

  get blocksDone(): number {
    return Number(Atomics.load(this.#counters, 1));
  }

  cancel(): void {
    Atomics.store(this.#integers, 0, 1);
  }

  get cancelled(): boolean {
    return Atomics.load(this.#integers, 0) !== 0;
  }
}
