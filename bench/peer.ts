import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Measures } from "./lundberg.js";
import type { Program } from "./programs.js";

export interface Answer extends Partial<Measures> {
  readonly seconds: number;
  readonly mean?: number;
  readonly probabilities?: readonly number[];
}

const mostMilliseconds = 60_000;

/** A running peer: a line of words to it, a line of JSON from it. */
export class Peer {
  readonly #name: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  #complaints = "";

  constructor({ name, command: [file, ...parameters], environment }: Program) {
    this.#name = name;
    this.#child = spawn(file, parameters, { env: { ...process.env, ...environment } });
    // Whatever goes wrong shows as the end of the answers.
    this.#child.on("error", ({ message }) => this.#complain(message));
    this.#child.stdin.on("error", ({ message }) => this.#complain(message));
    this.#child.stderr.on("data", (data: Buffer) => this.#complain(data.toString()));
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  #complain(text: string): void {
    this.#complaints = (this.#complaints + text).slice(-2000);
  }

  /** The answer to a request, undefined where the peer does not do such things. @throws Error where it ends or hangs. */
  async ask(request: string): Promise<Answer | undefined> {
    const deadline = setTimeout(() => {
      this.#complain(`no answer to "${request}" within ${mostMilliseconds / 1000} s`);
      this.#child.kill();
    }, mostMilliseconds);
    this.#child.stdin.write(`${request}\n`);
    const { value, done } = await this.#lines.next();
    clearTimeout(deadline);
    if (done) throw new Error(`${this.#name} ended: ${this.#complaints.trim().split("\n").at(-1)}`);
    const answer = JSON.parse(value);
    return answer.unsupported ? undefined : answer;
  }

  close(): void {
    this.#child.stdin.end();
  }
}
