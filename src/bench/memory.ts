import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { SimulateOptions } from "../index.js";
import { digits, whole } from "../report/index.js";
import type { BenchFigure } from "./figure.js";
import { summary } from "./measurement.js";

type Kept = Pick<SimulateOptions, "keep" | "storage">;

const noRun = "no run";
const settings: Readonly<Record<string, Kept>> = {
  [noRun]: {},
  "keep: losses": {},
  "storage: float32": { storage: "float32" },
  "keep: tail": { keep: "tail" },
  "keep: none": { keep: "none" },
};

/** Even where hardly any memory is free. */
const fewest = 100_000;

const run = promisify(execFile);

/** The most memory of a process that simulates once and reads its measures, by what is kept. */
export const memory: BenchFigure = {
  name: "memory",
  quantities: ({ quick, hardware, signal }) => {
    const trials = Math.min(quick ? 2_000_000 : 10_000_000, Math.max(fewest, Math.floor(hardware.memory.free / 64)));
    return Object.entries(settings).map(([series, kept]) => ({
      series,
      at: trials,
      label: series === noRun ? noRun : `${series}, ${whole(trials)} trials`,
      unit: "MB",
      warmUps: 0,
      sample: async () => {
        const orders = series === noRun ? undefined : { ...kept, trials, seed: 1, workers: 1 };
        const flags = ["--input-type=module", "--eval", program(orders)];
        const { stdout } = await run(process.execPath, flags, { signal });
        return Number(stdout) / 1e6;
      },
    }));
  },
  section: (measurements) => {
    const trials = measurements[0]!.at;
    const rows = measurements.map((measurement) => ({ name: measurement.series, ...summary(measurement) }));
    return {
      title: "Memory",
      blocks: [
        `The most that a process of its own takes (resident set), which imports the library, simulates ${whole(trials)} years of gamma sums on one thread and reads VaR and TVaR. The losses alone are ${digits((8 * trials) / 1e6)} MB, in single precision half of that. \`no run\` is Node with the library.`,
        {
          caption: "Most memory of the process",
          table: {
            head: ["", "MB", "more than no run"],
            rows: rows.map(({ name, median }) => [name, digits(median), digits(Math.max(0, median - rows[0]!.median))]),
          },
          charts: [
            {
              kind: "bars",
              title: "Most memory of the process",
              unit: "MB",
              rows: rows.map(({ name, median, low, high }, i) => ({
                ...{ name, value: median, low, high },
                ...(i === 0 && { tone: "quiet" as const }),
              })),
            },
          ],
        },
      ],
    };
  },
};

/**
 * Text of a program, so that the package needs no file for it. It prints bytes. Linux hands the peak of the process that
 * started it on to getrusage(2), so the program reads its own where /proc has it.
 */
function program(orders: SimulateOptions | undefined): string {
  const door = JSON.stringify(new URL("./index.js", import.meta.url).href);
  const simulation = `
    const book = inforce({ name: "book", frequency: poisson({ lambda: 5 }), severity: gamma({ alpha: 2, theta: 1000 }) });
    const result = await new PricingModel(portfolio([book])).simulate(${JSON.stringify(orders)});
    result.tvar(0.99);`;
  return `import { gamma, inforce, PricingModel, poisson, portfolio } from ${door};
    ${orders === undefined ? "" : simulation}
    let kibibytes = process.resourceUsage().maxRSS;
    try {
      kibibytes = Number(/^VmHWM:\\s*(\\d+) kB$/m.exec(process.getBuiltinModule("fs").readFileSync("/proc/self/status", "utf8"))[1]);
    } catch {}
    process.stdout.write(String(1024 * kibibytes));`;
}
