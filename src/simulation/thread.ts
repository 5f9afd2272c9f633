import { type ResourceLimits, Worker } from "node:worker_threads";
import { ActuarialError } from "../errors.js";
import type { Tally } from "../measures/tally.js";
import { Ledger } from "./ledger.js";
import type { Answer, Counted, Job } from "./messages.js";
import { Control } from "./program.js";

/** How a job ended on one thread, and what the thread had counted by then. */
export interface Outcome {
  readonly tallies: readonly Tally[];
  /** Why the thread could not go to its seat, and ran all the same. */
  readonly unpinned?: string | undefined;
  /** What the run failed with. */
  readonly error?: ActuarialError;
  /** Why the thread is no more; `begun` where it was this job, of those that it owed, that it was at. */
  readonly lost?: { readonly error: ActuarialError; readonly begun: boolean };
}

interface Debt {
  readonly ledger: Ledger;
  readonly control: Control;
  readonly resolve: (outcome: Outcome) => void;
  tallies: readonly Tally[];
}

/** How threads are started and watched. */
export interface ThreadSettings {
  readonly url: URL;
  readonly resourceLimits?: ResourceLimits;
  /** Looks without a sign of life after which a thread is given up: in a run, and in one that was cancelled. */
  readonly patience: { readonly running: number; readonly cancelled: number };
}

/** A worker thread and the jobs that it still owes an answer, in their order. It keeps the process alive only while it owes one. */
export class Thread {
  readonly #worker: Worker;
  readonly #settings: ThreadSettings;
  readonly #owed = new Map<number, Debt>();
  readonly #ended: () => void;
  #cause: unknown;
  #givenUp = false;
  /** Of the job that is under way: its signs of life when they were last looked at, and looks since they changed. */
  #seen: { debt: Debt; beats: number; silent: number } | undefined;

  /** `ended` is called once the thread is no more, before the jobs that it owes are settled. */
  constructor(settings: ThreadSettings, ended: () => void) {
    this.#settings = settings;
    this.#ended = ended;
    const { url, resourceLimits = {} } = settings;
    // Not the flags of the process: --input-type, for one, would keep the thread from starting.
    this.#worker = new Worker(url, { execArgv: [], resourceLimits });
    this.#worker.unref();
    this.#worker.on("message", (message: Answer | Counted) => this.#receive(message));
    this.#worker.on("error", (error) => {
      this.#cause = error;
    });
    // Whatever ends the thread, and with whatever exit code: work that it owes is lost.
    this.#worker.on("exit", (code) => this.#lose(code));
  }

  get owes(): boolean {
    return this.#owed.size > 0;
  }

  /** Resolves when the thread touches the job's arrays no more. Never rejects. */
  run(job: Job): Promise<Outcome> {
    return new Promise((resolve) => {
      const control = new Control(job.program.control);
      this.#owed.set(job.id, { ledger: new Ledger(job.ledger), control, resolve, tallies: [] });
      this.#worker.ref();
      this.#worker.postMessage(job);
    });
  }

  /** Looks whether the thread gives signs of life in what it owes, and ends it when it has not for too long. */
  look(): void {
    const [debt] = this.#owed.values();
    if (debt === undefined) {
      this.#seen = undefined;
      return;
    }
    const { beats } = debt.ledger;
    if (this.#seen?.debt !== debt || this.#seen.beats !== beats) {
      this.#seen = { debt, beats, silent: 0 };
      return;
    }
    const { running, cancelled } = this.#settings.patience;
    if (++this.#seen.silent < (debt.control.cancelled ? cancelled : running)) return;
    this.#givenUp = true;
    void this.#worker.terminate();
  }

  async close(): Promise<void> {
    this.#ended();
    for (const [id, { tallies }] of [...this.#owed]) {
      this.#settle(id, { error: new ActuarialError("ERR_CLOSED", "the pool was closed during a run"), tallies });
    }
    await this.#worker.terminate();
  }

  #receive(message: Answer | Counted): void {
    const debt = this.#owed.get(message.id);
    if (debt === undefined) return;
    const { tallies } = message;
    if (!message.done) {
      debt.tallies = tallies;
      debt.ledger.settle(message.taken);
    } else if (message.error === undefined) {
      this.#settle(message.id, { tallies, unpinned: message.unpinned });
    } else {
      const { code, message: text } = message.error;
      this.#settle(message.id, { error: new ActuarialError(code, text), tallies });
    }
  }

  #lose(code: number): void {
    this.#ended();
    const said = this.#cause instanceof Error ? `: ${this.#cause.message}` : "";
    const why = this.#givenUp ? "gave no sign of life and was ended" : `ended during a run (exit code ${code}${said})`;
    const because = this.#cause === undefined ? {} : { cause: this.#cause };
    const error = new ActuarialError("ERR_WORKER_LOST", `a worker thread ${why}`, because);
    let begun = true;
    for (const [id, { tallies }] of [...this.#owed]) {
      this.#settle(id, { lost: { error, begun }, tallies });
      begun = false;
    }
  }

  #settle(id: number, outcome: Outcome): void {
    this.#owed.get(id)?.resolve(outcome);
    this.#owed.delete(id);
    if (this.#owed.size === 0) this.#worker.unref();
  }
}
