import { afterAll, afterEach, describe, expect, it } from "vitest";
import { type ActuarialError, close, type SimulateOptions } from "../dist/index.js";
import { acquire, clear, recycle, reusable } from "../dist/simulation/arrays.js";
import { needOf } from "../dist/simulation/memory.js";
import { runOptions } from "../dist/simulation/options.js";
import { keepModels } from "./support/keepModels.js";

// What a run takes of memory is counted before it takes any; test/long/memory.test.ts measures whether that is right.

afterAll(() => close());

const model = keepModels.portfolio!;
const bytes = (options: SimulateOptions): number =>
  needOf(model.explain({ outputs: options.outputs ?? [] }), runOptions(options)).alone;
const refusal = (options: SimulateOptions): Promise<ActuarialError> =>
  model.simulate(options).then(
    () => expect.unreachable(`${JSON.stringify(options)} was admitted`),
    (error) => error,
  );

describe("a run over its budget", () => {
  it.each([
    [
      { trials: 1e7 },
      4e7,
      /^10000000 trials need \d{8} bytes, available are 40000000; with keep: "tail" they need \d+$/,
    ],
    [{ trials: 1e7, levels: [0.5] }, 3e7, /; with keep: "none" they need 0$/],
    [{ trials: 1e7, keep: "tail", levels: [0.2] }, 3e7, /; with keep: "none" they need 0$/],
    [{ trials: 1e7, keep: "none", hash: true, components: true }, 2e7, /there is room for \d+ trials$/],
    [{ trials: 2 ** 53 - 1, claimLimit: Infinity }, 1e9, /; with keep: "none" they need 0$/],
    [{ trials: 5_000_000, outputs: ["claimCount"], levels: [0.01] }, 7e7, /; with storage: "float32" they need \d+$/],
  ] satisfies [SimulateOptions, number, RegExp][])(
    "names what would fit: %o in %d bytes",
    async (options, memoryLimit, message) => {
      const error = await refusal({ seed: 1, ...options, memoryLimit });
      expect(error).toMatchObject({ code: "ERR_TOO_LARGE" });
      expect(error.message).toMatch(message);
    },
  );

  it("is admitted when it follows the advice, and says what the other then takes", async () => {
    const advised = new Map<string, number>();
    for (const keep of ["losses", "tail", "none"] as const) {
      for (const storage of ["float64", "float32"] as const) {
        for (const [components, hash, outputs] of [
          [false, false, []],
          [true, false, []],
          [true, true, ["groundUp", "largestClaim"]],
        ] as const) {
          for (const share of [0.02, 0.3, 0.6, 0.9, 0.999]) {
            const asked = {
              trials: 3_000_000,
              seed: 1,
              workers: 1,
              levels: [0.3],
              keep,
              storage,
              components,
              hash,
              outputs,
            };
            const need = bytes(asked);
            const memoryLimit = Math.floor(need * share);
            if (need === 0) continue;
            const { message } = await refusal({ ...asked, memoryLimit });
            expect(message).toContain(`need ${need} bytes, available are ${memoryLimit};`);
            const change = /with (\w+): "(\w+)" they need (\d+)$/.exec(message);
            const room = /room for (\d+) trials$/.exec(message);
            if (change === null && room === null) {
              expect(message).toMatch(/not even one trial fits; raise memoryLimit$/);
              expect(bytes({ ...asked, trials: 1 })).toBeGreaterThan(memoryLimit);
              advised.set("more memory", 1 + (advised.get("more memory") ?? 0));
              continue;
            }
            const followed = { ...asked, ...(change ? { [change[1]!]: change[2]! } : { trials: Number(room![1]) }) };
            if (change) expect(Number(change[3])).toBe(bytes(followed));
            // Admission is all that matters here.
            await expect(model.simulate({ ...followed, memoryLimit, signal: abortSoon() })).rejects.toBe("admitted");
            const kind = change ? `${change[1]} ${change[2]}` : "trials";
            advised.set(kind, 1 + (advised.get(kind) ?? 0));
          }
        }
      }
    }
    expect([...advised.keys()].filter((kind) => kind !== "more memory").sort()).toEqual([
      "keep none",
      "keep tail",
      "storage float32",
      "trials",
    ]);
  });

  it("counts tables, rings, kernels and measures beside the losses, beyond 12 MB", () => {
    expect(bytes({ trials: 1_000_000 })).toBe(8_000_000);
    expect(bytes({ trials: 1e8 })).toBeGreaterThan(8e8 + 0.3 * 8e8 - 12e6);
    expect(bytes({ trials: 1e8, storage: "float32" })).toBeGreaterThan(4e8 + 0.3 * 8e8 - 12e6);
    expect(bytes({ trials: 1e9, keep: "none", components: true })).toBeGreaterThan(3 * 4e6);
  });

  it("needs no more than the last byte", async () => {
    for (const options of [
      { trials: 1e6 },
      { trials: 1e6, storage: "float32" },
      { trials: 4e6, keep: "tail" },
    ] as const) {
      const need = bytes(options);
      await expect(model.simulate({ ...options, memoryLimit: need - 1 })).rejects.toMatchObject({
        code: "ERR_TOO_LARGE",
      });
      await expect(model.simulate({ ...options, memoryLimit: need, signal: abortSoon() })).rejects.toBe("admitted");
    }
  });

  it("runs on fewer threads than were asked for where those are too much, with the same losses", async () => {
    const run = { trials: 100_000, seed: 1 };
    const alone = await model.simulate({ ...run, workers: 1 });
    await close();
    const few = await model.simulate({ ...run, workers: 4, memoryLimit: 30e6 });
    expect(few.execution.workers).toBe(2);
    expect(few.execution.reasons[0]).toMatch(/^2 of 4 workers: memory for 2: the run leaves/);
    expect(few.hash).toBe(alone.hash);
  });

  it("that no machine has memory for is refused even without a limit", async () => {
    await expect(
      model.simulate({ trials: 2 ** 52, claimLimit: Infinity, memoryLimit: Infinity }),
    ).rejects.toMatchObject({
      code: "ERR_TOO_LARGE",
    });
  });
});

describe("arrays that are kept for the next run", () => {
  afterEach(clear);

  it("count as there, as many as there are of a size", () => {
    for (const array of [acquire(1000), acquire(1000), acquire(500)]) recycle(array);
    expect(reusable(new Map([[8000, 1]]))).toBe(8000);
    expect(
      reusable(
        new Map([
          [8000, 5],
          [4000, 1],
          [1, 9],
        ]),
      ),
    ).toBe(20_000);
    acquire(1000);
    expect(reusable(new Map([[8000, 5]]))).toBe(8000);
  });
});

function abortSoon(): AbortSignal {
  const controller = new AbortController();
  queueMicrotask(() => controller.abort("admitted"));
  return controller.signal;
}
