import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { ResourceLimits } from "node:worker_threads";
import { pool } from "../../dist/simulation/pool.js";

const shipped = resolve(import.meta.dirname, "..", "..", "dist", "worker.cjs");
const usual = pool.settings;

/** What befalls worker threads of the library. */
export interface Fault {
  /** JavaScript that is run in the thread. */
  readonly code: string;
  /** It strikes before a thread's n-th sign of life (ledger.ts), which is inside a block where there are several components. */
  readonly beat?: number;
  /** Or before its n-th atomic operation, counted from its first job: threads share nothing but what those act on. */
  readonly operation?: number;
  /** How many threads it strikes. */
  readonly times?: number;
  readonly resourceLimits?: ResourceLimits;
}

/** A way in which a thread can be lost. */
interface Way extends Fault {
  /** What is said of it. */
  readonly said: string;
  /** It takes as long as it is waited for. */
  readonly slow?: boolean;
}

const ended = (what: string): string => `a worker thread ended during a run (exit code ${what})`;
const givenUp = { said: "a worker thread gave no sign of life and was ended", slow: true };

export const ways: Readonly<Record<string, Way>> = {
  throws: { code: 'throw new Error("boom");', said: ended("1: boom") },
  "exits with 0": { code: "process.exit(0);", said: ended("0") },
  "exits with 7": { code: "process.exit(7);", said: ended("7") },
  "closes its port and throws": { code: 'port.close(); throw new Error("unheard");', said: ended("1: unheard") },
  "runs out of memory": {
    code: "const hoard = []; for (;;) hoard.push(new Array(100_000).fill(hoard.length + 0.5));",
    said: ended("1: Worker terminated due to reaching memory limit: JS heap out of memory"),
    resourceLimits: { maxOldGenerationSizeMb: 24, maxYoungGenerationSizeMb: 4 },
  },
  "never answers": { code: "for (;;);", ...givenUp },
  "sleeps for ever": { code: "wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);", ...givenUp },
};

/**
 * Runs `work` on threads of which some are lost. The thread is the shipped worker, loaded by a file that comes before it
 * and has its hands on the atomic operations by which a worker takes blocks, shows signs of life and hands over. A thread
 * that hangs is given up after about 3 s.
 */
export async function withFault<T>(
  { code, beat, operation, times = 1, resourceLimits }: Fault,
  work: () => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "lundberg-fault-"));
  const file = join(folder, "worker.cjs");
  writeFileSync(
    file,
    `const { writeFileSync } = require("node:fs");
    const port = require("node:worker_threads").parentPort;
    const { wait } = Atomics;
    let [working, operations, beats] = [false, 0, 0];
    const isBeat = (words, i) => words instanceof Int32Array && words.length === 4 && i === 0;
    port.on("message", () => { working = true; });
    const strike = () => {
      for (let i = 0; i < ${times}; i++) {
        try { writeFileSync(${JSON.stringify(join(folder, "struck"))} + i, "", { flag: "wx" }); } catch { continue; }
        ${code}
        return;
      }
    };
    for (const name of ["add", "store", "load", "wait"]) {
      const operate = Atomics[name];
      Atomics[name] = (...operands) => {
        if (working && ++operations === ${operation ?? (beat === undefined ? 1 : 0)}) strike();
        if (name === "add" && isBeat(...operands) && ++beats === ${beat ?? 0}) strike();
        return operate(...operands);
      };
    }
    require(${JSON.stringify(shipped)});`,
  );
  return withThreads({ url: pathToFileURL(file), ...(resourceLimits && { resourceLimits }) }, work, () =>
    rmSync(folder, { recursive: true }),
  );
}

/** Runs `work` on threads of other settings, started for it and ended after it. */
export async function withThreads<T>(
  settings: Partial<typeof usual>,
  work: () => Promise<T>,
  after: () => void = () => {},
): Promise<T> {
  await pool.close();
  pool.settings = { ...usual, lookMs: 25, patience: { running: 120, cancelled: 20 }, ...settings };
  try {
    return await work();
  } finally {
    pool.settings = usual;
    await pool.close();
    after();
  }
}
