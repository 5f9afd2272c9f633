import type { Cache } from "./caches.js";
import type { HugePages } from "./hugePages.js";
import type { NumaNode } from "./numaNodes.js";
import type { Runtime } from "./runtime.js";
import type { MemoryModule } from "./systemInformation.js";

/**
 * Facts about the machine, as far as they can be read: undefined, or an empty list, is what nobody says. Nothing here
 * tells which machine it is: no host name, no serial number, no path. `String(hardware)` prints it for people,
 * JSON.stringify for programs. Sizes are bytes; a list of CPUs has the system's numbers of logical processors.
 */
export interface HardwareFacts {
  readonly system: {
    /** As `process.platform`: "linux", "darwin", "win32". */
    readonly platform: string;
    readonly architecture: string;
    /** Of the kernel. */
    readonly release: string;
    /** "Debian GNU/Linux 12"; from systeminformation only. */
    readonly distribution: string | undefined;
  };
  readonly runtime: Runtime;
  readonly processor: {
    readonly model: string | undefined;
    /** From systeminformation only. */
    readonly megahertz: number | undefined;
    /** Vector instructions by the system's names: "avx2", "asimd". */
    readonly simd: readonly string[];
    readonly caches: readonly Cache[];
    readonly governors: readonly string[];
  };
  readonly cores: {
    /** Logical processors that are online. */
    readonly logical: number;
    readonly physical: number | undefined;
    readonly sockets: number | undefined;
    /** Logical processors of performance cores on Linux, cores elsewhere; undefined where all are alike. */
    readonly performance: number | undefined;
    readonly efficiency: number | undefined;
    readonly online: readonly number[];
    readonly offline: readonly number[];
  };
  /** What of it this process may use. */
  readonly process: {
    /** Threads that it can keep busy. */
    readonly threads: number;
    /** Why that many. */
    readonly reason: string;
    readonly affinity: readonly number[] | undefined;
    readonly cpuset: readonly number[] | undefined;
    /** Processors' worth of time, like 1.5; undefined without a quota. */
    readonly quota: number | undefined;
  };
  readonly memory: {
    readonly total: number;
    /** What this process can still take. */
    readonly free: number;
    readonly reason: string;
    /** Of the control groups around this process; undefined without one. */
    readonly limit: number | undefined;
    /** From systeminformation only. */
    readonly modules: readonly MemoryModule[];
  };
  readonly nodes: readonly NumaNode[];
  readonly hugePages: HugePages;
}

export interface Hardware extends HardwareFacts {
  /** A table for people. */
  toString(): string;
}
