import { deepFreeze } from "../deepFreeze.js";
import type { NumaPolicy } from "../hardware/numa.js";
import type { ProfileName } from "../hardware/overrides.js";

/** Options of `simulate` that a profile may set. */
export interface ProfileSettings {
  readonly workers?: "auto";
  readonly keep?: "tail";
  readonly hash?: true;
  readonly numaPolicy?: NumaPolicy;
}

/**
 * What each profile sets of the options of a run, and nothing else: an option that is given itself goes before it, and none
 * of them changes a loss. docs/tuning.md says what each is for.
 */
export const profiles: Readonly<Record<ProfileName, ProfileSettings>> = deepFreeze({
  /** The defaults. */
  balanced: {},
  /** Long runs: every core, and the memory of every node. */
  throughput: { workers: "auto", numaPolicy: "auto" },
  /** Short runs, one after the other, on threads that are up: none waits for the memory or a counter of another node. */
  latency: { numaPolicy: "local" },
  /** Losses pass through, and little is kept of them; their hash is taken on the way, for afterwards they are not there. */
  memory: { keep: "tail", hash: true, numaPolicy: "off" },
});
