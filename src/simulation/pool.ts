import { ActuarialError } from "../errors.js";
import { blockTrials } from "../kernel.js";
import type { Tally } from "../measures/tally.js";
import { reuse } from "../monitoring/reuse.js";
import { Ledger } from "./ledger.js";
import type { Job } from "./messages.js";
import { anywhere } from "./placement.js";
import { Control, type Program } from "./program.js";
import { type Outcome, Thread, type ThreadSettings } from "./thread.js";
import { holdsBlock } from "./whole.js";

/** What became of a program on its threads. */
export interface Work {
  /** What each thread counted of each output, where losses are only counted. */
  readonly tallies: (readonly Tally[])[];
  readonly reruns: Rerun[];
  /** Why threads could not go to their seats, each reason once. */
  readonly unpinned: Set<string>;
}

/** Blocks that were run again because their thread was lost with them. */
export interface Rerun {
  readonly blocks: number;
  readonly why: string;
}

/** Threads that may be lost in one place of a run, each with other blocks, before the run is given up. */
const mostLosses = 3;

interface PoolSettings extends ThreadSettings {
  readonly lookMs: number;
}

/**
 * The bundle of worker.ts lies beside the one that holds this file (bundle.mjs). A thread shows a sign of life after
 * each call of the kernel, which draws about a million claims: 10 ms, a hundred in the worst models and on slow
 * machines. A minute without one is hundreds of times that, enough for a thread that shares its core with hundreds of
 * others. It is counted in looks of the calling thread: while a machine sleeps, a process is stopped or a quota is used
 * up, nobody looks. A run that was cancelled loses nothing by less patience.
 */
const usual: PoolSettings = {
  url: new URL("./worker.cjs", import.meta.url),
  patience: { running: 60, cancelled: 5 },
  lookMs: 1000,
};

/** Worker threads that are started when first needed and kept for the next run. */
export class Pool {
  /** Of threads that are started from now on. Tests have threads with faults. */
  settings: PoolSettings;
  readonly #threads: (Thread | undefined)[] = [];
  #jobs = 0;
  #watch: NodeJS.Timeout | undefined;

  constructor(settings: Partial<PoolSettings> = {}) {
    this.settings = { ...usual, ...settings };
  }

  /**
   * Runs a program on `count` threads, from the one at place `first` on. Settles when no thread touches its arrays any more. A thread that is lost is
   * replaced once for the same blocks, and they are run again: the same draws, for a stream belongs to its chunk. It is
   * replaced at once, for others may be waiting for its blocks to be read.
   * @throws ActuarialError the first error of any thread; the others are cancelled then.
   */
  async run(program: Program, count: number, first = 0): Promise<Work> {
    const work: Work = { tallies: [], reruns: [], unpinned: new Set() };
    const control = new Control(program.control);
    const errors = await Promise.all(
      Array.from({ length: count }, async (_, i) => {
        const error = await this.#work(first + i, program, work);
        if (error !== undefined) control.cancel();
        return error;
      }),
    );
    const error = errors.find((each) => each !== undefined);
    if (error !== undefined) throw error;
    return work;
  }

  /** Ends all threads; runs under way reject with ERR_CLOSED. The next run starts new ones. */
  async close(): Promise<void> {
    this.#stopLooking();
    await Promise.all(this.#threads.map((thread) => thread?.close()));
  }

  get size(): number {
    return this.#threads.filter((thread) => thread !== undefined).length;
  }

  /** Does one thread's part of a program, whatever becomes of the thread; resolves to an error where it cannot be done. */
  async #work(
    place: number,
    program: Program,
    { tallies, reruns, unpinned }: Work,
  ): Promise<ActuarialError | undefined> {
    const control = new Control(program.control);
    let again: readonly number[] = [];
    for (let losses = 0; ; ) {
      const ledger = new Ledger();
      if (again.length > 0) ledger.giveAgain();
      const seat = program.seats[place] ?? anywhere;
      const outcome = await this.#run(place, { id: this.#jobs++, program, ledger: ledger.buffer, again, seat });
      const { error, lost } = outcome;
      tallies.push(outcome.tallies);
      if (outcome.unpinned !== undefined) unpinned.add(outcome.unpinned);
      if (error !== undefined) return error;
      if (lost === undefined || control.cancelled) return undefined;
      // The thread was at another run's work.
      if (!lost.begun) continue;
      const owed = ledger.owed();
      if (owed === undefined || owed.again || ++losses > mostLosses) return givenUp(lost.error, losses);
      again = owed.firsts.flatMap((first) => blocksOf(program, first)).filter((block) => !holdsBlock(program, block));
      reruns.push({ blocks: again.length, why: lost.error.message });
    }
  }

  async #run(place: number, job: Job): Promise<Outcome> {
    let thread = this.#threads[place];
    reuse.threads.uses++;
    if (thread === undefined) reuse.threads.made++;
    try {
      thread ??= this.#start(place);
    } catch (cause) {
      const error = new ActuarialError("ERR_WORKER_LOST", "a worker thread could not be started", { cause });
      return { tallies: [], lost: { error, begun: true } };
    }
    this.#watch ??= setInterval(() => this.#look(), this.settings.lookMs).unref();
    return thread.run(job);
  }

  #start(place: number): Thread {
    const thread = new Thread(this.settings, () => {
      if (this.#threads[place] === thread) this.#threads[place] = undefined;
    });
    this.#threads[place] = thread;
    return thread;
  }

  #look(): void {
    const busy = this.#threads.filter((thread) => thread?.owes);
    if (busy.length === 0) this.#stopLooking();
    else if (!debuggerIsAttached()) for (const thread of busy) thread?.look();
  }

  #stopLooking(): void {
    clearInterval(this.#watch);
    this.#watch = undefined;
  }
}

/** The blocks that a thread takes together with the first of them. */
function blocksOf({ control, take, trials }: Program, first: number): number[] {
  const end = Math.min(first + take, new Control(control).endAfter(first), Math.ceil(trials / blockTrials));
  return Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
}

function givenUp(error: ActuarialError, losses: number): ActuarialError {
  const why = losses > mostLosses ? `${losses} times in one place` : "with blocks that cannot be run once more";
  return new ActuarialError("ERR_WORKER_LOST", `${error.message}, ${why}`, { cause: error });
}

/** A thread that stands at a breakpoint is not lost. */
function debuggerIsAttached(): boolean {
  return process.features.inspector && process.getBuiltinModule("node:inspector").url() !== undefined;
}

/** The pool that all runs of this process share. */
export const pool: Pool = new Pool();
