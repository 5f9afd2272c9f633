import type { Progress } from "../index.js";

const width = 30;

/** A bar on standard error, where that is a terminal and nobody wants quiet. */
export function progressBar(quiet: boolean | undefined): ProgressBar | undefined {
  return process.stderr.isTTY && !quiet ? new ProgressBar(process.stderr) : undefined;
}

/** Draws on a terminal how far a run is, on one line that `clear` takes away. */
export class ProgressBar {
  readonly #terminal: NodeJS.WriteStream;

  constructor(terminal: NodeJS.WriteStream) {
    this.#terminal = terminal;
  }

  show({ done, trials, etaMs }: Progress): void {
    const full = Math.floor((width * done) / trials);
    const bar = "█".repeat(full) + "░".repeat(width - full);
    const left = Number.isFinite(etaMs) ? `, ${Math.ceil(etaMs / 1000)} s left` : "";
    const percent = String(Math.floor((100 * done) / trials)).padStart(3);
    this.#write(`${bar} ${percent} % of ${trials.toLocaleString("en-US")} years${left}`);
  }

  clear(): void {
    this.#write("");
  }

  // Back to the line's start, and the rest of it erased.
  #write(text: string): void {
    this.#terminal.write(`\r${text}\u001b[K`);
  }
}
