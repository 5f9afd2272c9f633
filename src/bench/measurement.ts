import type { Hardware } from "../index.js";
import { medianInterval, median as medianOf } from "../statistics.js";

/** One quantity, measured again and again. Less is better, of all of them. */
export interface Measurement {
  readonly figure: string;
  /** Whose value it is among those that one line or column shows: a model, a family, an option. */
  readonly series: string;
  /** Where on the figure's axis: workers, trials. 0 where there is none. */
  readonly at: number;
  /** Series and place in words, with what else the value depends on: two reports compare what has one label. */
  readonly label: string;
  readonly unit: string;
  readonly samples: readonly number[];
}

/** What is measured: each call of `sample` gives one value. */
export interface Quantity extends Omit<Measurement, "figure" | "samples"> {
  readonly sample: () => number | Promise<number>;
  /** Calls whose value is not kept: engines compile, arrays are made. */
  readonly warmUps?: number;
}

/** What a figure is given to measure with. */
export interface Surroundings {
  readonly quick: boolean;
  readonly hardware: Hardware;
  readonly signal: AbortSignal;
  /** Told of wall time over processor time of work that one thread did: above 1, others had the processor. */
  readonly waited: (ratio: number) => void;
}

/** Of a measurement, what is shown. */
export interface Summary {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export function summary({ samples }: Pick<Measurement, "samples">): Summary {
  return { median: medianOf(samples), ...medianInterval(samples) };
}

type Work = () => unknown;

/** Nanoseconds of wall time for each of `items`. */
export function wallTime(items: number, work: Work): () => Promise<number> {
  return async () => {
    const started = process.hrtime.bigint();
    await work();
    return Number(process.hrtime.bigint() - started) / items;
  };
}

/** Nanoseconds of processor time for each of `items`, of work in the calling thread: other programs are not in it. */
export function processorTime(items: number, { waited }: Surroundings, work: Work): () => Promise<number> {
  return async () => {
    const [used, started] = [process.cpuUsage(), process.hrtime.bigint()];
    await work();
    const wall = Number(process.hrtime.bigint() - started);
    const { user, system } = process.cpuUsage(used);
    const processor = 1000 * (user + system);
    waited(wall / processor);
    return processor / items;
  };
}
