import type { ContestResult, ContestRow } from "./contest.js";
import type { Bar } from "./contestCase.js";
import { busyFrom } from "./machine.js";
import { leastScaling, type ScalingRow } from "./scaling.js";
import { mostReadPasses, readPasses } from "./selection.js";
import { mostSetup, type SetupRow, setupTrials } from "./setup.js";

/** A bar and what was reached: with the first run of a new process, and with the runs after it. */
export interface BarRow {
  readonly text: string;
  readonly bar: string;
  /** Undefined where the peer was not there. */
  readonly next?: string;
  readonly first?: string;
  readonly met?: boolean;
  /** The case that was worst, where a bar is for several. */
  readonly worst?: string;
}

export function barRows(
  results: readonly ContestResult[],
  setup: readonly SetupRow[],
  scaling: readonly ScalingRow[],
): BarRow[] {
  const rows = results.flatMap((result) => result.rows);
  return [...contestBars(rows), ...selectionBar(rows), ...setupBar(setup), ...scaling.map(scalingBar)];
}

const times = (ratio: number): string => `${ratio.toFixed(ratio < 10 ? 2 : 1)}x`;

function contestBars(rows: readonly ContestRow[]): BarRow[] {
  const bars = new Map<string, { bar: Bar; reached: { name: string; ratio: number; first: number }[] }>();
  for (const row of rows) {
    for (const bar of row.case.bars) {
      const entry = bars.get(bar.text) ?? { bar, reached: [] };
      bars.set(bar.text, entry);
      const peer = row.peers.find(({ label }) => label === bar.label);
      if (peer === undefined) continue;
      entry.reached.push({ name: row.case.name, ratio: peer.ratio.median, first: peer.firstRatio.median });
    }
  }
  return [...bars.values()].map(({ bar: { text, least }, reached }) => {
    const row: BarRow = { text, bar: `at least ${least}x` };
    const [worst, ...others] = reached.toSorted((a, b) => a.ratio - b.ratio);
    if (worst === undefined) return row;
    const first = Math.min(...reached.map((it) => it.first));
    return {
      ...row,
      next: times(worst.ratio),
      first: times(first),
      met: worst.ratio >= least,
      ...(others.length > 0 && { worst: worst.name }),
    };
  });
}

/** In read passes by whichever language reads faster. */
function selectionBar(rows: readonly ContestRow[]): BarRow[] {
  return rows
    .filter((row) => row.peers.some(({ label }) => readPasses.includes(label)))
    .map((row) => {
      const floors = row.peers.filter(({ label }) => readPasses.includes(label));
      const floor = floors.reduce((best, it) => (it.time < best.time ? it : best));
      const passes = 1 / floor.ratio.median;
      return {
        text: `exact VaR and TVaR, five levels, in units of a ${floor.label}`,
        bar: `at most ${mostReadPasses}`,
        next: passes.toFixed(2),
        first: (1 / floor.firstRatio.median).toFixed(2),
        met: passes <= mostReadPasses,
      };
    });
}

function setupBar(rows: readonly SetupRow[]): BarRow[] {
  if (rows.length === 0) return [];
  const worst = rows.reduce((most, row) => (row.next > most.next ? row : most));
  return [
    {
      text: `from a description to its first ${setupTrials.toLocaleString("en-US")} trials, any family`,
      bar: `at most ${mostSetup} ms`,
      next: `${worst.next.toFixed(2)} ms`,
      first: `${Math.max(...rows.map(({ first }) => first)).toFixed(1)} ms`,
      met: worst.next <= mostSetup,
      worst: worst.name,
    },
  ];
}

/** Of two workers a busy machine says nothing: what they do not get, others do. */
function scalingBar({ name, ratio, waiting }: ScalingRow): BarRow {
  const row = { text: `two workers, warm pool, against one: ${name}`, bar: `at least ${leastScaling}x` };
  if (waiting > busyFrom) return { ...row, next: `${times(ratio.median)}, machine busy` };
  return { ...row, next: times(ratio.median), met: ratio.median >= leastScaling };
}
