// What many models cost: docs/many.md's tables. `npm run bench:many` prints them.
import { fork } from "node:child_process";
import { once } from "node:events";
import { loadavg } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { markdownTable } from "../dist/report/markdownTable.js";

interface Order {
  readonly way: "loop" | "many" | "latency";
  readonly models?: number;
  readonly trials: number;
  readonly runs?: number;
}

/** Milliseconds from the start of a process to its end, and of the processor in it. */
interface Cost {
  readonly wall: number;
  readonly processor: number;
}

async function process_(order: Order): Promise<Cost & { readonly times: readonly Cost[] }> {
  const started = performance.now();
  const child = fork(resolve(import.meta.dirname, "manyProcess.mjs"), [JSON.stringify(order)], { execArgv: [] });
  const ended = once(child, "exit");
  const [[{ processor, times }]] = await Promise.all([once(child, "message"), ended]);
  return { wall: performance.now() - started, processor, times };
}

/** Linear between order statistics. */
function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = p * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(position)]!, sorted[Math.ceil(position)]!];
  return below + (position - Math.floor(position)) * (above - below);
}

const median = (values: readonly number[]): number => quantile(values, 0.5);
const kinds = ["wall", "processor"] as const;

/** Ways of pricing the same accounts, in turns; each round's cost of each. */
async function compare(
  rounds: number,
  ways: Readonly<Record<string, () => Promise<Cost>>>,
): Promise<Record<string, Cost[]>> {
  const costs: Record<string, Cost[]> = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [way, run] of Object.entries(ways)) costs[way]!.push(await run());
  }
  return costs;
}

function rows(costs: Record<string, readonly Cost[]>, against: string): string[][] {
  return Object.entries(costs).map(([way, rounds]) => [
    way,
    ...kinds.flatMap((kind) => {
      const ratios = rounds.map((cost, i) => cost[kind] / costs[against]![i]![kind]);
      return [`${median(rounds.map((cost) => cost[kind])).toFixed(0)}`, median(ratios).toFixed(2)];
    }),
  ]);
}

const { values } = parseArgs({ options: { quick: { type: "boolean" } } });
const rounds = values.quick ? 3 : 7;
/** Processes that stand for a thousand: each prices one account. */
const processes = values.quick ? 5 : 10;
const head = (what: string) => [what, "ms", "times simulateMany", "processor ms", "times simulateMany"];

/** A thousand calls, each in a process of its own, as a few tell. */
async function cold(trials: number): Promise<Cost> {
  const some: Cost[] = [];
  for (let i = 0; i < processes; i++) some.push(await process_({ way: "loop", models: 1, trials }));
  const sum = (kind: (typeof kinds)[number]): number => some.reduce((all, cost) => all + cost[kind], 0);
  return { wall: (sum("wall") / processes) * 1000, processor: (sum("processor") / processes) * 1000 };
}

console.log(
  `load average ${loadavg()[0]!.toFixed(1)}, Node ${process.versions.node}, medians of ${rounds} rounds in turns\n`,
);
for (const [models, trials] of [
  [1000, 1000],
  [1000, 10_000],
  [300, 200_000],
] as const) {
  const ways = {
    "simulateMany, a new process": () => process_({ way: "many", models, trials }),
    "simulate in a loop, a new process": () => process_({ way: "loop", models, trials }),
    ...(models === 1000 && { "a new process for each": () => cold(trials) }),
  };
  const costs = await compare(rounds, ways);
  const title = `${models} accounts, ${trials.toLocaleString("en-US")} years`;
  console.log(markdownTable(head(title), rows(costs, Object.keys(ways)[0]!)), "\n");
}

const { times } = await process_({ way: "latency", trials: 10_000, runs: values.quick ? 3000 : 11_000 });
const shown = (kind: (typeof kinds)[number]): string[] => [
  kind === "wall" ? "wall" : "processor",
  ...[0.5, 0.95, 0.99, 0.999].map((p) =>
    quantile(
      times.map((time) => time[kind]),
      p,
    ).toFixed(2),
  ),
];
console.log(markdownTable(["a warm run of 10,000 years, ms", "p50", "p95", "p99", "p99.9"], kinds.map(shown)));
