import { deepFreeze } from "../deepFreeze.js";
import { processorModel } from "../hardware/processorModel.js";
import { kernelId } from "../kernel.js";
import { libraryVersion } from "../libraryVersion.js";
import { type CanonicalRecord, isWhollyWritten, modelData, modelHash } from "../portfolio/canonical.js";
import type { Portfolio } from "../portfolio/portfolio.js";
import { valueVersion } from "../valueVersion.js";
import { exactJson } from "./exactJson.js";
import type { Execution } from "./execution.js";
import type { RunOptions } from "./options.js";
import type { RecordedMeasures } from "./recordedMeasures.js";
import type { Until } from "./until.js";

/** Raised when a field of a manifest changes its meaning. */
export const manifestFormat = 1;

/**
 * The audit record of a run: what was run, by what, and what came out; all that it takes to run it again, and nothing that
 * tells which machine it was. A frozen value, the same for the same run on the same machine, keys in this order.
 * JSON.stringify writes it with exact doubles, numbers that JSON has no word for as text ("Infinity", "NaN");
 * `String(manifest)` is that text on many lines. docs/reproducibility.md describes each field.
 */
export interface Manifest {
  readonly format: number;
  readonly library: { readonly version: string; readonly valueVersion: number; readonly kernelId: string };
  readonly machine: {
    /** The version of Node. */
    readonly node: string;
    /** As `process.arch`: "x64", "arm64". */
    readonly architecture: string;
    /** The processor's model; null where the system does not say. */
    readonly processor: string | null;
  };
  /** The model in its canonical form, which is that of a model file. */
  readonly model: CanonicalRecord;
  /** SHA-256 of the model's canonical JSON. */
  readonly modelHash: string;
  /** Names of components that a customSeverity is part of: its functions are not in the model. */
  readonly unwritten: readonly string[];
  readonly run: {
    readonly trials: number;
    /** In decimal digits, for a 64-bit integer is no JSON number. */
    readonly seed: string;
    readonly keep: string;
    readonly storage: string;
    readonly levels: readonly number[];
    readonly outputs: readonly string[];
    readonly components: boolean;
    readonly hash: boolean;
    /** Where there was one. */
    readonly varianceReduction?: string;
    /** Where the run could have ended before: `trials` is where it did. */
    readonly until?: Until;
  };
  /** How it was run, which changes no loss. */
  readonly execution: { readonly workers: number; readonly blocksRerun: number };
  readonly result: RecordedMeasures & {
    /** In the portfolio's order, where they were kept. */
    readonly components: readonly ({ readonly name: string } & RecordedMeasures)[];
  };
  toJSON(): unknown;
  toString(): string;
}

/** What a manifest is made of. */
interface Recorded {
  readonly portfolio: Portfolio;
  readonly run: RunOptions;
  readonly execution: Pick<Execution, "workers" | "blocksRerun">;
  /** Where it was run, if that is not here and now. */
  readonly machine?: Manifest["machine"];
  readonly result: Manifest["result"];
}

const printed = {
  toJSON(this: Manifest): unknown {
    return exactJson({ ...this });
  },
  toString(this: Manifest): string {
    return JSON.stringify(this, null, 2);
  },
};

/** What a manifest says of the machine that this process runs on. */
export function machineHere(): Manifest["machine"] {
  return { node: process.versions.node, architecture: process.arch, processor: processorModel() ?? null };
}

export function manifestOf({ portfolio, run, execution, machine = machineHere(), result }: Recorded): Manifest {
  const { trials, seed, keep, storage, levels, outputs, components, hash, varianceReduction, until } = run;
  const manifest: Omit<Manifest, "toJSON" | "toString"> = {
    format: manifestFormat,
    library: { version: libraryVersion, valueVersion, kernelId },
    machine: { ...machine },
    model: modelData(portfolio),
    modelHash: modelHash(portfolio),
    unwritten: portfolio.components
      .filter(({ frequency, severity }) => !isWhollyWritten(frequency) || !isWhollyWritten(severity))
      .map(({ name }) => name),
    run: {
      ...{ trials, seed: String(seed), keep, storage, levels: [...levels], outputs: [...outputs], components, hash },
      ...(varianceReduction !== undefined && { varianceReduction }),
      ...(until !== undefined && { until }),
    },
    execution: { workers: execution.workers, blocksRerun: execution.blocksRerun },
    result,
  };
  return deepFreeze(Object.assign(Object.create(printed) as Manifest, manifest));
}
