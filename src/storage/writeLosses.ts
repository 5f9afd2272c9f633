import * as check from "../check.js";
import { ActuarialError } from "../errors.js";
import { blockTrials } from "../kernel.js";
import type { Losses } from "../measures/lossSource.js";
import { compression } from "./compression.js";
import { disk, type FileLayer, type OpenFile, writeAll } from "./fileLayer.js";
import { checkPath, locate } from "./filePath.js";
import { headerBytes } from "./header.js";
import { lock } from "./lock.js";
import { LossWriter } from "./lossWriter.js";
import { newFile } from "./newFile.js";

/** Annual losses as they come: one array, or one after the other. */
export type LossesToWrite = Losses | Iterable<Losses> | AsyncIterable<Losses>;

/**
 * Writes annual losses to a file, which `readLosses` and `openLosses` read: with checksums, and compressed where that is
 * worth while and the package lz4 or lz4-napi is there. The file is there as a whole or not at all, and takes the place of
 * one that was there.
 * @param losses doubles, or single-precision numbers, which stay such; infinities are allowed. In pieces, for more than
 * memory holds, all pieces are of one kind.
 * @throws ActuarialError ERR_PARAMETER; ERR_DATA on NaN, with its index; ERR_STORAGE
 */
export function writeLosses(path: string, losses: LossesToWrite): Promise<void> {
  return writeLossesTo(disk, path, losses);
}

/** @internal The same on a disk that a test can let fail. */
export async function writeLossesTo(files: FileLayer, path: string, losses: LossesToWrite): Promise<void> {
  const { file } = locate(checkPath("writeLosses: path", path));
  const packing = await compression();
  const pieces = piecesOf(losses);
  const begun = await pieces.next();
  const single = begun.value instanceof Float32Array;
  const release = lock(file);
  try {
    await newFile(files, file, async (open) => {
      const storage = single ? "float32" : "float64";
      const front = headerBytes({ storage, outputs: [], components: [], run: undefined });
      await writeAll(open, front, 0);
      const writer = new LossWriter({
        open: async (): Promise<OpenFile> => ({ ...open, close: async () => {} }),
        ...{ end: front.length, trials: 0, series: 1, single, compression: packing },
      });
      try {
        for (let piece = begun; !piece.done; piece = await pieces.next()) {
          await writer.drained();
          writer.take([piece.value]);
        }
        await writer.finish();
      } finally {
        await writer.close();
      }
    });
  } finally {
    release();
    await pieces.return(undefined);
  }
}

/** Losses in blocks of a kind, all full but the last. */
async function* piecesOf(losses: LossesToWrite): AsyncGenerator<Losses, void> {
  const isArray = losses instanceof Float64Array || losses instanceof Float32Array;
  if (!isArray && !isIterable(losses)) refuse(losses);
  let [block, held, before]: [Losses | undefined, number, number] = [undefined, 0, 0];
  for await (const piece of isArray ? [losses] : losses) {
    if (!(piece instanceof Float64Array || piece instanceof Float32Array)) refuse(piece);
    block ??= piece instanceof Float64Array ? new Float64Array(blockTrials) : new Float32Array(blockTrials);
    if (piece.BYTES_PER_ELEMENT !== block.BYTES_PER_ELEMENT) check.fail("writeLosses: losses", "of one kind", piece);
    refuseNaN(piece, before);
    for (let start = 0; start < piece.length; ) {
      const part = piece.subarray(start, start + blockTrials - held);
      block.set(part, held);
      start += part.length;
      held += part.length;
      if (held < blockTrials) continue;
      yield block;
      held = 0;
    }
    before += piece.length;
  }
  if (block !== undefined && held > 0) yield block.subarray(0, held);
}

function isIterable(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Symbol.asyncIterator in value || Symbol.iterator in value;
}

function refuse(losses: unknown): never {
  check.fail("writeLosses: losses", "a Float64Array, a Float32Array, or an iterable of one kind of these", losses);
}

function refuseNaN(losses: Losses, before: number): void {
  for (let i = 0; i < losses.length; i++) {
    if (Number.isNaN(losses[i]!)) {
      throw new ActuarialError("ERR_DATA", `writeLosses: losses[${before + i}] must be a number, got NaN`);
    }
  }
}
