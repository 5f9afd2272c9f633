import { setImmediate } from "node:timers/promises";
import type { Checkpoint } from "../storage/checkpoint.js";
import { refuseCorrupt } from "../storage/storageError.js";
import type { BlockRunner } from "./blocks.js";
import type { TrialOrder } from "./trialOrder.js";

/** The calling thread lets timers and aborts through this often. */
const sliceMs = 15;

/**
 * Takes blocks from `first` to `end` that a checkpoint holds, in place of drawing them, as far as it holds them.
 * @returns the first block that is to be drawn, or `end`
 */
export async function replay(
  checkpoint: Checkpoint,
  runner: BlockRunner,
  order: TrialOrder,
  { first, end, cancelled }: { first: number; end: number; cancelled: () => boolean },
): Promise<number> {
  let block = first;
  let pause = performance.now() + sliceMs;
  for (; block < end && !cancelled(); block++) {
    const losses = checkpoint.nextHeld();
    if (losses === undefined) break;
    if (!runner.replay(block, losses)) refuseCorrupt(checkpoint.path, `block ${block} has losses that no run has`);
    order.read();
    if (performance.now() < pause) continue;
    await setImmediate();
    pause = performance.now() + sliceMs;
  }
  runner.flush();
  return block;
}
