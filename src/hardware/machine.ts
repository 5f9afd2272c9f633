import os from "node:os";

/** What Node itself says of the machine, and where files say the rest. */
export interface Machine {
  /** Comes before every path: "" is this machine, a test has a tree of its own. */
  readonly root: string;
  /** Threads that can run side by side, by the affinity of this process. */
  readonly threads: number;
  /** Bytes of memory that this process can still take. */
  readonly freeMemory: number;
  readonly totalMemory: number;
}

/** Asked anew each time: all of it can change while a process runs. */
export function thisMachine(): Machine {
  const totalMemory = os.totalmem();
  return {
    root: "",
    threads: os.availableParallelism(),
    // Some versions of Node answer 1.8e19 where they know no limit.
    freeMemory: Math.min(process.availableMemory(), totalMemory),
    totalMemory,
  };
}
