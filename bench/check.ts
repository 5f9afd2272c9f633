// Whether the library has become slower: `npm run bench:check` compares ratios to plain JavaScript, which the same process
// runs in turns, with those of baseline.json, and ends with 1 where one fell. `-- --update` records them anew.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { close } from "lundberg";
import { digits } from "../dist/report/index.js";
import { markdownTable } from "../dist/report/markdownTable.js";
import { median } from "../dist/statistics.js";
import { type Baseline, failed, type Judgement, judge } from "./judge.js";
import { describeMachine } from "./machine.js";
import { type Pair, pairs } from "./ratios.js";

const rounds = 15;
const warmUps = 4;
const file = new URL("./baseline.json", import.meta.url);

const { values: options } = parseArgs({ options: { update: { type: "boolean", default: false } } });

/** Nanoseconds of processor time: what other programs do meanwhile is not in it. */
async function processorTime(work: () => unknown): Promise<number> {
  const used = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(used);
  return 1000 * (user + system);
}

async function ratioOf({ work, lundberg, plain, prepare }: Pair, turn: number): Promise<number> {
  prepare?.();
  const sides = turn % 2 === 0 ? [lundberg, plain] : [plain, lundberg];
  const times = new Map<unknown, number>();
  for (const side of sides) times.set(side, await processorTime(side));
  return (work * times.get(plain)!) / times.get(lundberg)!;
}

const measured = new Map<string, number[]>();
for (const pair of await pairs()) {
  for (let turn = 0; turn < warmUps; turn++) await ratioOf(pair, turn);
  const ratios: number[] = [];
  for (let turn = 0; turn < rounds; turn++) ratios.push(await ratioOf(pair, turn));
  measured.set(pair.name, ratios);
}
await close();
const { cpu, node, kernelId } = await describeMachine();

if (options.update) {
  const ratios = Object.fromEntries([...measured].map(([name, all]) => [name, Number(median(all).toPrecision(3))]));
  writeFileSync(file, `${JSON.stringify({ cpu, node, kernelId, ratios } satisfies Baseline, null, 2)}\n`);
  console.log(`recorded in ${file.pathname}`);
} else {
  report(JSON.parse(readFileSync(file, "utf8")) as Baseline);
}

function report(baseline: Baseline): void {
  const judged = judge(measured, baseline);
  const row = ({ name, ratio, low, high, baseline: before, verdict }: Judgement): string[] => [
    name,
    verdict === "gone" ? "" : `${digits(ratio)} (${digits(low)} to ${digits(high)})`,
    before === undefined ? "" : digits(before),
    verdict,
  ];
  console.log(markdownTable(["", "times as fast as plain JavaScript", "recorded", ""], judged.map(row), [1, 2]));
  if (cpu !== baseline.cpu || node !== baseline.node) {
    console.log(
      `\nRecorded on ${baseline.cpu}, Node ${baseline.node}; this is ${cpu}, Node ${node}. Ratios hold better than seconds, but record them on the machine that checks them: npm run bench:check -- --update.`,
    );
  }
  if (judged.some(failed)) process.exitCode = 1;
}
