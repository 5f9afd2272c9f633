import * as check from "../check.js";
import { ActuarialError } from "../errors.js";
import { reuse } from "../monitoring/reuse.js";
import { CacheFiles } from "../storage/cacheFiles.js";
import { cacheFolder } from "../storage/cacheFolder.js";
import { checkPath } from "../storage/filePath.js";
import { type CacheEntry, entryText, readEntry } from "./cacheEntry.js";

export interface CacheOptions {
  /**
   * A folder for results to outlive the process, made when it is first needed: `true` is lundberg/results in the user's
   * cache folder ($XDG_CACHE_HOME, or .cache at home). Without it, results are kept in memory alone.
   */
  readonly path?: string | true;
  /** Most results kept in memory; default 10,000. Those that were not asked for longest go first. */
  readonly maxEntries?: number;
  /** Most bytes kept in the folder, losses among them; default 1e9. */
  readonly maxBytes?: number;
  /** Keeps the losses in the folder too, for every measure of a result that comes from there. Needs a path. */
  readonly losses?: boolean;
}

/** How a cache has served this process, and what it holds. */
export interface CacheStatistics {
  readonly hits: number;
  readonly misses: number;
  /** Results that could not be written to the folder. */
  readonly unwritten: number;
  /** Results in memory. */
  readonly entries: number;
  /** The folder, its files and their bytes, where there is one. */
  readonly folder: { readonly path: string; readonly files: number; readonly bytes: number } | undefined;
}

/** What looking for a result gave. */
export interface Found {
  readonly entry: CacheEntry | undefined;
  /** Why what was there is not used. */
  readonly damage: string | undefined;
}

/** Results of runs, to be had again without drawing. Made by `createCache`, for the option `cache` of `simulate`. */
export class ResultCache {
  /** @internal */
  readonly files: CacheFiles | undefined;
  /** @internal */
  readonly losses: boolean;
  readonly #maxEntries: number;
  /** In the order in which they were last asked for. */
  readonly #entries: Map<string, CacheEntry> = new Map();
  #hits = 0;
  #misses = 0;
  #unwritten = 0;

  /** @internal */
  constructor(options: CacheOptions) {
    const keys = ["path", "maxEntries", "maxBytes", "losses"] as const;
    const { path, maxEntries = 10_000, maxBytes = 1e9, losses = false } = check.record("createCache", options, keys);
    this.#maxEntries = check.number("createCache: maxEntries", maxEntries, check.count);
    const most = check.number("createCache: maxBytes", maxBytes, check.positiveOrInfinite);
    this.losses = check.boolean("createCache: losses", losses);
    const folder = path === true ? userFolder() : path === undefined ? undefined : checkPath("createCache: path", path);
    if (this.losses && folder === undefined) check.fail("createCache: path", "given where losses are kept", path);
    this.files = folder === undefined ? undefined : new CacheFiles(folder, most);
    Object.freeze(this);
  }

  /** What became of this cache in this process, and what is in its folder now. */
  async statistics(): Promise<CacheStatistics> {
    const files = await this.files?.list();
    return {
      ...{ hits: this.#hits, misses: this.#misses, unwritten: this.#unwritten, entries: this.#entries.size },
      folder: files && {
        path: this.files!.folder,
        files: files.length,
        bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      },
    };
  }

  /** Forgets every result, and deletes from the folder what this library wrote there. */
  async clear(): Promise<void> {
    this.#entries.clear();
    await this.files?.clear();
  }

  /** @internal Looks in memory, then in the folder. What cannot be used there is forgotten, and never an error. */
  async find(key: string): Promise<Found> {
    const known = this.#entries.get(key);
    if (known !== undefined) {
      this.#remember(key, known);
      return { entry: known, damage: undefined };
    }
    try {
      const text = await this.files?.read(key);
      if (text === undefined) return { entry: undefined, damage: undefined };
      const entry = readEntry(key, text);
      this.#remember(key, entry);
      return { entry, damage: undefined };
    } catch (error) {
      return { entry: undefined, damage: error instanceof Error ? error.message : String(error) };
    }
  }

  /** @internal Keeps a result; says why it could not be written. */
  async keep(key: string, entry: CacheEntry): Promise<void> {
    this.#remember(key, entry);
    await this.files?.write(key, entryText(key, entry)).catch(() => void this.#unwritten++);
  }

  /** @internal Counts a run that asked. */
  count(hit: boolean): void {
    reuse.results.uses++;
    if (!hit) reuse.results.made++;
    if (hit) this.#hits++;
    else this.#misses++;
  }

  #remember(key: string, entry: CacheEntry): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#maxEntries) break;
      this.#entries.delete(oldest);
    }
  }
}

/**
 * A cache of results, for the option `cache` of `simulate`.
 * @throws ActuarialError ERR_PARAMETER, ERR_UNKNOWN_KEY; ERR_STORAGE where `path` is `true` and the user has no home
 */
export function createCache(options: CacheOptions = {}): ResultCache {
  return new ResultCache(options);
}

let usual: ResultCache | undefined;

/** What `cache: true` means: one cache for the process, over the user's folder. */
export function usualCache(): ResultCache {
  usual ??= new ResultCache({ path: true });
  return usual;
}

function userFolder(): string {
  const folder = cacheFolder("results");
  if (folder === undefined) throw new ActuarialError("ERR_STORAGE", "the user has no home, and so no cache folder");
  return folder;
}
