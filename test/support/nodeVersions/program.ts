// What a version of Node computes, for nodeVersions.test.ts to compare: prints a Report as JSON.
import { createHash } from "node:crypto";
import {
  close,
  type Inforce,
  inforce,
  PricingModel,
  portfolio,
  type SimulateOptions,
  type SimulationResult,
} from "../../../dist/index.js";
import { kernelId } from "../../../dist/kernel.js";
import { encodeComponent } from "../../../dist/plan/encode.js";
import { frequencyCases, severityCases } from "../laws.js";
import { components } from "../scalarKernel/models.js";
import { type ModelHashes, type Report, workerCounts } from "./report.js";

// Seven workers have a block each, and the last block is not full.
const trials = 7 * 4096 + 1234;
const seed = 20_261_120n;

const sha256 = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
};
const bytes = (numbers: Float64Array): Uint8Array => Uint8Array.from(new Uint8Array(numbers.buffer));

interface Case {
  readonly inforces: readonly Inforce[];
  readonly options: Partial<SimulateOptions>;
}

const alone = Object.entries(components).flatMap(([path, all]) =>
  all.map((each, i): [string, Case] => [
    all.length === 1 ? path : `${path} (${i + 1})`,
    { inforces: [inforce({ name: "a", ...each })], options: {} },
  ]),
);
const together = Object.entries(components).map(([path, [first]]) => inforce({ name: path, ...first! }));
const cases: readonly [string, Case][] = [
  ...alone,
  ["one component of every path", { inforces: together, options: { components: true } }],
  ["the same, single precision", { inforces: together, options: { storage: "float32" } }],
  ["the same, the tail kept", { inforces: together, options: { keep: "tail", hash: true } }],
  ["the same, nothing kept", { inforces: together, options: { keep: "none", hash: true } }],
  [
    "the same, with every output",
    { inforces: together, options: { outputs: ["groundUp", "claimCount", "largestClaim"], components: true } },
  ],
];

/** Every number that a result can say, as text with 17 digits or so: what JSON writes of a double reads back to it. */
function measuresOf(result: SimulationResult<Float64Array | Float32Array>): string {
  const { mean, standardDeviation, skewness, probabilityOfLoss, warnings } = result;
  const levels = [0.95, 0.99, 0.995, 0.999].map((level) => [result.var(level), result.tvar(level)]);
  // Where a kept tail can say them too.
  const high = result.var(0.99).value;
  const further = [result.exceedanceProbability(high), result.stopLoss(high), result.exceedanceCurve([100, 1000])];
  const printed = String(result).split("\n").slice(0, -1);
  const plain = (_: string, value: unknown): unknown => (typeof value === "number" ? String(value) : value);
  return JSON.stringify(
    { mean, standardDeviation, skewness, probabilityOfLoss, warnings, levels, further, printed },
    plain,
  );
}

async function hashesOf({ inforces, options }: Case): Promise<ModelHashes> {
  const model = new PricingModel(portfolio(inforces));
  const plan = options.outputs ? model.explain().withOutputs() : model.explain();
  const losses: Record<string, string> = {};
  const measures: Record<string, string> = {};
  for (const workers of workerCounts) {
    const result = await model.simulate({ levels: [0.95, 0.99], ...options, trials, seed, workers });
    const parts = options.components ? inforces.map(({ name }) => result.component(name)) : [];
    const beside = options.outputs ? [result.groundUp, result.claimCount] : [];
    const all = [result, ...parts, ...beside];
    losses[workers] = sha256(...all.map((each) => each.hash));
    measures[workers] = sha256(...all.map(measuresOf));
    result.release();
  }
  return { tables: sha256(...plan.components.map((each) => bytes(encodeComponent(each)))), losses, measures };
}

const models: Record<string, ModelHashes> = {};
for (const [name, each] of cases) models[name] = await hashesOf(each);

const laws: Record<string, string> = {};
const points = [1e-9, 0.001, 0.1, 0.5, 0.9, 0.999, 1 - 1e-12];
for (const { name, made } of severityCases) {
  const at = points.map((p) => made.quantile(p));
  const values = at.flatMap((x) => [x, made.density(x), made.survival(x), made.cdf(x), made.limitedMean(x)]);
  const moments = [made.mean(), made.variance(), made.skewness(), ...points.map((s) => made.survivalQuantile(s))];
  laws[name] = sha256(bytes(Float64Array.from([...values, ...moments])), bytes(made.sample(20_000, { seed })));
}
for (const { name, made } of frequencyCases) {
  const mean = made.mean();
  const at = [0, 1, 2, Math.floor(mean), 2 * Math.ceil(mean)];
  const values = [mean, made.variance(), made.pgf(0.5), ...at.flatMap((n) => [made.pmf(n), made.cdf(n)])];
  laws[name] = sha256(bytes(Float64Array.from(values)), bytes(made.sample(20_000, { seed })));
}

await close();
process.stdout.write(JSON.stringify({ node: process.versions.node, kernelId, models, laws } satisfies Report));
