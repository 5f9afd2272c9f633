import { blockTrials, type Kernel } from "../kernel.js";
import { Tallier, type Tally } from "../measures/tally.js";
import { whole } from "./arrays.js";
import { copier } from "./copier.js";
import type { Control, Kept } from "./program.js";
import { TailKeeper } from "./tailKeeper.js";

/** Keeps of finished blocks what an output asks for. It belongs to one thread and to its kernel. */
export interface Keeper {
  /** Takes the `count` losses at a kernel address, those of the block. */
  keep(address: number, block: number, count: number): void;
  /** The block that comes next does not follow the last one, or none comes. */
  flush(): void;
  /** Where losses are only counted: those of this thread. */
  tally(): Tally | undefined;
}

export function keeperOf(kernel: Kernel, kept: Kept, control: Control): Keeper {
  const keeper = { flush: () => {}, tally: () => undefined };
  switch (kept.kind) {
    case "losses": {
      const copy = copier(kernel, blockTrials);
      const losses = whole(kept.losses);
      return { ...keeper, keep: (address, block, count) => copy(address, count, losses, block * blockTrials) };
    }
    case "tail":
      return new TailKeeper(kernel, { ...kept, pool: whole(kept.pool) }, control);
    case "file":
      return { ...keeper, keep: () => {} };
    case "none": {
      const tallier = new Tallier(kernel, kept.trials);
      return { ...keeper, keep: (address, _, count) => tallier.add(address, count), tally: () => tallier.tally() };
    }
  }
}
