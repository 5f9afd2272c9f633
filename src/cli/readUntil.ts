import type { Until } from "../index.js";
import { UsageError } from "./usageError.js";

/** "tvar@0.995:0.005", "mean:0.01": a measure, its level where it has one, and a relative error. The library checks the rest. */
export function readUntil(written: string | undefined): Until | undefined {
  if (written === undefined) return undefined;
  const found = /^(mean|var|tvar)(?:@([^:]+))?:(.+)$/.exec(written);
  const [level, relativeError] = [found?.[2], found?.[3]].map((part) => (part === undefined ? part : Number(part)));
  if (!found || Number.isNaN(level) || Number.isNaN(relativeError)) {
    const rule = "like mean:0.01, var@0.99:0.01 or tvar@0.995:0.005";
    throw new UsageError(`--until must be ${rule}, got ${JSON.stringify(written)}`);
  }
  const measure = found[1] as Until["measure"];
  return { measure, ...(level !== undefined && { level }), relativeError: relativeError! };
}
