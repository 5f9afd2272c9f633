import * as check from "../check.js";
import { ActuarialError } from "../errors.js";
import { kernelId } from "../kernel.js";
import { libraryVersion } from "../libraryVersion.js";
import { Plan } from "../plan/plan.js";
import { Portfolio } from "../portfolio/portfolio.js";
import { valueVersion } from "../valueVersion.js";
import { comparedFields } from "./comparedFields.js";
import { exactJson } from "./exactJson.js";
import type { Warning } from "./execution.js";
import type { Manifest } from "./manifest.js";
import type { SimulateOptions } from "./options.js";
import { type ManifestRead, readManifest } from "./readManifest.js";
import { simulate } from "./simulate.js";
import { type Verification, verificationOf } from "./verification.js";

/** How a manifest is run again; nothing here changes what comes out. */
export interface VerifyOptions
  extends Pick<SimulateOptions, "workers" | "signal" | "onProgress" | "memoryLimit" | "claimLimit"> {
  /** In place of the manifest's model, which lacks the functions of a customSeverity. */
  readonly portfolio?: Portfolio;
}

const keys = ["workers", "signal", "onProgress", "memoryLimit", "claimLimit", "portfolio"] as const;

/**
 * Runs a manifest again and compares, field by field and bit for bit: the hash of the model; of the portfolio and of every
 * component and output, the hash of the losses and the measures; warnings are words. Where the losses were not hashed, the
 * measures are what is compared. Another kernel, or another version of this library, is a warning.
 *
 * A manifest may come from anywhere. Whoever wrote it decides how much is computed, within `memoryLimit`, `claimLimit` and
 * `signal`, which are those of `simulate`, and nothing else.
 * @param manifest a `result.manifest`, or its JSON text
 * @throws ActuarialError as a rejection: ERR_DATA, ERR_PARAMETER, ERR_UNKNOWN_KEY, ... for what is no manifest or no model;
 *   ERR_UNSUPPORTED where it was made by another valueVersion, so that the draws differ; what `simulate` throws
 */
export async function verify(manifest: Manifest | string, options: VerifyOptions = {}): Promise<Verification> {
  const { portfolio, ...how } = check.record("verify", options, keys);
  if (portfolio !== undefined && !(portfolio instanceof Portfolio)) {
    check.fail("verify: portfolio", "a portfolio", portfolio);
  }
  const recorded = readManifest(manifest);
  const { library, run } = recorded;
  if (library.valueVersion !== valueVersion) {
    throw new ActuarialError(
      "ERR_UNSUPPORTED",
      `verify: the manifest has valueVersion ${library.valueVersion}, and this library draws by ${valueVersion}; ` +
        `verify it with lundberg ${check.show(library.version)}`,
    );
  }
  const plan = new Plan(portfolio ?? (await modelOf(recorded)));
  const result = await simulate(plan, { ...how, ...run });
  const found = result.manifest;
  result.release();
  const fields = comparedFields(
    { modelHash: recorded.modelHash, result: recorded.result },
    { modelHash: found.modelHash, result: exactJson(found.result) },
  );
  return verificationOf({ manifest: found, fields, warnings: warningsOf(recorded, found) });
}

/** The manifest's model. What reads it is a file of its own (bundle.mjs), which few who load the library need. */
async function modelOf({ model, unwritten }: ManifestRead): Promise<Portfolio> {
  if (unwritten.length > 0) {
    throw new ActuarialError(
      "ERR_PARAMETER",
      `verify: portfolio must be given, for ${unwritten.slice(0, 5).map(check.show).join(", ")} are made of functions, ` +
        "which a manifest does not hold",
    );
  }
  const { readPortfolio } = await import("../portfolio/reading/readPortfolio.js");
  return readPortfolio(model, "manifest: model");
}

function warningsOf({ library }: ManifestRead, { result }: Manifest): Warning[] {
  const warnings: Warning[] = [];
  if (library.version !== libraryVersion) {
    const until = valueVersion === 0 ? "; until 1.0 any release may draw other values" : "";
    const message = `recorded by lundberg ${check.show(library.version)}, run again by ${libraryVersion}${until}`;
    warnings.push({ code: "OTHER_VERSION", message });
  }
  if (library.kernelId !== kernelId) {
    const message = `recorded with kernel ${check.show(library.kernelId)}, run again with ${kernelId}`;
    warnings.push({ code: "OTHER_KERNEL", message });
  }
  if (result.hash === null) {
    const message = "the losses were not hashed, so only their measures are compared; simulate with hash: true";
    warnings.push({ code: "NOT_HASHED", message });
  }
  return warnings;
}
