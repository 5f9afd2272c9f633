import type { Block, Chart, Figure, Page, Row, Section } from "../dist/report/index.js";
import { digits, whole } from "../dist/report/index.js";
import type { Spread } from "../dist/statistics.js";
import { type BarRow, barRows } from "./bars.js";
import type { ContestResult, ContestRow, Contests } from "./contest.js";
import type { Effort } from "./effort.js";
import { busyFrom, type Machine } from "./machine.js";
import type { Programs } from "./programs.js";
import type { ScalingRow } from "./scaling.js";
import { type SetupRow, setupTrials, warmUps } from "./setup.js";
import { type SizeRow, sizes } from "./sizes.js";

/** All that a run of the benchmarks found. */
export interface Report {
  readonly command: string;
  readonly date: string;
  readonly machine: Machine;
  readonly effort: Effort;
  readonly programs: Programs;
  readonly contests: Contests;
  readonly setup: readonly SetupRow[];
  readonly scaling: readonly ScalingRow[];
  readonly sizes: readonly SizeRow[];
  readonly notMeasured: readonly string[];
  readonly seconds: number;
}

/** The report: bars, then ratios, then times. */
export function pageOf(report: Report): Page {
  const { contests, setup, scaling } = report;
  return {
    title: "Performance",
    blocks: introduction(report),
    sections: [
      ...section("The bars", barBlocks(barRows(contests.results, setup, scaling))),
      ...contests.results.flatMap((result) => section(result.title, contestBlocks(result))),
      ...section("One worker and two", scalingBlocks(scaling)),
      ...section("Small runs and large", sizeBlocks(report.sizes)),
      ...section("Setup", setupBlocks(setup)),
      ...section("Memory", memoryBlocks(contests.results)),
    ],
  };
}

function section(title: string, blocks: readonly Block[]): Section[] {
  return blocks.length === 0 ? [] : [{ title, blocks }];
}

function introduction({ command, date, machine, effort, programs, contests, scaling, ...report }: Report): Block[] {
  const { cpu, cores, node, platform, kernelId, loadAverage } = machine;
  const waits = [...contests.results.flatMap(({ rows }) => rows), ...scaling].map(({ waiting }) => waiting);
  const busiest = Math.max(0, ...waits);
  const blocks: Block[] = [
    `Made by \`${command}\` on ${date}, in ${report.seconds.toFixed(0)} s. The command measures again, and names the peers that it does not find.`,
    `${cpu}, ${cores} cores, Node ${node}, ${platform}, kernel ${kernelId}.`,
  ];
  if (busiest > busyFrom) {
    blocks.push(
      `**The machine was busy with other work**: load average ${loadAverage.toFixed(1)} before the run, wall time up to ${digits(busiest)} times processor time. Ratios of processor time hold; times are longer than on a quiet machine, and what two workers gain cannot be seen.`,
    );
  }
  blocks.push(
    `Every program runs one thread in fresh processes, ${effort.rounds} of each, in turns; ratios are taken within a round, medians of processor time over the rounds. "First" is the first run of a new process: the engine compiles and the operating system hands out memory in its time. "Next" is the median of eight runs after that, a new model with new tables each time. The peers are warm and keep their memory. A peer that simulated another model, by its mean, would be an error.`,
  );
  if (effort.size !== 1)
    blocks.push(
      `A quick run: ${effort.size} of lundberg's trials, so that setup weighs more, and every second case of the long tables.`,
    );
  const found = programs.found.map(({ name, version }) => `${name} (${version})`);
  blocks.push(`Peers: ${found.join("; ")}.`);
  if (programs.missing.length > 0) {
    blocks.push(`**Not found here**: ${programs.missing.map(({ name, why }) => `${name} (${why})`).join("; ")}.`);
  }
  if (report.notMeasured.length > 0)
    blocks.push(`Not measured, since not asked for: ${report.notMeasured.join(", ")}.`);
  if (contests.failures.length > 0) blocks.push("**Failed**:", contests.failures);
  return blocks;
}

function barBlocks(bars: readonly BarRow[]): Block[] {
  const rows = bars.map(({ text, bar, next = "not measured", first = "", met, worst }) => [
    worst === undefined ? text : `${text} (worst: ${worst})`,
    bar,
    next,
    met === undefined ? "" : met ? "met" : "**missed**",
    first,
  ]);
  if (rows.length === 0) return [];
  return [
    {
      caption: "What is aimed at, and what is reached",
      table: { head: ["", "bar", "reached (next)", "", "first"], rows },
    },
  ];
}

