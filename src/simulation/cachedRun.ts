import { ActuarialError } from "../errors.js";
import type { OutputName } from "../kernel.js";
import type { Losses } from "../measures/lossSource.js";
import type { Plan } from "../plan/plan.js";
import type { CacheEntry } from "./cacheEntry.js";
import { cacheKey } from "./cacheKey.js";
import type { Execution, Warning } from "./execution.js";
import { type Manifest, machineHere, manifestOf } from "./manifest.js";
import type { RunOptions } from "./options.js";
import { type RememberedLosses, recordedOf } from "./remembered.js";
import { RememberedMeasures } from "./rememberedMeasures.js";
import { SimulationResult } from "./result.js";
import type { ResultCache } from "./resultCache.js";

type Result = SimulationResult<Losses>;

/** What is said of a run because of its cache. */
export interface Remarks {
  readonly reasons: readonly string[];
  readonly warnings: readonly Warning[];
}

type Draw = (run: RunOptions, remarks: Remarks) => Promise<Result>;

const nothing: Remarks = { reasons: [], warnings: [] };

/** Gives the result that the run's cache has, or draws it and keeps what the cache keeps. */
export async function cachedRun(plan: Plan, run: RunOptions, draw: Draw): Promise<Result> {
  const { cache } = run;
  if (cache === undefined) return draw(run, nothing);
  const started = performance.now();
  const identity = cacheKey(plan.portfolio, run);
  if ("why" in identity) return draw(run, { reasons: [`not cached: ${identity.why}`], warnings: [] });
  const { key } = identity;
  // Weights belong to losses in memory.
  if (cache.losses && run.varianceReduction === undefined) return throughLosses(cache, key, run, draw);
  const { entry, damage } = await cache.find(key);
  run.signal?.throwIfAborted();
  cache.count(entry !== undefined);
  if (entry !== undefined) {
    const result = resultOf(entry, plan, run, started);
    run.onProgress?.({ done: run.trials, trials: run.trials, elapsedMs: result.execution.wallMs, etaMs: 0 });
    return result;
  }
  const result = await draw(run, damage === undefined ? nothing : { reasons: [], warnings: [damaged(damage)] });
  await cache.keep(key, entryOf(result));
  return result;
}

/**
 * Losses are kept as a checkpoint keeps them: a run that finds its own goes through them in place of drawing. Losses that
 * are damaged are drawn again; while another run has the file, or where it cannot be written, a run does without.
 */
async function throughLosses(cache: ResultCache, key: string, run: RunOptions, draw: Draw): Promise<Result> {
  const files = cache.files!;
  let remarks = nothing;
  let path: string | undefined;
  for (let tries = 0; tries < 2; tries++) {
    try {
      const found = await files.losses(key);
      path = found.path;
      const result = await draw({ ...run, checkpoint: { path, everyTrials: undefined } }, remarks);
      cache.count(found.exists);
      // A folder that cannot be listed is no reason to draw again.
      await files.grown(found.exists ? 0 : 8 * run.trials).catch(() => {});
      return result;
    } catch (error) {
      const code = error instanceof ActuarialError ? error.code : undefined;
      if (code !== "ERR_CHECKPOINT_CORRUPT" && code !== "ERR_CHECKPOINT_MISMATCH" && code !== "ERR_STORAGE")
        throw error;
      remarks = { reasons: [], warnings: [damaged((error as Error).message)] };
      if (code === "ERR_STORAGE" || path === undefined) break;
      await files.forget(path).catch(() => {});
    }
  }
  cache.count(false);
  return draw(run, remarks);
}

function damaged(why: string): Warning {
  return { code: "CACHE_UNUSED", message: `what the cache has of this run is not used: ${why}` };
}

function entryOf(result: Result): CacheEntry {
  const { workers, blocksRerun } = result.execution;
  const losses = result.remembered();
  const warnings = losses.warnings.filter(({ code }) => code !== "CACHE_UNUSED");
  return { machine: machineHere(), execution: { workers, blocksRerun }, losses: { ...losses, warnings } };
}

/** A result with the measures that were kept, and without losses. */
function resultOf(
  { losses, machine, execution: past }: CacheEntry,
  plan: Plan,
  run: RunOptions,
  started: number,
): Result {
  const wallMs = performance.now() - started;
  const execution: Execution = {
    ...{ engine: "simulation", cached: true, workers: 1, blocksRerun: 0, plan, wallMs },
    varianceReduction: run.varianceReduction,
    chunk: Math.min(...plan.components.map((component) => component.chunk)),
    trialsPerSecond: (run.trials / wallMs) * 1000,
    reasons: [`from the cache: drawn earlier by ${past.workers} ${past.workers === 1 ? "worker" : "workers"}`],
  };
  const manifest = (): Manifest => {
    const components = losses.components.map((each) => ({ name: each.name, ...recordedOf(each) }));
    const result = { ...recordedOf(losses), components };
    return manifestOf({ portfolio: plan.portfolio, run, execution: past, machine, result });
  };
  const names = plan.components.map(({ name }) => name);
  const revived = (kept: RememberedLosses): Result => {
    const beside = Object.entries(kept.outputs) as [OutputName, RememberedLosses][];
    return new SimulationResult<Losses>({
      ...{ title: kept.title, trials: run.trials, seed: run.seed, levels: run.levels, execution, names, manifest },
      ...{ losses: undefined, weights: undefined, stored: undefined, hash: kept.hash ?? undefined },
      measures: new RememberedMeasures(kept),
      exactMean: kept.exactMean ?? undefined,
      warnings: () => kept.warnings,
      components: run.components ? new Map(kept.components.map((each) => [each.name, revived(each)])) : undefined,
      beside: new Map(beside.map(([name, each]) => [name, revived(each)])),
      notes: [],
      recycle: () => {},
    });
  };
  return revived(losses);
}
