import { digits, type Series, strong, whole } from "../report/index.js";
import { type BenchFigure, seriesOf } from "./figure.js";
import { type Measurement, type Surroundings, summary, wallTime } from "./measurement.js";
import { workloads } from "./models.js";

const perSecond = (nanoseconds: number): number => 1e3 / nanoseconds;

/** Runs on 1 worker to as many as the process can keep busy, in turns. */
export const throughput: BenchFigure = {
  name: "workers",
  quantities: (surroundings) => {
    const { hardware, signal } = surroundings;
    const counts = workerCounts(hardware.process.threads);
    return workloads().flatMap(({ name, model, share }) => {
      const trials = trialsOf(surroundings, share);
      return counts.map((workers) => ({
        series: name,
        at: workers,
        label: `${name}, ${workers} ${workers === 1 ? "worker" : "workers"}, ${whole(trials)} trials`,
        unit: "ns per trial",
        sample: wallTime(trials, async () => {
          (await model.simulate({ trials, seed: 1, workers, signal })).release();
        }),
      }));
    });
  },
  section: (measurements) => {
    const names = seriesOf(measurements);
    const workers = { name: "workers", scale: "whole" } as const;
    const most = Math.max(...measurements.map(({ at }) => at));
    const lines = names.map((name) => speeds(measurements, name));
    const rows = lines.flatMap(({ name, points, one }) =>
      points.map(({ x, y }) => [
        name,
        String(x),
        digits(1e3 / y),
        `${digits(y)} million`,
        `${(y / one).toFixed(2)}x`,
        `${((100 * y) / one / x).toFixed(0)} %`,
      ]),
    );
    return {
      title: "Throughput by workers",
      blocks: [
        "Wall time of warm runs, plan and tables made. Ideal is as many times the speed of one worker as there are workers; efficiency is the share of it that is reached. What other programs take of the processors is missing here.",
        workloads().map(({ name, text }) => `${strong(name)}: ${text}.`),
        {
          caption: "Speed on each number of workers",
          table: {
            head: ["model", "workers", "ns per trial", "trials per second", "against one", "efficiency"],
            rows,
          },
          charts: [
            {
              kind: "lines",
              title: "Trials per second",
              x: workers,
              y: { name: "million trials per second", scale: "linear" },
              series: [
                ...lines,
                ...lines.map(
                  ({ one }, ideal): Series => ({
                    name: "ideal",
                    ideal,
                    points: [1, most].map((x) => ({ x, y: one * x })),
                  }),
                ),
              ],
            },
            {
              kind: "lines",
              title: "Scaling efficiency",
              x: workers,
              y: { name: "percent of ideal", scale: "linear", format: (x) => `${x.toFixed(0)} %` },
              series: [
                ...lines.map(({ name, points, one }) => ({
                  name,
                  points: points.map(({ x, y }) => ({ x, y: (100 * y) / one / x })),
                })),
                { name: "ideal", ideal: 0, points: [1, most].map((x) => ({ x, y: 100 })) },
              ],
            },
          ],
        },
      ],
    };
  },
};

function speeds(measurements: readonly Measurement[], name: string): Series & { readonly one: number } {
  const points = measurements
    .filter(({ series }) => series === name)
    .map((measurement) => {
      const { median, low, high } = summary(measurement);
      return { x: measurement.at, y: perSecond(median), low: perSecond(high), high: perSecond(low) };
    });
  return { name, points, one: points.find(({ x }) => x === 1)!.y };
}

/** All up to 8, then steps of about a third, and the most. */
export function workerCounts(most: number): readonly number[] {
  const counts: number[] = [];
  for (let count = 1; count < most; count += Math.max(1, Math.floor(count / 3))) counts.push(count);
  return [...counts, most];
}

/** Even where hardly any memory is free. */
const fewest = 100_000;

/** Enough for every worker, and a quarter of the free memory at most. */
function trialsOf({ quick, hardware }: Surroundings, share: number): number {
  const each = (quick ? 4_000_000 : 20_000_000) * share;
  let trials = each * Math.min(8, hardware.process.threads);
  while (trials > fewest && 8 * trials > hardware.memory.free / 4) trials /= 2;
  return Math.ceil(trials);
}
