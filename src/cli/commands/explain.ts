import type { Plan } from "../../index.js";
import { type Command, command } from "../command.js";
import { toggle } from "../flags.js";
import { jsonText } from "../json.js";

/** The plan of a model. */
export const explain: Command = command({
  summary: "say how a model will be drawn, and why so",
  operands: ["model"],
  flags: { json: toggle("print JSON: exact doubles; infinities and NaN as text") },
  run: async ({ operands: [path], flags }) => {
    const { loadModel } = await import("../modelFile/index.js");
    const plan = loadModel(path!).explain();
    return flags.json ? jsonText(planFacts(plan)) : String(plan);
  },
});

function planFacts(plan: Plan): unknown {
  return {
    mean: plan.mean,
    tailIndex: plan.tailIndex,
    components: plan.components.map(
      ({ name, model, steps, losses, counting, drawsPerTrial, chunk, mean, tailIndex }) => ({
        name,
        model,
        steps,
        method: losses.method,
        claimsPerTrial: counting.claimsPerTrial,
        drawsPerTrial,
        chunk,
        mean,
        tailIndex,
      }),
    ),
  };
}
