import { ActuarialError } from "../errors.js";
import { blockTrials } from "../kernel.js";
import { binFields, type Tally } from "../measures/tally.js";
import { outputsOf, type Program } from "./program.js";
import { slotOf, type TrialOrder } from "./trialOrder.js";

/** Whether all that comes of a block lies in the run's arrays, where the end of a thread does not touch it. */
export function holdsBlock(program: Program, block: number): boolean {
  const { slot, lap } = slotOf(block, program.laps.length);
  const kept = outputsOf(program).every(({ kept }) =>
    kept.kind === "tail" ? Atomics.load(kept.counts, block) >= 0 : kept.kind !== "none",
  );
  return kept && Atomics.load(program.laps, slot) >= lap;
}

/**
 * The last look at a finished run: every block was read, and where losses were only counted, every loss was counted once.
 * No fault is known that ends here; if there is one, the run is an error and not a wrong number.
 */
export function requireWhole({ trials }: Program, order: TrialOrder, tallies: readonly Tally[]): void {
  if (!(order.blocksRead * blockTrials >= trials)) throw lacking(`blocks from ${order.blocksRead} on are missing`);
  for (const tally of tallies) {
    let counted = 0;
    for (const bins of tally.values()) for (let at = 0; at < bins.length; at += binFields) counted += bins[at]!;
    if (counted !== trials) throw lacking(`${counted} of ${trials} losses were counted`);
  }
}

function lacking(what: string): ActuarialError {
  return new ActuarialError("ERR_WORKER_LOST", `the run is not whole: ${what}`);
}
