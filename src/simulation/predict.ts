import { nanoseconds } from "../plan/cost.js";
import type { Plan } from "../plan/plan.js";
import { type Speed, speedup } from "../speed/speed.js";
import { outputCount, type Wanted } from "./allocate.js";

/**
 * About how many milliseconds a run takes on so many threads that are up, with tables that are made. Hashes, checkpoints and
 * measures are not in it.
 */
export function predictMs(plan: Plan, run: Wanted, workers: number, speed: Speed): number {
  const outputs = outputCount(plan, run);
  const { pieces, setup, dispatch, bins } = speed;
  const counts = run.keep === "none";
  const drawn = plan.components.reduce((sum, component) => sum + nanoseconds(component, speed), 0);
  // Each component's pieces have its losses written once, which stands for the portfolio's too.
  const written =
    (outputs - 1) * pieces.writing +
    outputs * ((counts ? pieces.tally : 0) + (run.storage === "float32" ? pieces.rounding : 0));
  const shared = run.trials * (drawn + written) + (counts ? outputs * bins : 0);
  return (setup + (workers > 1 ? dispatch : 0) + shared / speedup(speed, workers)) / 1e6;
}
