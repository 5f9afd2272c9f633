import { riskMeasures } from "../index.js";
import { digits, whole } from "../report/index.js";
import { type BenchFigure, seriesOf } from "./figure.js";
import { processorTime, type Quantity, summary } from "./measurement.js";
import { workloads } from "./models.js";

const sizes = [100_000, 1_000_000, 10_000_000];
const lossesOfSample = 2_000_000;
const sets = { "one level": [0.99], "five levels": [0.9, 0.95, 0.99, 0.995, 0.999] };

/** Exact VaR and TVaR of simulated losses. */
export const selection: BenchFigure = {
  name: "measures",
  quantities: async (surroundings) => {
    const { quick, hardware, signal } = surroundings;
    const { model } = workloads()[0]!;
    const quantities: Quantity[] = [];
    const room = Math.max(sizes[0]!, Math.min(quick ? 1_000_000 : Infinity, hardware.memory.free / 64));
    for (const size of sizes.filter((size) => size <= room)) {
      const { losses } = await model.simulate({ trials: size, seed: 1, workers: 1, keep: "losses", signal });
      const times = Math.max(1, lossesOfSample / size);
      for (const [series, levels] of Object.entries(sets)) {
        quantities.push({
          series,
          at: size,
          label: `${series}, ${whole(size)} losses`,
          unit: "ns per loss",
          sample: processorTime(times * size, surroundings, () => {
            for (let i = 0; i < times; i++) riskMeasures(losses, { levels });
          }),
        });
      }
    }
    return quantities;
  },
  section: (measurements) => {
    const names = seriesOf(measurements);
    return {
      title: "VaR and TVaR",
      blocks: [
        `Processor time of \`riskMeasures\` on losses of gamma sums: exact order statistics by selection, the losses left as they are. One level is ${sets["one level"][0]}; five are ${sets["five levels"].join(", ")}.`,
        {
          caption: "VaR and TVaR of losses in memory",
          table: {
            head: ["", "losses", "ns per loss", "ms"],
            rows: measurements.map((measurement) => {
              const { median } = summary(measurement);
              const { series, at } = measurement;
              return [series, whole(at), digits(median), digits((median * at) / 1e6)];
            }),
          },
          charts: [
            {
              kind: "lines",
              title: "Time of VaR and TVaR",
              x: { name: "losses", scale: "logarithmic" },
              y: { name: "ns per loss", scale: "linear" },
              series: names.map((name) => ({
                name,
                points: measurements
                  .filter(({ series }) => series === name)
                  .map((measurement) => {
                    const { median, low, high } = summary(measurement);
                    return { x: measurement.at, y: median, low, high };
                  }),
              })),
            },
          ],
        },
      ],
    };
  },
};
