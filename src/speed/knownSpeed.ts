import { calibrationAllowed } from "../hardware/overrides.js";
import { hasCacheFolder, readCacheFile, writeCacheFile } from "../storage/cacheFile.js";
import { cacheFolder } from "../storage/cacheFolder.js";
import {
  calibrationName,
  calibrationText,
  ownKey,
  readCalibration,
  type StoredCalibration,
} from "./calibrationFile.js";
import { builtIn, type Speed } from "./speed.js";

/** How fast this machine is, as far as this process knows. */
export interface KnownSpeed {
  readonly speed: Speed;
  /** The day on which it was calibrated, "2026-11-20"; undefined where the speed is the built-in one. */
  readonly day: string | undefined;
  /** What a run says about it; nothing where nobody calibrated. */
  readonly reasons: readonly string[];
}

let known: KnownSpeed | undefined;

/** The calibration of this machine, or what is built in. The cache is looked at once in a process, when first asked. */
export function knownSpeed(): KnownSpeed {
  known ??= calibrationAllowed() ? lookUp() : unknown();
  return known;
}

/** Takes what was measured from now on. */
export function learnSpeed(calibration: StoredCalibration): void {
  known = calibrated(calibration);
}

/**
 * Keeps a calibration for later processes; false where this user has no home for it.
 * @throws ActuarialError ERR_STORAGE
 */
export async function keepCalibration(calibration: StoredCalibration): Promise<boolean> {
  const folder = cacheFolder("calibration");
  if (folder === undefined) return false;
  await writeCacheFile(folder, calibrationName(calibration.key), calibrationText(calibration));
  return true;
}

function lookUp(): KnownSpeed {
  const folder = cacheFolder("calibration");
  // Who never calibrated does not wait for the system to describe its processors.
  if (folder === undefined || !hasCacheFolder(folder)) return unknown();
  const key = ownKey();
  const read = readCacheFile(folder, calibrationName(key));
  if (read === undefined) return unknown();
  const found = "ignored" in read ? read : readCalibration(read.text, key, Date.now());
  return "ignored" in found ? unknown(`calibration ignored: ${found.ignored}`) : calibrated(found);
}

function calibrated({ speed, date }: StoredCalibration): KnownSpeed {
  const day = date.slice(0, 10);
  return { speed, day, reasons: [`speed of this machine as calibrated on ${day}`] };
}

function unknown(...reasons: string[]): KnownSpeed {
  return { speed: builtIn, day: undefined, reasons };
}
