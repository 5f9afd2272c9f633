import { close, type Hardware, kernelId, warmUp } from "../index.js";
import { libraryVersion } from "../libraryVersion.js";
import { median } from "../statistics.js";
import type { BenchFigure } from "./figure.js";
import type { Measurement, Quantity, Surroundings } from "./measurement.js";
import { type BenchRecord, recordFormat } from "./record.js";
import { yardstick } from "./yardstick.js";

/** Of every quantity: the fewest whose least and largest enclose the median more often than 19 times in 20 are 6. */
const repetitions = 7;
const usualWarmUps = 3;

export interface BenchOptions {
  readonly figures: readonly BenchFigure[];
  readonly quick: boolean;
  readonly hardware: Hardware;
  readonly signal: AbortSignal;
  /** Told what is measured next. */
  readonly onProgress: (text: string) => void;
}

/** Measures the figures one after the other, the quantities of a figure in turns. Rejects with the signal's reason. */
export async function runBench(options: BenchOptions): Promise<BenchRecord> {
  const { figures, quick, hardware, signal, onProgress } = options;
  const started = performance.now();
  const waits: number[] = [];
  const surroundings: Surroundings = { quick, hardware, signal, waited: (ratio) => waits.push(ratio) };
  const stick = yardstick(surroundings);
  const steps: number[] = [];
  const measurements: Measurement[] = [];
  try {
    onProgress("warming up");
    await warmUp({ workers: hardware.process.threads });
    for (let i = 0; i < stick.warmUps!; i++) await stick.sample();
    for (const figure of figures) {
      const quantities = await figure.quantities(surroundings);
      const round = async (index: number): Promise<void> => {
        onProgress(`${figure.name}: round ${index + 1} of ${repetitions}`);
        steps.push(await stick.sample());
      };
      const samples = await inTurns(quantities, signal, round);
      for (const [i, { series, at, label, unit }] of quantities.entries()) {
        measurements.push({ figure: figure.name, series, at, label, unit, samples: samples[i]! });
      }
    }
  } finally {
    await close();
  }
  const { series, at, label, unit } = stick;
  measurements.unshift({ figure: "machine", series, at, label, unit, samples: steps.map(rounded) });
  return {
    format: recordFormat,
    version: libraryVersion,
    kernelId,
    date: new Date().toISOString(),
    quick,
    seconds: rounded((performance.now() - started) / 1000),
    machine: String(hardware),
    waiting: rounded(median(waits)),
    measurements,
  };
}

/** There and back again, so that a machine that grows slower or faster during a round favours none. */
async function inTurns(
  quantities: readonly Quantity[],
  signal: AbortSignal,
  round: (index: number) => Promise<void>,
): Promise<number[][]> {
  const samples = quantities.map((): number[] => []);
  for (const { sample, warmUps = usualWarmUps } of quantities) {
    for (let i = 0; i < warmUps; i++) {
      signal.throwIfAborted();
      await sample();
    }
  }
  for (let index = 0; index < repetitions; index++) {
    await round(index);
    const order = [...quantities.keys()];
    for (const i of index % 2 === 0 ? order : order.reverse()) {
      signal.throwIfAborted();
      samples[i]!.push(rounded(await quantities[i]!.sample()));
    }
  }
  return samples;
}

/** More digits than any clock gives. */
function rounded(x: number): number {
  return Number(x.toPrecision(6));
}
