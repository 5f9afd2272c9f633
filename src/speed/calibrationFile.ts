import { createHash } from "node:crypto";
import { parallelism } from "../hardware/parallelism.js";
import { processorModel } from "../hardware/processorModel.js";
import { kernelId } from "../kernel.js";
import { libraryVersion } from "../libraryVersion.js";
import { builtIn, pieceNames, type Speed } from "./speed.js";

/** What a calibration holds for: another library, kernel, Node, processor or quota has its own. */
export interface CalibrationKey {
  readonly library: string;
  readonly kernelId: string;
  readonly node: string;
  /** The processor's model; "" where the system does not say. */
  readonly processor: string;
  /** What this process may use of the processors, in words: "2 cores, quota 1.5 of them". */
  readonly share: string;
}

/** A speed that was measured, as it is kept. */
export interface StoredCalibration {
  readonly format: typeof calibrationFormat;
  readonly key: CalibrationKey;
  /** ISO 8601 in UTC. */
  readonly date: string;
  readonly speed: Speed;
}

export const calibrationFormat = "lundberg calibration 1";

const keptMs = 30 * 24 * 3600 * 1000;

export function ownKey(): CalibrationKey {
  return {
    library: libraryVersion,
    kernelId,
    node: process.versions.node,
    processor: processorModel() ?? "",
    share: parallelism().reason,
  };
}

/** Its file in the cache: one for each key, so that machines with one home have one each. */
export function calibrationName(key: CalibrationKey): string {
  return `${digest(keyText(key)).slice(0, 16)}.json`;
}

export function calibrationText(calibration: StoredCalibration): string {
  const body = JSON.stringify(calibration, null, 2);
  return `${JSON.stringify({ sha256: digest(body), body: calibration }, null, 2)}\n`;
}

/** The calibration that a file holds, for this key and at this time; or why it is not taken. */
export function readCalibration(
  text: string,
  key: CalibrationKey,
  now: number,
): StoredCalibration | { readonly ignored: string } {
  let body: StoredCalibration | undefined;
  try {
    const given = JSON.parse(text) as { readonly sha256?: unknown; readonly body?: StoredCalibration };
    if (given.sha256 === digest(JSON.stringify(given.body, null, 2))) body = given.body;
  } catch {
    // What is no JSON has no body.
  }
  if (body?.format !== calibrationFormat || !isSpeed(body.speed)) return { ignored: "it is damaged" };
  if (keyText(body.key) !== keyText(key)) return { ignored: "it is of another library, Node or machine" };
  const age = now - Date.parse(body.date);
  if (!(age >= 0)) return { ignored: "its date is not in the past" };
  if (!(age < keptMs)) return { ignored: "it is more than 30 days old" };
  return body;
}

function keyText({ library, kernelId, node, processor, share }: CalibrationKey): string {
  return JSON.stringify([library, kernelId, node, processor, share]);
}

/** Whoever damages a file on purpose can only make runs slow; this finds what happens by itself. */
function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function isSpeed(speed: Speed): boolean {
  const isAmount = (x: unknown): boolean => typeof x === "number" && x >= 0 && x < Infinity;
  const { pieces, ...others } = builtIn;
  return (
    Object.keys(others).every((name) => isAmount(speed?.[name as keyof typeof others])) &&
    pieceNames.every((name) => isAmount(speed.pieces?.[name])) &&
    speed.breakEven > 0 &&
    speed.serialShare <= 1
  );
}
