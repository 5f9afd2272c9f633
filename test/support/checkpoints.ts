import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  constant,
  gamma,
  inforce,
  lognormal,
  PricingModel,
  poisson,
  portfolio,
  type SimulateOptions,
  type SimulationResult,
} from "../../dist/index.js";
import { simulate } from "../../dist/simulation/simulate.js";
import { disk, type FileLayer, type OpenFile } from "../../dist/storage/fileLayer.js";

type Result = SimulationResult<Float64Array | Float32Array>;

export const components = ["a", "b"] as const;

/** Two components, one of them mostly without claims, so that files hold compressed losses and others. */
export const model: PricingModel = new PricingModel(
  portfolio([
    inforce({ name: "a", frequency: poisson({ lambda: 0.1 }), severity: lognormal({ mu: 1, sigma: 1 }) }),
    inforce({ name: "b", frequency: poisson({ lambda: 2 }), severity: gamma({ alpha: 2, theta: 3 }) }),
  ]),
);

/** A loss in one year of five hundred: a block is a few hundred bytes. */
export const rare: PricingModel = new PricingModel(
  portfolio([inforce({ name: "r", frequency: poisson({ lambda: 0.002 }), severity: constant({ value: 3 }) })]),
);

/** What a result says of its losses, to the bit. */
function saysAlone(result: Result): unknown[] {
  const above = result.var(0.9).value;
  return [
    [result.trials, result.mean, result.standardDeviation, result.skewness, result.probabilityOfLoss],
    [0.9, 0.99, 0.995, 0.9].map((p) => [result.var(p), result.tvar(p)]),
    result.exceedanceCurve([10, 20, 200]),
    [above, above + 20].map((x) => [result.exceedanceProbability(x), result.stopLoss(x)]),
    result.warnings,
    result.hash,
  ];
}

/** The same of its components and outputs as well. */
export function says(result: Result, { components: each, outputs = [] }: Partial<SimulateOptions>): unknown[] {
  const beside = (one: Result): Result[] => [
    one,
    ...(outputs.includes("groundUp") ? [one.groundUp] : []),
    ...(outputs.includes("claimCount") ? [one.claimCount] : []),
  ];
  const all = [result, ...(each ? components.map((name) => result.component(name)) : [])].flatMap(beside);
  return [result.seed, ...all.map(saysAlone), ...(outputs.includes("largestClaim") ? [result.oep([20, 100])] : [])];
}

/** A folder of its own, and what is in it. */
export class Folder {
  readonly path: string = mkdtempSync(join(tmpdir(), "lundberg-files-"));
  #made = 0;

  /** A name that nothing has yet. */
  file(name = "run"): string {
    return join(this.path, `${name}${this.#made++}.losses`);
  }

  get names(): string[] {
    return readdirSync(this.path);
  }

  /** Whether nothing but these files is there, no lock and no draft. */
  holds(...files: string[]): boolean {
    return this.names.every((name) => files.includes(join(this.path, name)));
  }

  clear(): void {
    for (const name of this.names) rmSync(join(this.path, name), { recursive: true });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export type Fault = "ENOSPC" | "EIO" | "short" | "nothing";

export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: made up for this test, write`), { code });
}

/**
 * A disk on which one step out of all, the `at`-th from 0 on, goes wrong: by an error, or in that a write takes a part of
 * the bytes, or none, and later ones are refused as on a full disk. `steps` counts.
 */
export class FaultyDisk implements FileLayer {
  readonly #at: number;
  readonly #fault: Fault;
  #full = false;
  steps = 0;

  constructor(at: number, fault: Fault) {
    this.#at = at;
    this.#fault = fault;
  }

  create = (path: string): Promise<OpenFile> => this.#try(async () => this.#open(await disk.create(path)));
  open = (path: string): Promise<OpenFile> => this.#try(async () => this.#open(await disk.open(path)));
  rename = (from: string, to: string): Promise<void> => this.#try(() => disk.rename(from, to));
  remove = (path: string): Promise<void> => disk.remove(path);
  syncFolder = (path: string): Promise<void> => this.#try(() => disk.syncFolder(path));

  #open(file: OpenFile): OpenFile {
    return {
      write: async (bytes, position) => {
        if (this.#full) throw systemError("ENOSPC");
        const short = this.#fault === "short" || this.#fault === "nothing";
        if (!(this.steps++ === this.#at)) return file.write(bytes, position);
        if (!short) throw systemError(this.#fault);
        this.#full = true;
        return this.#fault === "nothing" ? 0 : file.write(bytes.subarray(0, Math.ceil(bytes.length / 3)), position);
      },
      sync: () => this.#try(() => file.sync()),
      truncate: (length) => this.#try(() => file.truncate(length)),
      close: () => file.close(),
    };
  }

  async #try<T>(work: () => Promise<T>): Promise<T> {
    this.#step();
    return work();
  }

  #step(): void {
    if (this.steps++ === this.#at) throw systemError(this.#fault === "EIO" ? "EIO" : "ENOSPC");
  }
}

/** A run of `model`, on a disk of a test's own. */
export function runOn(files: FileLayer, options: SimulateOptions, of: PricingModel = model): Promise<Result> {
  return simulate(of.explain(), options, undefined, files);
}
