import * as check from "../check.js";
import { type NumaPolicy, numaPolicies } from "./numa.js";

/** Names of settings of a run (simulation/profiles.ts). */
export const profileNames = ["throughput", "latency", "memory", "balanced"] as const;

export type ProfileName = (typeof profileNames)[number];

/** Environment variables that stand in for what the machine says; an option of a call goes before them. */
export interface Overrides {
  /** LUNDBERG_WORKERS: threads of a run that does not say how many. */
  readonly workers: number | undefined;
  /** LUNDBERG_MEMORY_LIMIT: bytes that a run may take that does not say. */
  readonly memoryLimit: number | undefined;
  /** LUNDBERG_NUMA: where the threads of a run are that does not say. */
  readonly numaPolicy: NumaPolicy | undefined;
  /** LUNDBERG_PROFILE: the profile of a run that names none. */
  readonly profile: ProfileName | undefined;
}

const units: Readonly<Record<string, number>> = {
  "": 1,
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 1024,
  MiB: 1_048_576,
  GiB: 1_073_741_824,
  TiB: 1_099_511_627_776,
};

/**
 * Reads the variables; one that is empty is absent.
 * @throws ActuarialError ERR_PARAMETER naming the variable
 */
export function overrides(environment: Readonly<Record<string, string | undefined>> = process.env): Overrides {
  return {
    workers: readWorkers(environment.LUNDBERG_WORKERS?.trim()),
    memoryLimit: readBytes(environment.LUNDBERG_MEMORY_LIMIT?.trim()),
    numaPolicy: readWord("LUNDBERG_NUMA", environment.LUNDBERG_NUMA?.trim(), numaPolicies),
    profile: readWord("LUNDBERG_PROFILE", environment.LUNDBERG_PROFILE?.trim(), profileNames),
  };
}

function readWord<T extends string>(name: string, text: string | undefined, words: readonly T[]): T | undefined {
  return text ? check.oneOf(name, text, words) : undefined;
}

/**
 * Whether runs may take what `lundberg calibrate` kept: unless LUNDBERG_CALIBRATION is "off".
 * @throws ActuarialError ERR_PARAMETER
 */
export function calibrationAllowed(environment: Readonly<Record<string, string | undefined>> = process.env): boolean {
  const text = environment.LUNDBERG_CALIBRATION?.trim();
  return !text || check.oneOf("LUNDBERG_CALIBRATION", text, ["on", "off"]) === "on";
}

function readWorkers(text: string | undefined): number | undefined {
  if (!text || text === "auto") return undefined;
  const workers = Number(text);
  if (!(/^\d+$/.test(text) && workers >= 1 && workers <= 1024)) {
    check.fail("LUNDBERG_WORKERS", 'an integer from 1 to 1024 or "auto"', text);
  }
  return workers;
}

function readBytes(text: string | undefined): number | undefined {
  if (!text) return undefined;
  const [, digits, unit = ""] = text.match(/^(\d+(?:\.\d+)?(?:[eE]\+?\d+)?) ?([A-Za-z]*)$/) ?? [];
  const bytes = Math.floor(Number(digits) * (units[unit] ?? Number.NaN));
  if (!(bytes > 0 && bytes < Infinity)) {
    check.fail("LUNDBERG_MEMORY_LIMIT", 'a number of bytes > 0, like 4e9, "512 MiB" or 4GiB', text);
  }
  return bytes;
}
