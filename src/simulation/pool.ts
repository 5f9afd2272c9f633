import { Worker } from "node:worker_threads";
import { ActuarialError } from "../errors.js";
import type { Tally } from "../measures/tally.js";
import type { Answer, Job } from "./messages.js";
import { Control, type Program } from "./program.js";

/** How a job ended on one worker: with an error, or with what was counted. */
interface Outcome {
  readonly error?: ActuarialError;
  readonly tallies?: readonly Tally[];
}

/** A worker thread and the jobs that it still owes an answer. It keeps the process alive only while it owes one. */
class PoolWorker {
  readonly #thread: Worker;
  readonly #owed = new Map<number, (outcome: Outcome) => void>();
  readonly #lost: (worker: PoolWorker) => void;
  #cause: unknown;

  constructor(url: URL, lost: (worker: PoolWorker) => void) {
    this.#lost = lost;
    // Not the flags of the process: --input-type, for one, would keep the thread from starting.
    this.#thread = new Worker(url, { execArgv: [] });
    this.#thread.unref();
    this.#thread.on("message", ({ id, error, tallies = [] }: Answer) => {
      this.#settle(id, error ? { error: new ActuarialError(error.code, error.message) } : { tallies });
    });
    this.#thread.on("error", (error) => {
      this.#cause = error;
    });
    // Whatever ends the thread, and with whatever exit code: work that it owes is lost.
    this.#thread.on("exit", (code) =>
      this.#fail("ERR_WORKER_LOST", `a worker thread ended (exit code ${code}) during a run`),
    );
  }

  /** Resolves when the worker touches the job's arrays no more. Never rejects. */
  run(job: Job): Promise<Outcome> {
    return new Promise((resolve) => {
      this.#owed.set(job.id, resolve);
      this.#thread.ref();
      this.#thread.postMessage(job);
    });
  }

  async close(): Promise<void> {
    this.#fail("ERR_CLOSED", "the pool was closed during a run");
    await this.#thread.terminate();
  }

  #settle(id: number, outcome: Outcome): void {
    this.#owed.get(id)?.(outcome);
    this.#owed.delete(id);
    if (this.#owed.size === 0) this.#thread.unref();
  }

  #fail(code: "ERR_WORKER_LOST" | "ERR_CLOSED", message: string): void {
    this.#lost(this);
    for (const id of [...this.#owed.keys()]) {
      const cause = this.#cause === undefined ? {} : { cause: this.#cause };
      this.#settle(id, { error: new ActuarialError(code, message, cause) });
    }
  }
}

/** Worker threads that are started when first needed and kept for the next run. */
export class Pool {
  readonly #url: URL;
  #workers: PoolWorker[] = [];
  #jobs = 0;

  /** `url`: what a thread runs; the bundle of worker.ts lies beside the one that holds this file (rolldown.config.ts). */
  constructor(url: URL = new URL("./worker.cjs", import.meta.url)) {
    this.#url = url;
  }

  /** Starts workers up to `count`. */
  start(count: number): void {
    while (this.#workers.length < count) {
      this.#workers.push(
        new PoolWorker(this.#url, (lost) => {
          this.#workers = this.#workers.filter((worker) => worker !== lost);
        }),
      );
    }
  }

  /**
   * Runs a program on `count` workers. Settles when no worker touches its arrays any more, to what each of them counted.
   * @throws ActuarialError the first error of any worker; the others are cancelled then.
   */
  async run(program: Program, count: number): Promise<(readonly Tally[])[]> {
    this.start(count);
    const job = { id: this.#jobs++, program };
    const outcomes = await Promise.all(
      this.#workers.slice(0, count).map(async (worker) => {
        const outcome = await worker.run(job);
        if (outcome.error !== undefined) new Control(program.control).cancel();
        return outcome;
      }),
    );
    const failed = outcomes.find(({ error }) => error !== undefined);
    if (failed?.error !== undefined) throw failed.error;
    return outcomes.map(({ tallies = [] }) => tallies);
  }

  /** Ends all workers; runs under way reject with ERR_CLOSED. The next run starts new ones. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.close()));
  }

  get size(): number {
    return this.#workers.length;
  }
}

/** The pool that all runs of this process share. */
export const pool: Pool = new Pool();
