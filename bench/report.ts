import { type BarRow, barRows } from "./bars.js";
import type { ContestResult, ContestRow, Contests } from "./contest.js";
import type { Effort } from "./effort.js";
import { busyFrom, type Machine } from "./machine.js";
import type { Programs } from "./programs.js";
import type { ScalingRow } from "./scaling.js";
import { type SetupRow, setupTrials } from "./setup.js";
import { type SizeRow, sizes } from "./sizes.js";
import type { Spread } from "./statistics.js";

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

/** The report as Markdown: bars, then ratios, then times. */
export function markdown(report: Report): string {
  const { contests, setup, scaling } = report;
  const sections = [
    introduction(report),
    ...section("The bars", barSection(barRows(contests.results, setup, scaling))),
    ...contests.results.flatMap((result) => section(result.title, contestSection(result))),
    ...section("One worker and two", scalingSection(scaling)),
    ...section("Small runs and large", sizeSection(report.sizes)),
    ...section("Setup", setupSection(setup)),
    ...section("Memory", memorySection(contests.results)),
  ];
  return `${sections.join("\n\n")}\n`;
}

function section(title: string, body: string): string[] {
  return body === "" ? [] : [`## ${title}`, body];
}

function introduction({ command, date, machine, effort, programs, contests, scaling, ...report }: Report): string {
  const { cpu, cores, node, platform, kernelId, loadAverage } = machine;
  const waits = [...contests.results.flatMap(({ rows }) => rows), ...scaling].map(({ waiting }) => waiting);
  const busiest = Math.max(0, ...waits);
  const lines = [
    `Made by \`${command}\` on ${date}, in ${report.seconds.toFixed(0)} s. The command measures again, and names the peers that it does not find.`,
    `${cpu}, ${cores} cores, Node ${node}, ${platform}, kernel ${kernelId}.`,
  ];
  if (busiest > busyFrom) {
    lines.push(
      `**The machine was busy with other work**: load average ${loadAverage.toFixed(1)} before the run, wall time up to ${digits(busiest)} times processor time. Ratios of processor time hold; times are longer than on a quiet machine, and what two workers gain cannot be seen.`,
    );
  }
  lines.push(
    `Every program runs one thread in fresh processes, ${effort.rounds} of each, in turns; ratios are taken within a round, medians of processor time over the rounds. "First" is the first run of a new process: the engine compiles and the operating system hands out memory in its time. "Next" is the median of four runs after that, a new model with new tables each time. The peers are warm and keep their memory. A peer that simulated another model, by its mean, would be an error.`,
  );
  if (effort.size !== 1)
    lines.push(
      `A quick run: ${effort.size} of lundberg's trials, so that setup weighs more, and every second case of the long tables.`,
    );
  const found = programs.found.map(({ name, version }) => `${name} (${version})`);
  lines.push(`Peers: ${found.join("; ")}.`);
  if (programs.missing.length > 0) {
    lines.push(`**Not found here**: ${programs.missing.map(({ name, why }) => `${name} (${why})`).join("; ")}.`);
  }
  if (report.notMeasured.length > 0) lines.push(`Not measured, since not asked for: ${report.notMeasured.join(", ")}.`);
  if (contests.failures.length > 0) lines.push(`**Failed**:\n\n${list(contests.failures)}`);
  return `# Performance\n\n${lines.join("\n\n")}`;
}

function barSection(bars: readonly BarRow[]): string {
  const cells = bars.map(({ text, bar, next = "not measured", first = "", met, worst }) => [
    worst === undefined ? text : `${text} (worst: ${worst})`,
    bar,
    next,
    met === undefined ? "" : met ? "met" : "**missed**",
    first,
  ]);
  return table(["", "bar", "reached (next)", "", "first"], cells);
}

function contestSection({ rows, unit, notes }: ContestResult): string {
  const labels = [...new Set(rows.flatMap(({ peers }) => peers.map(({ label }) => label)))];
  const cell = (row: ContestRow, label: string, show: (peer: ContestRow["peers"][number]) => string): string => {
    const peer = row.peers.find((it) => it.label === label);
    return peer === undefined ? "" : show(peer);
  };
  const ratios = rows.map((row) => [
    row.case.name,
    ...labels.map((label) => cell(row, label, ({ ratio }) => spreadText(ratio))),
  ]);
  const times = rows.map((row) => [
    row.case.name,
    digits(row.first),
    digits(row.next),
    ...labels.map((label) => cell(row, label, ({ time }) => digits(time))),
  ]);
  return [
    `How many times as fast as each peer lundberg is (next run; quartiles over the rounds):`,
    table(["", ...labels], ratios),
    `${unit}, of ${[...new Set(rows.map(({ trials }) => trials.toLocaleString("en-US")))].join(" or ")} in a lundberg run:`,
    table(["", "lundberg, first", "lundberg, next", ...labels], times),
    list(notes),
  ].join("\n\n");
}

function scalingSection(rows: readonly ScalingRow[]): string {
  if (rows.length === 0) return "";
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
  return `${table(head, cells)}\n\nWall time, warm pool, plan and tables made; the losses are the same bit for bit.`;
}

function sizeSection(rows: readonly SizeRow[]): string {
  if (rows.length === 0) return "";
  const head = [
    "",
    ...sizes.map((trials) => `${trials.toLocaleString("en-US")} trials`),
    "the largest against the smallest",
  ];
  const cells = rows.map(({ name, times, ratio }) => [name, ...times.map(digits), spreadText(ratio)]);
  return `${table(head, cells)}\n\nNanoseconds of processor time a trial, one thread, plan and tables made and the engine warm. Losses of the largest run do not fit into the processor's caches.`;
}

function setupSection(rows: readonly SetupRow[]): string {
  if (rows.length === 0) return "";
  const cells = rows.map(({ name, first, next }) => [name, digits(first), digits(next)]);
  const text = `Milliseconds of processor time from a model's description to its first ${setupTrials.toLocaleString("en-US")} trials; import excluded, nothing kept in between.`;
  return `${text}\n\n${table(["", "first model of a process", "again"], cells)}`;
}

/** One model for each number of trials, on which memory depends. */
function memorySection(results: readonly ContestResult[]): string {
  const models = results.flatMap(({ rows }) => rows).filter((row) => "book" in row.case.task);
  const rows = models.filter((row, i) => models.findIndex(({ trials }) => trials === row.trials) === i);
  if (rows.length === 0) return "";
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
  const cells = rows.map(({ case: { name }, trials, memory: { before, peak } }) => [
    name,
    trials.toLocaleString("en-US"),
    megabytes(8 * trials),
    megabytes(before),
    megabytes(peak),
  ]);
  const head = ["megabytes", "trials", "losses", "process before", "process at its peak"];
  return `${table(head, cells)}\n\nFive runs one after the other, each released before the next.`;
}

function spreadText({ median, low, high }: Spread): string {
  return `${digits(median)}x (${digits(low)}-${digits(high)})`;
}

/** Three significant digits, without an exponent. */
function digits(x: number): string {
  return x >= 100 ? x.toFixed(0) : x.toFixed(x >= 10 ? 1 : 2);
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

/** Columns aligned, so that the source reads as a table too: the first to the left, numbers to the right. */
function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const rows = [head, ...body];
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(" | ")} |`;
  const rule = `| ${widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(head), rule, ...body.map(line)].join("\n");
}
