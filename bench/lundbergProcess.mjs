import { existsSync, readFileSync } from "node:fs";
import * as lundberg from "lundberg";

// A process of its own, forked by lundberg.ts, which describes its order and its answer. A program that had just started
// would do and wait for the same.

const { book, sample, select, transform, trials, workers, warm = false } = JSON.parse(process.argv[2]);
const families = { ...lundberg.frequencyFamilies, ...lundberg.severityFamilies };
const law = ([family, parameters]) => families[family](parameters);
// Models that are like each other share their tables, so those of two runs differ in the last digits of their claims.
const another = ([family, parameters], run) => {
  const name = "theta" in parameters ? "theta" : Object.keys(parameters).findLast((each) => parameters[each] > 0);
  return [family, { ...parameters, [name]: parameters[name] * (1 + run * 2 ** -50) }];
};
const makeModel = (run) => {
  const { frequency, severity, terms = {} } = book;
  const claims = law(another(severity, run));
  const inforce = lundberg.inforce({ name: "book", frequency: law(frequency), severity: claims, terms });
  return new lundberg.PricingModel(lundberg.portfolio([inforce]));
};

let result = {};
let work;
if (book !== undefined) {
  const model = warm ? makeModel(0) : undefined;
  work = async (seed, threads) => {
    const run = await (model ?? makeModel(seed)).simulate({ trials, seed, workers: threads });
    result = { mean: run.mean.value, standardDeviation: run.standardDeviation };
    run.release();
  };
  if (warm) {
    await lundberg.warmUp();
    for (const threads of new Set(workers)) await work(0, threads);
  }
} else if (sample !== undefined) {
  const out = new Float64Array(trials);
  work = (seed) => {
    result = law(sample).sample(trials, { seed, out });
  };
} else if (transform !== undefined) {
  const { Workspace } = await import("../dist/exact/workspace.js");
  // bench/peers/scipy_fft.py has the same claims; the transform is that of their probabilities less 1 at 0.
  const claims = new Float64Array(trials);
  for (let i = 0; i < 256; i++) claims[i] = (1 + (i % 7)) / 1018;
  claims[0] -= 1;
  work = () =>
    Workspace.use(trials, async (workspace) => {
      const array = workspace.array();
      workspace.reals(array).set(claims);
      workspace.transformBack(workspace.exp(workspace.affine(workspace.transform(array), transform.lambda, 0), 0));
      const masses = workspace.reals(array).slice();
      result = { probabilities: Array.from({ length: 8 }, (_, i) => masses[1024 * i]) };
    });
} else {
  const losses = new Float64Array(readFileSync(select.file).buffer);
  work = () => {
    const measures = lundberg.riskMeasures(losses, { levels: select.levels });
    result = { measures: { var: measures.map((at) => at.var), tvar: measures.map((at) => at.tvar) } };
  };
}

const before = process.memoryUsage.rss();
const runs = [];
for (const [seed, threads] of workers.entries()) {
  const used = process.cpuUsage();
  const started = performance.now();
  await work(seed, threads);
  const wall = (performance.now() - started) * 1e6;
  const { user, system } = process.cpuUsage(used);
  runs.push({ wall, processor: (user + system) * 1e3 });
}
const memory = { before, peak: peakMemory() };
await lundberg.close();
process.send({ runs, memory, ...(sample === undefined ? result : moments(result)) }, () => process.disconnect());

/** Linux hands the peak of the process that forked this one on to getrusage(2); /proc has its own. */
function peakMemory() {
  const file = "/proc/self/status";
  const own = existsSync(file) && /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(file, "utf8"));
  return 1024 * (own ? Number(own[1]) : process.resourceUsage().maxRSS);
}

function moments(values) {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const squares = values.reduce((sum, x) => sum + (x - mean) * (x - mean), 0);
  return { mean, standardDeviation: Math.sqrt(squares / (values.length - 1)) };
}
