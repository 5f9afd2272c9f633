import { crc32 } from "node:zlib";
import { blockTrials } from "../kernel.js";

/**
 * What stands in front of the losses of one series in one stretch of trials (docs/checkpoints.md has the bytes). All
 * numbers are little-endian; the last four bytes are the CRC-32 of those before.
 */
export interface Frame {
  /** Index in the header's list of series; `endOfRun` where no losses follow. */
  readonly series: number;
  /** The first trial; at the end of the run, how many there are. */
  readonly first: number;
  readonly count: number;
  readonly codec: number;
  /** Bytes that follow, and their CRC-32. */
  readonly stored: number;
  readonly storedCrc: number;
  /** CRC-32 of the losses, decoded. */
  readonly lossesCrc: number;
  /** Bytes of the file that were known to be on the disk when this was written: damage before there is no torn write. */
  readonly synced: number;
}

export const frameBytes = 48;
/** "LNDf": where a reader looks for frames behind damage. */
export const frameMagic: Buffer = Buffer.from("LNDf", "latin1");
export const endOfRun = 0xffffffff;
/** Trials of the longest stretch: what a reader must be ready to hold of each series. */
export const longestStretch: number = 128 * blockTrials;

export function writeFrame(frame: Frame, bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, frameBytes);
  bytes.set(frameMagic, 0);
  view.setUint32(4, frame.series, true);
  view.setBigUint64(8, BigInt(frame.first), true);
  view.setUint32(16, frame.count, true);
  view.setUint32(20, frame.codec, true);
  view.setUint32(24, frame.stored, true);
  view.setUint32(28, frame.storedCrc, true);
  view.setUint32(32, frame.lossesCrc, true);
  view.setBigUint64(36, BigInt(frame.synced), true);
  view.setUint32(44, crc32(bytes.subarray(0, 44)), true);
}

/** The frame that these bytes start with; undefined where they are not one. */
export function readFrame(bytes: Uint8Array): Frame | undefined {
  if (bytes.length < frameBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, frameBytes);
  if (view.getUint32(0, true) !== frameMagic.readUInt32LE(0)) return undefined;
  if (view.getUint32(44, true) !== crc32(bytes.subarray(0, 44))) return undefined;
  return {
    series: view.getUint32(4, true),
    first: Number(view.getBigUint64(8, true)),
    count: view.getUint32(16, true),
    codec: view.getUint32(20, true),
    stored: view.getUint32(24, true),
    storedCrc: view.getUint32(28, true),
    lossesCrc: view.getUint32(32, true),
    synced: Number(view.getBigUint64(36, true)),
  };
}
