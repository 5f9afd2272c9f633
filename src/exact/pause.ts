import { setImmediate } from "node:timers/promises";

/** Timers and aborts are let through this often, and whenever a stage takes longer, after it. */
const sliceMs = 15;

/** Lets the event loop have its turn between the stages of a long computation. */
export class Pause {
  readonly #signal: AbortSignal | undefined;
  #next: number = performance.now() + sliceMs;

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  /** Rejects with the signal's reason once it has aborted. */
  async breathe(): Promise<void> {
    if (performance.now() >= this.#next) {
      await setImmediate();
      this.#next = performance.now() + sliceMs;
    }
    this.#signal?.throwIfAborted();
  }
}
