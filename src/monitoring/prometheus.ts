import * as check from "../check.js";
import { ActuarialError } from "../errors.js";
import { type Metrics, metrics } from "./metrics.js";
import { totals } from "./runs.js";

/** Of the package prom-client, what is used: a registry asks each metric for its values when it is read. */
export interface PrometheusRegistry {
  registerMetric(metric: never): void;
  metrics(): Promise<string>;
}

interface Value {
  readonly value: number;
  readonly labels: { readonly [name: string]: string | number };
  readonly metricName?: string;
}

/** Where a name is not the metric's own, it is that of one of its parts. */
interface Registered {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly aggregator: "sum" | "max";
  get(): Promise<Registered & { readonly values: readonly Value[] }>;
  reset(): void;
}

const registries = new WeakSet<PrometheusRegistry>();
let own: PrometheusRegistry | undefined;

/** Not written into the import, so that the bundler of a user who does without the package has nothing to look for. */
const packageName: string = "prom-client";

/**
 * The metrics in the text format of Prometheus, by the package prom-client, which must be installed.
 * @param options `registry`: a registry of prom-client, which has these metrics from now on beside its own; the text is all
 * of it. Without it the text has these metrics alone.
 * @throws ActuarialError ERR_PARAMETER, ERR_UNKNOWN_KEY, ERR_UNSUPPORTED where the package is not installed; as a rejection
 */
export async function prometheusText(options: { readonly registry?: PrometheusRegistry } = {}): Promise<string> {
  const { registry: given } = check.record("prometheusText", options, ["registry"]);
  const registry = given === undefined ? await ownRegistry() : asRegistry(given);
  if (!registries.has(registry)) {
    for (const metric of registered()) registry.registerMetric(metric as never);
    registries.add(registry);
  }
  return registry.metrics();
}

async function ownRegistry(): Promise<PrometheusRegistry> {
  try {
    const { Registry } = (await import(packageName)).default as { readonly Registry: new () => PrometheusRegistry };
    own ??= new Registry();
    return own;
  } catch (cause) {
    throw new ActuarialError(
      "ERR_UNSUPPORTED",
      "prometheusText needs the package prom-client; npm install prom-client",
      { cause },
    );
  }
}

function asRegistry(given: unknown): PrometheusRegistry {
  const registry = given as Partial<PrometheusRegistry> | null;
  if (
    typeof registry !== "object" ||
    typeof registry?.registerMetric !== "function" ||
    typeof registry.metrics !== "function"
  ) {
    check.fail("prometheusText: registry", "a Registry of prom-client", given);
  }
  return registry as PrometheusRegistry;
}

/** Upper ends of a histogram's cells in seconds: 1 ms, doubled up to 65 s. Powers of two are ends of cells that are counted. */
const ends = Array.from({ length: 17 }, (_, i) => 1 << i);

function registered(): Registered[] {
  const metric = (
    type: Registered["type"],
    name: string,
    help: string,
    read: (now: Metrics) => readonly Value[],
  ): Registered => {
    const about: Registered = {
      ...{ name: `lundberg_${name}`, help, type, aggregator: type === "gauge" ? "max" : "sum" },
      get: async () => ({ ...about, values: read(metrics()) }),
      // They count since the process began, as those of the process itself do.
      reset: () => {},
    };
    return about;
  };
  const one = (value: number): Value[] => [{ value, labels: {} }];
  const each = (label: string, values: { readonly [name: string]: number }): Value[] =>
    Object.entries(values).map(([name, value]) => ({ value, labels: { [label]: name } }));
  const kept = (now: Metrics, read: "uses" | "made"): { readonly [name: string]: number } =>
    Object.fromEntries(Object.entries(now.reuse).map(([name, counts]) => [name, counts[read]]));
  return [
    metric("counter", "runs_total", "Simulations that ended.", ({ runs: { underWay, ...ended } }) =>
      each("outcome", ended),
    ),
    metric("gauge", "runs_under_way", "Simulations under way.", ({ runs }) => one(runs.underWay)),
    metric("histogram", "run_duration_seconds", "Wall time of simulations that are done.", durations),
    metric("counter", "trials_total", "Trials simulated.", ({ trials }) => one(trials)),
    metric("counter", "busy_seconds_total", "Wall time with simulations under way.", ({ busyMs }) =>
      one(busyMs / 1000),
    ),
    metric("counter", "processor_seconds_total", "Processor time of the process in it.", ({ processorMs }) =>
      one(processorMs / 1000),
    ),
    metric("gauge", "peak_memory_bytes", "Most resident memory of the process so far.", ({ peakMemory }) =>
      one(peakMemory),
    ),
    metric("counter", "blocks_rerun_total", "Blocks of trials run again after a thread was lost.", ({ blocksRerun }) =>
      one(blocksRerun),
    ),
    metric("counter", "kept_uses_total", "Uses of what is kept.", (now) => each("kept", kept(now, "uses"))),
    metric("counter", "kept_made_total", "How often it had to be made.", (now) => each("kept", kept(now, "made"))),
    metric("counter", "judged_runs_total", "Long runs of which it is known whether other load disturbed them.", (now) =>
      one(now.contention.judged),
    ),
    metric("counter", "contended_runs_total", "Those that it disturbed.", ({ contention }) =>
      one(contention.contended),
    ),
    metric("gauge", "contended", "1 where it disturbed the last of them.", ({ contention }) =>
      one(contention.now ? 1 : 0),
    ),
  ];
}

function durations(): Value[] {
  const { latency } = totals;
  const part = (suffix: string, value: number, labels: Value["labels"] = {}): Value => ({
    ...{ value, labels },
    metricName: `lundberg_run_duration_seconds_${suffix}`,
  });
  return [
    ...ends.map((ms) => part("bucket", latency.below(ms), { le: ms / 1000 })),
    part("bucket", latency.count, { le: "+Inf" }),
    part("sum", latency.sum / 1000),
    part("count", latency.count),
  ];
}
