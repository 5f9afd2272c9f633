import * as check from "../check.js";
import { ActuarialError } from "../errors.js";
import { manifestFormat } from "./manifest.js";
import { type Keep, type OutputName, readOutputs, type VarianceReduction, varianceReductions } from "./options.js";
import { readUntil, type Until } from "./until.js";

/** What is used of a manifest that was read. */
export interface ManifestRead {
  readonly library: { readonly version: string; readonly valueVersion: number; readonly kernelId: string };
  readonly model: unknown;
  readonly modelHash: string;
  readonly unwritten: readonly string[];
  readonly run: {
    readonly trials: number;
    readonly seed: bigint;
    readonly keep: Keep;
    readonly storage: "float64" | "float32";
    readonly levels: readonly number[];
    readonly outputs: readonly OutputName[];
    readonly components: boolean;
    readonly hash: boolean;
    readonly varianceReduction?: VarianceReduction;
    readonly until?: Until;
  };
  /** As it stands there; it is compared, and never used. */
  readonly result: unknown;
}

const keys = [
  ...["format", "library", "machine", "model", "modelHash", "unwritten"],
  ...["run", "execution", "result"],
];
const runKeys = [
  "trials",
  "seed",
  "keep",
  "storage",
  "levels",
  "outputs",
  "components",
  "hash",
  "varianceReduction",
  "until",
] as const;

/**
 * Reads a manifest, an object or its JSON text, of which nothing is trusted: what it says is copied and checked, keys that
 * are not known are refused, and the model and the result are left as they are.
 * @throws ActuarialError ERR_DATA where it is no JSON; ERR_UNSUPPORTED of a later format; ERR_PARAMETER, ERR_UNKNOWN_KEY
 */
export function readManifest(manifest: unknown): ManifestRead {
  const given = check.record("manifest", jsonOf(manifest), keys);
  if (given.format !== manifestFormat) {
    const rule = `${manifestFormat}, the format that this version reads`;
    check.fail("manifest: format", rule, given.format, "ERR_UNSUPPORTED");
  }
  const library = check.record("manifest: library", given.library, ["version", "valueVersion", "kernelId"]);
  return {
    library: {
      version: check.text("manifest: library: version", library.version),
      valueVersion: check.number("manifest: library: valueVersion", library.valueVersion, check.count),
      kernelId: check.text("manifest: library: kernelId", library.kernelId),
    },
    model: given.model,
    modelHash: check.text("manifest: modelHash", given.modelHash),
    unwritten: list("manifest: unwritten", given.unwritten).map((name, i) =>
      check.text(`manifest: unwritten[${i}]`, name),
    ),
    run: readRun("manifest: run", given.run),
    result: given.result,
  };
}

function readRun(where: string, value: unknown): ManifestRead["run"] {
  const run = check.record(where, value, runKeys);
  const { seed } = run;
  if (typeof seed !== "string" || !/^\d{1,20}$/.test(seed)) check.fail(`${where}: seed`, "decimal digits", seed);
  return {
    trials: check.number(`${where}: trials`, run.trials, check.positiveCount),
    seed: check.seed(`${where}: seed`, BigInt(seed)),
    keep: check.oneOf(`${where}: keep`, run.keep, ["losses", "tail", "none"]),
    storage: check.oneOf(`${where}: storage`, run.storage, ["float64", "float32"]),
    levels: Array.from(check.numbers(`${where}: levels`, run.levels, check.openProbability)),
    outputs: readOutputs(where, run.outputs),
    components: check.boolean(`${where}: components`, run.components),
    hash: check.boolean(`${where}: hash`, run.hash),
    ...(run.varianceReduction !== undefined && {
      varianceReduction: check.oneOf(`${where}: varianceReduction`, run.varianceReduction, varianceReductions),
    }),
    ...(run.until !== undefined && { until: readUntil(`${where}: until`, run.until) }),
  };
}

function list(where: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) check.fail(where, "an array", value);
  return value;
}

/** An object goes through its text too, so that there is nothing in it but data. */
function jsonOf(manifest: unknown): unknown {
  if (typeof manifest !== "string" && (typeof manifest !== "object" || manifest === null)) {
    check.fail("manifest", "a manifest or its JSON text", manifest);
  }
  try {
    return JSON.parse(typeof manifest === "string" ? manifest : JSON.stringify(manifest));
  } catch (error) {
    throw new ActuarialError("ERR_DATA", `manifest is no JSON: ${(error as Error).message}`, { cause: error });
  }
}
