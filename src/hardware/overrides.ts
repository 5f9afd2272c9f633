import * as check from "../check.js";

/** Environment variables that stand in for what the machine says; an option of a call goes before them. */
export interface Overrides {
  /** LUNDBERG_WORKERS: threads of a run that does not say how many. */
  readonly workers: number | undefined;
  /** LUNDBERG_MEMORY_LIMIT: bytes that a run may take that does not say. */
  readonly memoryLimit: number | undefined;
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
  };
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
