import { createHash } from "node:crypto";
import { ActuarialError } from "../errors.js";
import { kernelId } from "../kernel.js";
import { libraryVersion } from "../libraryVersion.js";
import { isWhollyWritten, modelHash } from "../portfolio/canonical.js";
import type { Portfolio } from "../portfolio/portfolio.js";
import { valueVersion } from "../valueVersion.js";
import type { RunOptions } from "./options.js";

/** Options by which no number of a result differs. What is not listed is part of the key, so that a new option is too. */
const changeNothing: ReadonlySet<string> = new Set([
  ...["workers", "signal", "onProgress", "memoryLimit", "claimLimit"],
  ...["seedIsGiven", "checkpoint", "cache", "numaPolicy", "reasons"],
]);

/** By portfolio: its hash, or why it has none by which it could be told from others. */
const models = new WeakMap<Portfolio, { readonly hash: string } | { readonly why: string }>();

/**
 * What runs have in common that give the same numbers: SHA-256 (hex) of model, options, library and kernel. `why` says
 * what makes a run one that will not come again, or that cannot be told from another.
 */
export function cacheKey(portfolio: Portfolio, run: RunOptions): { readonly key: string } | { readonly why: string } {
  if (!run.seedIsGiven) return { why: "its seed was drawn" };
  if (run.until !== undefined) return { why: "it ends where its losses say" };
  if (run.checkpoint !== undefined) return { why: "it has a checkpoint" };
  let model = models.get(portfolio);
  if (model === undefined) {
    model = identityOf(portfolio);
    models.set(portfolio, model);
  }
  if ("why" in model) return model;
  const options = Object.entries(run)
    .filter(([name, value]) => value !== undefined && !changeNothing.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const described = { library: libraryVersion, valueVersion, kernelId, model: model.hash, options };
  const text = JSON.stringify(described, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  return { key: createHash("sha256").update(text, "utf8").digest("hex") };
}

function identityOf(portfolio: Portfolio): { readonly hash: string } | { readonly why: string } {
  const written = portfolio.components.every(
    (each) => isWhollyWritten(each.frequency) && isWhollyWritten(each.severity),
  );
  if (!written) return { why: "its model is made of functions" };
  try {
    return { hash: modelHash(portfolio) };
  } catch (error) {
    if (!(error instanceof ActuarialError && error.code === "ERR_UNSUPPORTED")) throw error;
    return { why: error.message };
  }
}