function contestBlocks({ rows, unit, notes }: ContestResult): Block[] {
  const labels = [...new Set(rows.flatMap(({ peers }) => peers.map(({ label }) => label)))];
  const cell = (row: ContestRow, label: string, show: (peer: ContestRow["peers"][number]) => string): string => {
    const peer = row.peers.find((it) => it.label === label);
    return peer === undefined ? "" : show(peer);
  };
  const ratios: Figure = {
    caption: "How many times as fast as each peer lundberg is (next run; quartiles over the rounds)",
    table: {
      head: ["", ...labels],
      rows: rows.map((row) => [
        row.case.name,
        ...labels.map((label) => cell(row, label, ({ ratio }) => spreadText(ratio))),
      ]),
    },
  };
  const times: Figure = {
    caption: `${unit}, of ${[...new Set(rows.map(({ trials }) => whole(trials)))].join(" or ")} in a lundberg run`,
    table: {
      head: ["", "lundberg, first", "lundberg, next", ...labels],
      rows: rows.map((row) => [
        row.case.name,
        digits(row.first),
        digits(row.next),
        ...labels.map((label) => cell(row, label, ({ time }) => digits(time))),
      ]),
    },
    charts: rows.map((row) => contestChart(row, unit)),
  };
  return [ratios, times, notes];
}

function contestChart({ case: { name }, first, next, peers }: ContestRow, unit: string): Chart {
  const rows: Row[] = [
    { name: "lundberg, next", value: next },
    { name: "lundberg, first", value: first },
    ...peers.map(({ label, time }): Row => ({ name: label, value: time, tone: "quiet" })),
  ];
  return { kind: "bars", title: name, unit, rows };
}

function scalingBlocks(rows: readonly ScalingRow[]): Block[] {
  if (rows.length === 0) return [];
  const perSecond = (nanoseconds: number): string => `${(1000 / nanoseconds).toFixed(0)} million`;
  const cells = rows.map(({ name, one, two, ratio }) => [
    name,
    spreadText(ratio),
    digits(one),
    digits(two),
    perSecond(one),
    perSecond(two),
  ]);
  const head = ["", "two against one", "one: ns per trial", "two", "one: trials per second", "two"];
  return [
    {
      caption: "Wall time, warm pool, plan and tables made; the losses are the same bit for bit",
      table: { head, rows: cells },
      charts: [
        {
          kind: "bars",
          title: "Two workers against one",
          unit: "times as fast",
          rows: rows.map(({ name, ratio }) => rowOf(name, ratio)),
          reference: 2,
        },
      ],
    },
  ];
}

function sizeBlocks(rows: readonly SizeRow[]): Block[] {
  if (rows.length === 0) return [];
  const head = ["", ...sizes.map((trials) => `${whole(trials)} trials`), "the largest against the smallest"];
  const cells = rows.map(({ name, times, ratio }) => [name, ...times.map(digits), spreadText(ratio)]);
  return [
    {
      caption: "Nanoseconds of processor time a trial, one thread, plan and tables made and the engine warm",
      table: { head, rows: cells },
      charts: [
        {
          kind: "lines",
          title: "What a trial costs",
          x: { name: "trials", scale: "logarithmic" },
          y: { name: "ns per trial", scale: "linear" },
          series: rows.map(({ name, times }) => ({
            name,
            points: times.map((y, i) => ({ x: sizes[i]!, y })),
          })),
        },
      ],
    },
    "Losses of the largest run do not fit into the processor's caches.",
  ];
}

function setupBlocks(rows: readonly SetupRow[]): Block[] {
  if (rows.length === 0) return [];
  return [
    {
      caption: `Milliseconds of processor time from a model's description to its first ${whole(setupTrials)} trials; import excluded, no table of another run is used`,
      table: {
        head: ["", "first model of a process", `after ${warmUps} others`],
        rows: rows.map(({ name, first, next }) => [name, digits(first), digits(next)]),
      },
      charts: [
        {
          kind: "bars",
          title: "Setup, again",
          unit: "ms",
          rows: rows.map(({ name, next }) => ({ name, value: next })),
        },
      ],
    },
  ];
}

/** One model for each number of trials, on which memory depends. */
function memoryBlocks(results: readonly ContestResult[]): Block[] {
  const models = results.flatMap(({ rows }) => rows).filter((row) => "book" in row.case.task);
  const rows = models.filter((row, i) => models.findIndex(({ trials }) => trials === row.trials) === i);
  if (rows.length === 0) return [];
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
  const cells = rows.map(({ case: { name }, trials, memory: { before, peak } }) => [
    name,
    whole(trials),
    megabytes(8 * trials),
    megabytes(before),
    megabytes(peak),
  ]);
  const head = ["megabytes", "trials", "losses", "process before", "process at its peak"];
  return [
    {
      caption: "Nine runs one after the other, each released before the next",
      table: { head, rows: cells },
      charts: [
        {
          kind: "bars",
          title: "The process at its peak",
          unit: "MB",
          rows: rows.map(({ case: { name }, memory: { peak } }) => ({ name, value: peak / 1e6 })),
        },
      ],
    },
  ];
}

function rowOf(name: string, { median, low, high }: Spread): Row {
  return { name, value: median, low, high };
}

function spreadText({ median, low, high }: Spread): string {
  return `${digits(median)}x (${digits(low)}-${digits(high)})`;
}
