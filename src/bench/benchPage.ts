import type { Block, Page, Section } from "../report/index.js";
import { digits, strong } from "../report/index.js";
import { type Comparison, compare, ruleText } from "./compare.js";
import { figures } from "./figures.js";
import { summary } from "./measurement.js";
import type { BenchRecord } from "./record.js";

/** Wall time over processor time from which other work counts as having been in the way. */
export const busyFrom = 1.1;

/** The report of a run; beside an earlier one, what changed comes first. */
export function benchPage(record: BenchRecord, against?: BenchRecord): Page {
  const { version, kernelId, date, quick, seconds, waiting, measurements } = record;
  const blocks: Block[] = [
    `lundberg ${version}, kernel ${kernelId}, measured on ${date.slice(0, 10)} in ${digits(seconds)} s${quick ? ", a quick run" : ""}. Every value is the median of its repetitions, which were taken in turns; the reach drawn about a value is the interval of order statistics that encloses the median at least 19 times in 20.`,
  ];
  if (waiting > busyFrom) {
    blocks.push(
      `${strong("The machine was busy with other work")}: wall time was ${digits(waiting)} times processor time on one thread. Processor times hold nearly; wall times, and what more workers gain, do not.`,
    );
  }
  blocks.push(machineFacts(record));
  const shown = figures.flatMap(({ name, section }): Section[] => {
    const own = measurements.filter(({ figure }) => figure === name);
    return own.length === 0 ? [] : [section(own)];
  });
  const changes = against === undefined ? [] : [comparisonSection(record, against)];
  return { title: "Benchmark of lundberg", blocks, sections: [...changes, ...shown] };
}

function machineFacts({ machine, measurements }: BenchRecord): Block {
  const facts = machine.split("\n").map((line) => {
    const [, name = "", text = line] = line.match(/^(.*?)\s{2,}(.*)$/) ?? [];
    return [name, text] as const;
  });
  const stick = measurements.find(({ figure }) => figure === "machine");
  const speed = stick === undefined ? [] : [[stick.label, `${digits(summary(stick).median)} ${stick.unit}`] as const];
  return { facts: [...facts, ...speed] };
}

function comparisonSection(now: BenchRecord, then: BenchRecord): Section {
  const { rows, unmatched, figures } = compare(now, then);
  const of = (verdict: Comparison["verdict"]): readonly Comparison[] => rows.filter((row) => row.verdict === verdict);
  const changed = [...of("worse"), ...of("better")].sort((a, b) => b.ratio.median - a.ratio.median);
  const stick = rows.find(({ figure }) => figure === "machine");
  const same = now.machine.split("\n")[0] === then.machine.split("\n")[0];
  const counts = `${of("better").length} better, ${of("worse").length} worse, ${of("within noise").length} within noise`;
  const blocks: Block[] = [
    `Against lundberg ${then.version}, kernel ${then.kernelId}, measured on ${then.date.slice(0, 10)}: ${strong(counts)}. ${ruleText}`,
  ];
  if (!same) blocks.push(strong("The earlier report is of another processor."));
  if (now.quick !== then.quick) blocks.push("One of the reports is of a quick run; most of the sizes differ.");
  if (stick !== undefined) {
    const speed = `A fixed loop of plain JavaScript takes ${digits(stick.ratio.median)} times what it took then`;
    blocks.push(
      stick.verdict === "within noise"
        ? `${speed}: the machine is as fast as it was.`
        : `${strong(speed)}: the machine, or its clock, is another, and changes of that size are not the library's.`,
    );
  }
  if (rows.length > 0) {
    blocks.push({
      caption: "Now over then: below 1 is faster, or smaller",
      table: {
        head: ["", "then", "now", "unit", "ratio", "verdict"],
        rows: rows.map(({ figure, label, then, now, unit, ratio, verdict }) => [
          `${figure}: ${label}`,
          digits(then.median),
          digits(now.median),
          unit,
          `${digits(ratio.median)} (${digits(ratio.low)} to ${digits(ratio.high)})`,
          verdict === "within noise" ? verdict : strong(verdict),
        ]),
      },
      charts:
        changed.length === 0
          ? []
          : [
              {
                kind: "dots",
                title: "What changed",
                unit: "now over then, less is better",
                reference: 1,
                rows: changed.map(({ label, ratio, verdict }) => ({
                  name: label,
                  value: ratio.median,
                  low: ratio.low,
                  high: ratio.high,
                  tone: verdict === "better" ? "better" : "worse",
                })),
              },
            ],
    });
  }
  if (figures.length > 0) blocks.push(`Figures that only one of the reports has: ${figures.join(", ")}.`);
  if (unmatched.length > 0) blocks.push(`Not in both reports: ${unmatched.join("; ")}.`);
  return { title: "Against the earlier report", blocks };
}
