import { afterAll, describe, expect, it } from "vitest";
import { close, gamma, inforce, PricingModel, pareto, poisson, portfolio } from "../dist/index.js";
import { Kernel } from "../dist/kernel.js";
import { keeps, undisturbed, whole } from "./support/faultRuns.js";

afterAll(() => close());

const component = (name: string, alpha: number) =>
  inforce({ name, frequency: poisson({ lambda: 1 }), severity: pareto({ alpha, theta: 1 }) });

describe("a kernel trap", () => {
  /** A model whose table points beyond the kernel's memory. */
  const broken = (): PricingModel => {
    const model = new PricingModel(portfolio([component("a", 3)]));
    const plan = model.explain();
    const numbers = plan.table(plan.components[0]!);
    numbers[4] = 4e9;
    return model;
  };

  for (const keep of keeps) {
    it(`in the calling thread, keep "${keep}": ERR_KERNEL_TRAP`, async () => {
      await expect(broken().simulate({ trials: 100_000, workers: 1, keep })).rejects.toMatchObject({
        code: "ERR_KERNEL_TRAP",
        message: expect.stringMatching(/^the kernel stopped: .*out of bounds/),
        cause: expect.any(WebAssembly.RuntimeError),
      });
    });

    it(`in a worker, keep "${keep}": ERR_KERNEL_TRAP, not run again, and the next run works on the same threads`, async () => {
      await expect(broken().simulate({ trials: 1_000_000, workers: 2, keep })).rejects.toMatchObject({
        code: "ERR_KERNEL_TRAP",
        message: expect.stringMatching(/out of bounds/),
      });
      const result = await whole.model.simulate({ ...whole.run, keep });
      expect(whole.answers(result)).toEqual(await undisturbed(keep));
      expect(result.execution.blocksRerun).toBe(0);
    });
  }

  it("of a kernel without room: ERR_TOO_LARGE", () => {
    expect(() => new Kernel().allocate(5e9)).toThrow(expect.objectContaining({ code: "ERR_TOO_LARGE" }));
  });
});

describe("a loss that is no finite number", () => {
  it.each([1, 2])("is ERR_NON_FINITE with trial and component, on %i workers", async (workers) => {
    const tame = inforce({ name: "tame", frequency: poisson({ lambda: 1 }), severity: gamma({ alpha: 1, theta: 1 }) });
    const model = new PricingModel(portfolio([tame, component("wild", 1e-3)]));
    for (const keep of keeps) {
      await expect(model.simulate({ trials: 10_000, seed: 1, workers, keep })).rejects.toMatchObject({
        code: "ERR_NON_FINITE",
        message: expect.stringMatching(/^wild: the loss of trial \d+ is Infinity/),
      });
    }
  });
});
