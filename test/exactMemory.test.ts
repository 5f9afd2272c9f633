import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { gamma, inforce, PricingModel, poisson, portfolio, type SolveOptions } from "../dist/index.js";

// What a law takes of memory is counted before it takes any.

const severity = gamma({ alpha: 2, theta: 1000 });
const frequency = poisson({ lambda: 5 });
const model = new PricingModel(portfolio([inforce({ name: "a", frequency, severity })]));
const message = (options: SolveOptions): Promise<string> =>
  model.solve(options).then(
    () => "solved",
    (error) => `${error.code} ${error.message}`,
  );

/** The most resident bytes of a process that solves a model of `components` on `points` points, and what was counted. */
async function peak(components: string, points: number): Promise<{ taken: number; counted: number }> {
  const door = pathToFileURL(resolve(import.meta.dirname, "../dist/index.js")).href;
  const script = `import { existsSync, readFileSync } from "node:fs";
    import * as l from ${JSON.stringify(door)};
    const { poisson, gamma, neymanA, polyaAeppli, poissonInverseGaussian, empiricalCounts } = l;
    const severity = gamma({ alpha: 2, theta: 1000 });
    const components = ${components};
    const of = components.map((each, i) => l.inforce({ name: "c" + i, severity, ...each }));
    const model = new l.PricingModel(l.portfolio(of));
    const bytes = () => existsSync("/proc/self/status")
      ? 1024 * Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1])
      : process.memoryUsage.rss();
    await model.solve({ points: 4096 });
    const before = bytes();
    const needed = /needs (\\d+) bytes/.exec(
      await model.solve({ points: ${points}, memoryLimit: 1 }).catch((error) => error.message));
    await model.solve({ points: ${points} });
    console.log(JSON.stringify({ taken: bytes() - before, counted: Number(needed[1]) + 12e6 }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
  return JSON.parse(stdout);
}

describe("what a law takes", () => {
  it.each([
    ["one component", "[{ frequency: poisson({ lambda: 5 }) }]", 262_144],
    ["a count of few values", "[{ frequency: empiricalCounts({ counts: [1, 1000, 5000, 9000] }) }]", 262_144],
    [
      "a book",
      "[poisson({ lambda: 5 }), neymanA({ lambda1: 2, lambda2: 2 }), polyaAeppli({ lambda: 2, beta: 1 }), " +
        "poissonInverseGaussian({ mu: 5, beta: 1 })].map((frequency) => ({ frequency }))",
      262_144,
    ],
    [
      "aggregate terms",
      "[{ policies: 10, frequency: poisson({ lambda: 5 }), terms: { aggregateDeductible: 3000, aggregateLimit: 4e4 } }]",
      131_072,
    ],
  ])("is not more than was counted, and not much less: %s", async (_, components, points) => {
    const { taken, counted } = await peak(components, points);
    expect(taken).toBeLessThan(counted);
    expect(taken).toBeGreaterThan(counted / 4);
  });

  it("is refused where it is more than there is, with the grid that fits", async () => {
    const told = await message({ points: 4_194_304, memoryLimit: 1e8 });
    const parts =
      /^ERR_TOO_LARGE solve: a grid of 4194304 points needs (\d+) bytes, available are 100000000; (.*)$/.exec(told);
    expect(Number(parts![1])).toBeGreaterThan(1e8);
    const [, points, bytes] = /^with points: (\d+) it needs (\d+)$/.exec(parts![2]!)!;
    expect(Number(bytes)).toBeLessThanOrEqual(1e8);
    expect(await message({ points: Number(points), memoryLimit: 1e8 })).toBe("solved");
    expect(await message({ points: 2 * Number(points), memoryLimit: 1e8 })).toMatch(/^ERR_TOO_LARGE/);
  });

  it("is refused by the environment's limit too, and where a grid chosen by itself does not fit", async () => {
    process.env.LUNDBERG_MEMORY_LIMIT = "10 MB";
    try {
      expect(await message({ points: 262_144 })).toMatch(/available are 10000000; with points: 65536 it needs/);
      expect(await message({ points: 262_144, memoryLimit: 1e9 })).toBe("solved");
    } finally {
      process.env.LUNDBERG_MEMORY_LIMIT = "";
    }
    const fine = { relativeError: 1e-12, memoryLimit: 1e7 };
    expect(await message(fine)).toMatch(/^ERR_TOO_LARGE solve: a grid of \d+ points .* with points: 65536 it needs/);
    await expect(model.validate({ trials: 1000, memoryLimit: -1 })).rejects.toThrow(/memoryLimit must be a number > 0/);
    expect(await message({ memoryLimit: 0 })).toMatch(/solve: memoryLimit must be a number > 0 or Infinity, got 0/);
  });
});
