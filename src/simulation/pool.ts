import { Worker } from "node:worker_threads";
import { ActuarialError } from "../errors.js";
import type { Answer, Job } from "./messages.js";
import { Control, type Program } from "./program.js";

/** A worker thread and the jobs that it still owes an answer. It keeps the process alive only while it owes one. */
class PoolWorker {
  readonly #thread: Worker;
  readonly #owed = new Map<number, (error: ActuarialError | undefined) => void>();
  readonly #lost: (worker: PoolWorker) => void;
  #cause: unknown;

  constructor(url: URL, lost: (worker: PoolWorker) => void) {
    this.#lost = lost;
    // Not the flags of the process: --input-type, for one, would keep the thread from starting.
    this.#thread = new Worker(url, { execArgv: [] });
    this.#thread.unref();
    this.#thread.on("message", ({ id, error }: Answer) => {
      this.#settle(id, error && new ActuarialError(error.code, error.message));
    });
    this.#thread.on("error", (error) => {
      this.#cause = error;
    });
    // Whatever ends the thread, and with whatever exit code: work that it owes is lost.
    this.#thread.on("exit", (code) =>
      this.#fail("ERR_WORKER_LOST", `a worker thread ended (exit code ${code}) during a run`),
    );
  }

  /** Resolves when the worker touches the job's arrays no more: to an error, or to nothing. Never rejects. */
  run(job: Job): Promise<ActuarialError | undefined> {
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

  #settle(id: number, error: ActuarialError | undefined): void {
    this.#owed.get(id)?.(error);
    this.#owed.delete(id);
    if (this.#owed.size === 0) this.#thread.unref();
  }

  #fail(code: "ERR_WORKER_LOST" | "ERR_CLOSED", message: string): void {
    this.#lost(this);
    for (const id of [...this.#owed.keys()]) {
      this.#settle(id, new ActuarialError(code, message, this.#cause === undefined ? {} : { cause: this.#cause }));
    }
  }
}

/** Worker threads that are started when first needed and kept for the next run. */
export class Pool {
  readonly #url: URL;
  #workers: PoolWorker[] = [];
  #jobs = 0;

  constructor(url: URL = new URL("./worker.js", import.meta.url)) {
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
   * Runs a program on `count` workers. Settles when no worker touches its arrays any more.
   * @throws ActuarialError the first error of any worker; the others are cancelled then.
   */
  async run(program: Program, count: number): Promise<void> {
    this.start(count);
    const job = { id: this.#jobs++, program };
    const errors = await Promise.all(
      this.#workers.slice(0, count).map(async (worker) => {
        const error = await worker.run(job);
        if (error !== undefined) new Control(program.control).cancel();
        return error;
      }),
    );
    const error = errors.find((each) => each !== undefined);
    if (error !== undefined) throw error;
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
