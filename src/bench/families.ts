import { constant, type PricingModel, poisson } from "../index.js";
import { digits } from "../report/index.js";
import type { BenchFigure } from "./figure.js";
import { frequencyLaws, severityLaws } from "./laws.js";
import { type Measurement, processorTime, type Quantity, type Surroundings, summary } from "./measurement.js";
import { frequencyOf, modelOf, severityOf } from "./models.js";

const claimsPerYear = 100;
/** A limit that no claim reaches, and that keeps the plan from drawing a year's sum at once. */
const farLimit = 1e15;

/** What a claim costs by its severity, and a count by its frequency, in the calling thread. */
export const families: BenchFigure = {
  name: "families",
  quantities: (surroundings) => [...claims(surroundings), ...counts(surroundings)],
  section: (measurements) => {
    const severities = measurements.filter(({ series }) => series === "severity");
    const frequencies = measurements.filter(({ series }) => series === "frequency");
    const left = frequencyLaws.map(([name]) => name).filter((name) => frequencies.every(({ label }) => label !== name));
    return {
      title: "Cost by family",
      blocks: [
        `Processor time of one thread, tables made. A claim is one of ${claimsPerYear} a year, drawn and summed one by one; a count is drawn for a year whose claims are all alike, so that no claim is. Every law is drawn from tables of one kind, which is why the families differ so little.`,
        ...(left.length === 0
          ? []
          : [
              `Not shown, because at these parameters the plan draws their claims one by one even so: ${left.join(", ")}.`,
            ]),
        rowsFigure("A claim", "ns per claim", severities),
        rowsFigure("A count", "ns per count", frequencies),
      ],
    };
  },
};

function claims(surroundings: Surroundings): Quantity[] {
  const trials = surroundings.quick ? 8192 : 32_768;
  return severityLaws.flatMap((law) => {
    const model = modelOf({
      frequency: poisson({ lambda: claimsPerYear }),
      severity: severityOf(law),
      terms: { limit: farLimit },
    });
    // Of claims that are all alike, only the number is drawn.
    const [component] = model.explain().components;
    if (component!.losses.method !== "per claim") return [];
    return [timed("severity", law[0], "ns per claim", model, trials, component!.drawsPerTrial, surroundings)];
  });
}

function counts(surroundings: Surroundings): Quantity[] {
  const trials = surroundings.quick ? 524_288 : 2_097_152;
  return frequencyLaws.flatMap((law) => {
    const model = modelOf({ frequency: frequencyOf(law), severity: constant({ value: 1000 }) });
    if (model.explain().components[0]!.drawsPerTrial > 1) return [];
    return [timed("frequency", law[0], "ns per count", model, trials, 1, surroundings)];
  });
}

function timed(
  series: string,
  name: string,
  unit: string,
  model: PricingModel,
  trials: number,
  drawsPerTrial: number,
  surroundings: Surroundings,
): Quantity {
  const { signal } = surroundings;
  return {
    ...{ series, at: trials, label: name, unit },
    sample: processorTime(trials * drawsPerTrial, surroundings, async () => {
      (await model.simulate({ trials, seed: 1, workers: 1, signal })).release();
    }),
  };
}

function rowsFigure(title: string, unit: string, measurements: readonly Measurement[]) {
  const rows = measurements
    .map((measurement) => ({ name: measurement.label, ...summary(measurement) }))
    .sort((a, b) => a.median - b.median);
  return {
    caption: `${title}: ${unit}, and the interval of the median`,
    table: {
      head: ["family", unit, "interval"],
      rows: rows.map(({ name, median, low, high }) => [name, digits(median), `${digits(low)} to ${digits(high)}`]),
    },
    charts: [
      {
        kind: "bars",
        title,
        unit,
        rows: rows.map(({ name, median, low, high }) => ({ name, value: median, low, high })),
      } as const,
    ],
  };
}
