import { digits, whole } from "../report/index.js";
import { type BenchFigure, seriesOf } from "./figure.js";
import { summary, wallTime } from "./measurement.js";
import { workloads } from "./models.js";

const sizes = [1000, 10_000, 100_000, 1_000_000, 10_000_000];
/** Runs are repeated until they are about this long, so that the clock's steps do not show. */
const trialsOfSample = 200_000;

/** The same model in small runs and large ones: where threads begin to pay. */
export const trialsFigure: BenchFigure = {
  name: "trials",
  quantities: ({ quick, hardware, signal }) => {
    const { model } = workloads()[1]!;
    const room = Math.max(sizes[0]!, Math.min(quick ? 1_000_000 : Infinity, hardware.memory.free / 32));
    return sizes
      .filter((trials) => trials <= room)
      .flatMap((trials) =>
        ([1, "auto"] as const).map((workers) => {
          const series = workers === 1 ? "one worker" : "workers: auto";
          const runs = Math.max(1, trialsOfSample / trials);
          return {
            series,
            at: trials,
            label: `${series}, ${whole(trials)} trials`,
            unit: "ns per trial",
            sample: wallTime(runs * trials, async () => {
              for (let i = 0; i < runs; i++) (await model.simulate({ trials, seed: 1, workers, signal })).release();
            }),
          };
        }),
      );
  },
  section: (measurements) => {
    const milliseconds = (nanoseconds: number, trials: number): number => (nanoseconds * trials) / 1e6;
    const names = seriesOf(measurements);
    const shown = [...new Set(measurements.map(({ at }) => at))];
    const found = (name: string, trials: number) => {
      const measurement = measurements.find(({ series, at }) => series === name && at === trials)!;
      return summary(measurement);
    };
    return {
      title: "Time by trials",
      blocks: [
        "Wall time of a run of claims with terms, the pool warm, plan and tables made. `auto` takes one worker until there is work for more.",
        {
          caption: "Milliseconds of a run",
          table: {
            head: ["trials", ...names.map((name) => `${name}: ms`), "ns per trial"],
            rows: shown.map((trials) => [
              whole(trials),
              ...names.map((name) => digits(milliseconds(found(name, trials).median, trials))),
              names.map((name) => digits(found(name, trials).median)).join(" / "),
            ]),
          },
          charts: [
            {
              kind: "lines",
              title: "Time of a run",
              x: { name: "trials", scale: "logarithmic" },
              y: { name: "milliseconds", scale: "logarithmic" },
              series: names.map((name) => ({
                name,
                points: shown.map((trials) => {
                  const { median, low, high } = found(name, trials);
                  return {
                    x: trials,
                    y: milliseconds(median, trials),
                    low: milliseconds(low, trials),
                    high: milliseconds(high, trials),
                  };
                }),
              })),
            },
          ],
        },
      ],
    };
  },
};
