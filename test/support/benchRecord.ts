import type { BenchRecord } from "../../dist/bench/record.js";

type Measurement = BenchRecord["measurements"][number];

/** A record that nobody measured: a machine of eight cores, every figure, `factor` times as slow in one series. */
export function madeUpRecord(factor = 1): BenchRecord {
  let state = 1;
  /** About 1, in steps that repeat. */
  const noise = (): number => {
    state = (state * 16_807) % 2_147_483_647;
    return 0.98 + (0.04 * state) / 2_147_483_647;
  };
  const measurement = (figure: string, series: string, at: number, label: string, unit: string, value: number) => ({
    ...{ figure, series, at, label, unit },
    samples: Array.from({ length: 7 }, () => value * noise()),
  });
  const measurements: Measurement[] = [
    measurement("machine", "plain JavaScript", 0, "a fixed loop of plain JavaScript", "ns per step", 1.4),
    ...["gamma sums", "claims with terms"].flatMap((series, i) =>
      [1, 2, 3, 4, 5, 6, 8].map((workers) =>
        measurement(
          ...(["workers", series, workers, `${series}, ${workers} workers`, "ns per trial"] as const),
          ((4 + 14 * i) * (i === 1 ? factor : 1)) / workers ** 0.9,
        ),
      ),
    ),
    ...["one worker", "workers: auto"].flatMap((series, i) =>
      [1000, 10_000, 100_000, 1_000_000, 10_000_000].map((trials) =>
        measurement(
          ...(["trials", series, trials, `${series}, ${trials} trials`, "ns per trial"] as const),
          18 / (i === 1 && trials > 10_000 ? 6 : 1) + 30_000 / trials,
        ),
      ),
    ),
    ...["lognormal", "pareto", "inverseTransformedGamma", "beta"].map((name, i) =>
      measurement("families", "severity", 32_768, name, "ns per claim", 2.5 + 0.1 * i),
    ),
    ...["poisson", "extendedTruncatedNegativeBinomial"].map((name, i) =>
      measurement("families", "frequency", 2_097_152, name, "ns per count", 3.5 - 0.2 * i),
    ),
    ...["one level", "five levels"].flatMap((series, i) =>
      [100_000, 1_000_000, 10_000_000].map((losses) =>
        measurement("measures", series, losses, `${series}, ${losses} losses`, "ns per loss", 0.6 * (i + 1)),
      ),
    ),
    ...["no run", "keep: losses", "storage: float32", "keep: tail", "keep: none"].map((series, i) =>
      measurement("memory", series, 1e7, series, "MB", [51, 160, 120, 66, 68][i]!),
    ),
  ];
  return {
    ...{ format: "lundberg bench 1", version: "0.1.0", kernelId: "0123456789abcdef", quick: false },
    ...{ date: "2026-11-20T12:00:00.000Z", seconds: 83.2, waiting: 1.01, measurements },
    machine: "processor     A Processor <&>\ncores         8 logical\nthis process  8 threads: 8 cores",
  };
}
