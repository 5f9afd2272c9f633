import * as check from "../check.js";
import { type Overrides, profileNames } from "../hardware/overrides.js";
import { profiles } from "./profiles.js";

/** Options that a caller left open, by name, and who set them. */
export interface Settings {
  readonly options: Readonly<Record<string, unknown>>;
  readonly reasons: readonly string[];
}

/**
 * What the environment and then the profile set of the options that are not given. LUNDBERG_WORKERS and
 * LUNDBERG_MEMORY_LIMIT are not among them: they say what stands behind an option that stays "auto" or open.
 * @throws ActuarialError ERR_PARAMETER for a profile of another name
 */
export function settingsOf(given: { readonly [key: string]: unknown }, { numaPolicy, profile }: Overrides): Settings {
  const options: Record<string, unknown> = {};
  const reasons: string[] = [];
  const name = given.profile === undefined ? profile : check.oneOf("simulate: profile", given.profile, profileNames);
  if (numaPolicy !== undefined && given.numaPolicy === undefined) {
    options.numaPolicy = numaPolicy;
    reasons.push(`numaPolicy ${numaPolicy} by LUNDBERG_NUMA`);
  }
  if (name !== undefined) {
    const open = Object.entries(profiles[name]).filter(([key]) => given[key] === undefined && !(key in options));
    for (const [key, value] of open) options[key] = value;
    const by = given.profile === undefined ? " by LUNDBERG_PROFILE" : "";
    const sets = open.length === 0 ? "the defaults" : open.map(([key, value]) => `${key} ${value}`).join(", ");
    reasons.push(`profile ${name}${by}: ${sets}`);
  }
  return { options, reasons };
}
