import { deepFreeze } from "../deepFreeze.js";
import type { CalibrationKey } from "../speed/calibrationFile.js";
import { aligned } from "../text.js";
import type { Finding } from "./findings.js";

/** What `calibrate` found. A frozen value; `String(calibration)` prints it for people. Times are nanoseconds of one thread. */
export interface CalibrationFacts {
  /** ISO 8601 in UTC. */
  readonly date: string;
  /** What it holds for. */
  readonly machine: CalibrationKey;
  readonly rounds: number;
  /** Processor time over wall time of each worker: below 1, other programs had the processors. */
  readonly processorShare: number;
  /** Other programs had so much of them that nothing was taken. */
  readonly contended: boolean;
  readonly findings: readonly Finding[];
  /** Whether it is kept for later processes. */
  readonly saved: boolean;
}

export interface Calibration extends CalibrationFacts {
  toString(): string;
}

const printed = {
  toString(this: CalibrationFacts): string {
    return calibrationText(this);
  },
};

export function calibrationOf(facts: CalibrationFacts): Calibration {
  return deepFreeze(Object.assign(Object.create(printed) as Calibration, facts));
}

function calibrationText({ machine, rounds, processorShare, contended, findings, saved }: CalibrationFacts): string {
  const shown = (x: number | undefined, unit: Finding["unit"]): string =>
    x === undefined ? "-" : unit === "share" ? x.toFixed(3) : time(x);
  const rows = findings.map(({ text, unit, builtIn, median, value, verdict }) => [
    ...[text, shown(builtIn, unit), shown(median, unit), shown(value, unit)],
    verdict,
  ]);
  return [
    `Calibration on ${machine.processor || "an unnamed processor"}, ${machine.share}; Node ${machine.node}, lundberg ${machine.library}`,
    `${rounds} rounds, the quantities of each in turn; processor time over wall time ${processorShare.toFixed(2)}`,
    "",
    ...aligned([["", "built in", "measured", "in force", ""], ...rows]),
    "",
    contended
      ? "Other programs had so much of the processors that nothing was taken. Try again on a quiet machine."
      : saved
        ? "In force, and kept for 30 days."
        : "In force in this process; not kept.",
  ].join("\n");
}

function time(nanoseconds: number): string {
  const [size, unit] = nanoseconds >= 1e6 ? [1e6, "ms"] : nanoseconds >= 1e3 ? [1e3, "us"] : [1, "ns"];
  return `${Number((nanoseconds / size).toPrecision(3))} ${unit}`;
}
