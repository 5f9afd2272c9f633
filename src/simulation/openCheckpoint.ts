import { kernelId } from "../kernel.js";
import type { Plan } from "../plan/plan.js";
import { modelHash } from "../portfolio/canonical.js";
import { Checkpoint } from "../storage/checkpoint.js";
import type { FileLayer } from "../storage/fileLayer.js";
import { valueVersion } from "../valueVersion.js";
import type { Warning } from "./execution.js";
import type { RunOptions } from "./options.js";

/** The checkpoint of a run that asks for one: the file of an earlier run, or a new one. */
export async function openCheckpoint(
  files: FileLayer,
  plan: Plan,
  { checkpoint, trials, seed, seedIsGiven, storage, outputs, components }: RunOptions,
): Promise<Checkpoint | undefined> {
  if (checkpoint === undefined) return undefined;
  const names = components ? plan.components.map(({ name }) => name) : [];
  const run = { seed, model: modelHash(plan.portfolio), valueVersion, kernelId };
  return Checkpoint.open(files, {
    ...{ ...checkpoint, trials, seedIsGiven },
    header: { storage, outputs, components: names, run },
  });
}

/** What is to be said of a run that goes on with what another kernel drew. */
export function kernelWarnings({ otherKernel }: Checkpoint): Warning[] {
  if (otherKernel === undefined) return [];
  const message = `the checkpoint was begun with kernel ${otherKernel}, and this one is ${kernelId}: they should draw the same`;
  return [{ code: "OTHER_KERNEL", message }];
}
