import { deepFreeze } from "../deepFreeze.js";
import { formatBytes } from "../hardware/formatBytes.js";
import { knownSpeed } from "../speed/knownSpeed.js";
import { amount } from "../text.js";
import type { Keep, SimulateOptions } from "./options.js";

/** A way to do a run, and what it takes. */
export interface Way {
  readonly trials: number;
  readonly keep: Keep;
  readonly storage: "float64" | "float32";
  readonly workers: number;
  readonly ms: number;
  readonly bytes: number;
  /** Bytes that it may take, and whether they are enough on one thread. */
  readonly limit: number;
  readonly fits: boolean;
}

/** Options for a run, and what the run is predicted to take. */
interface SuggestionFacts {
  /** To be spread into those of `simulate`. */
  readonly options: SimulateOptions & { readonly workers: number };
  /** Whether the predictions meet the target. */
  readonly meets: boolean;
  readonly predicted: {
    /** Wall time on threads that are up, with tables that are made. */
    readonly ms: number;
    readonly trialsPerSecond: number;
    /** The most that the run takes, its threads included, in bytes as `memoryLimit` counts them. */
    readonly bytes: number;
  };
  /** What was given up, what is missing, and by whose speed it is predicted. */
  readonly reasons: readonly string[];
}

/** What `suggest` returns: a frozen value, `String(suggestion)` prints it for people. */
export interface Suggestion extends SuggestionFacts {
  toString(): string;
}

const printed = {
  toString(this: SuggestionFacts): string {
    const { options, meets, predicted, reasons } = this;
    const shown = Object.entries(options).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
    return [
      `${meets ? "Meets the target" : "Nothing meets the target; the nearest"}: { ${shown.join(", ")} }`,
      `about ${about(predicted.ms)} ms, ${about(predicted.trialsPerSecond)} trials a second`,
      `${formatBytes(predicted.bytes)} of memory beyond what any run takes`,
      ...reasons,
    ].join("\n");
  },
};

/** What a suggestion is made of. */
interface Chosen {
  readonly way: Way;
  /** The first that was looked at, which gives up least. */
  readonly first: Way;
  /** Options that were settled beforehand. */
  readonly passed: Partial<SimulateOptions>;
  readonly allowedMs: number;
  /** Trials for which there is time, where it is too short for those of the way. */
  readonly inTime: number | undefined;
}

export function suggestionOf({ way, first, passed, allowedMs, inTime }: Chosen): Suggestion {
  const { trials, keep, storage, workers, ms, bytes, limit, fits } = way;
  const { day, reasons } = knownSpeed();
  const said: string[] = [];
  if (fits && way !== first) {
    const other = `${kindOf(first)} needs ${formatBytes(first.bytes)}, allowed are ${formatBytes(first.limit)}`;
    said.push(`${kindOf(way)}: ${other}`);
  }
  if (!fits) said.push(`memory: nothing needs less than ${formatBytes(bytes)}, allowed are ${formatBytes(limit)}`);
  if (ms > allowedMs) {
    const rest = inTime === undefined ? "" : inTime > 0 ? `, enough for ${amount(inTime)} trials` : ", enough for none";
    said.push(`time: nothing takes less than ${about(ms)} ms, allowed are ${about(allowedMs)} ms${rest}`);
  }
  if (day === undefined) said.push("speed of the machine of docs/performance.md; lundberg calibrate measures this one");
  const facts: SuggestionFacts = {
    options: Object.assign({ trials, workers, keep, storage }, passed, { workers }),
    meets: fits && ms <= allowedMs,
    predicted: { ms, trialsPerSecond: (trials / ms) * 1000, bytes },
    reasons: [...said, ...reasons],
  };
  return deepFreeze(Object.assign(Object.create(printed) as Suggestion, facts));
}

function kindOf({ keep, storage }: Way): string {
  return `keep ${JSON.stringify(keep)}, storage ${JSON.stringify(storage)}`;
}

/** Two digits: more would promise too much. */
function about(x: number): string {
  return amount(Number(x.toPrecision(2)));
}
