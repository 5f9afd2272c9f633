import { errorCodes } from "../../../dist/errors.js";
import {
  ActuarialError,
  type Frequency,
  type PricingModel,
  type ProfileName,
  profiles,
  type ResultCache,
  type Severity,
  type SimulateOptions,
  type SimulationResult,
} from "../../../dist/index.js";
import { type Case, modelOf } from "./cases.js";

/** Codes that say that the library failed, not that its user did. */
const ownFailures = new Set(["ERR_KERNEL_TRAP", "ERR_WORKER_LOST", "ERR_CLOSED", "ERR_RELEASED", "ERR_STORAGE"]);

/** What became of a case: "valid", the code of an ActuarialError, or "aborted". What must never be is thrown. */
export async function judge(one: Case): Promise<string> {
  let model: PricingModel;
  try {
    model = modelOf(one);
    for (const { frequency, severity } of model.portfolio.components) {
      judgeSeverity(severity);
      judgeFrequency(frequency);
    }
    judgeText(String(model.explain()));
  } catch (error) {
    return refusal(error);
  }
  return judgeRun(model, one.options);
}

/** The same of a run of a model. */
export async function judgeRun(model: PricingModel, options: unknown): Promise<string> {
  let result: Result;
  try {
    result = (await model.simulate(options as never)) as Result;
  } catch (error) {
    if (error instanceof Error && error.message === "aborted before") return "aborted";
    return refusal(error);
  }
  const asked = options as Options;
  const told = { ...(asked.profile && profiles[asked.profile]), ...asked };
  if (!result.execution.cached) judgeResult(result, told, model);
  if (asked.cache) await judgeCached(result, asked, model);
  result.release();
  return "valid";
}

/** A cache gives back what was recorded, bit for bit, or draws the same anew. */
async function judgeCached(first: Result, options: Options, model: PricingModel): Promise<void> {
  if (first.execution.reasons.some((reason) => reason.startsWith("not cached"))) return;
  const again = (await model.simulate({ ...options, seed: first.seed } as SimulateOptions)) as Result;
  const record = ({ manifest }: Result): string => JSON.stringify(manifest.result);
  expectThat(again.execution.cached, () => again.execution.reasons.join());
  expectThat(record(again) === record(first), () => `${record(again)} from the cache, not ${record(first)}`);
  again.release();
}

type Result = SimulationResult<Float64Array | Float32Array>;
interface Options {
  readonly trials: number;
  readonly keep?: string;
  readonly storage?: string;
  readonly levels?: readonly number[];
  readonly components?: boolean;
  readonly hash?: boolean;
  readonly cache?: ResultCache;
  readonly outputs?: readonly string[];
  readonly profile?: ProfileName;
}

function refusal(error: unknown): string {
  if (!(error instanceof ActuarialError)) throw error;
  expectThat(error.code in errorCodes && !ownFailures.has(error.code), () => `${error.code} ${error.message}`);
  expectThat(error.message.length < 2000, () => `a message of ${error.message.length} characters`);
  return error.code;
}

function expectThat(condition: boolean, what: () => string): void {
  if (!condition) throw new Error(`must not be: ${what()}`);
}

function judgeText(text: string): void {
  expectThat(!/\bNaN\b|undefined|\[object/.test(text), () => text);
}

const places = [-Infinity, -1, 0, 5e-324, 1e-10, 1, 1e3, 1e6, 1e300, 1.79e308, Infinity];

/** Numbers where numbers belong, and in their order. */
export function judgeSeverity(severity: Severity): void {
  let last = 0;
  const say = (what: string, value: unknown) => (): string => `${severity}: ${what} is ${value}`;
  for (const x of places) {
    const [density, survival, cdf] = [severity.density(x), severity.survival(x), severity.cdf(x)];
    expectThat(density >= 0, say(`density(${x})`, density));
    expectThat(Math.abs(cdf + survival - 1) < 1e-12, say(`cdf(${x}) + survival(${x})`, cdf + survival));
    expectThat(cdf >= last - 1e-12 && cdf <= 1, say(`cdf(${x}) after ${last}`, cdf));
    last = cdf;
    if (!(x >= 0)) continue;
    const limited = severity.limitedMean(x);
    expectThat(limited >= 0 && limited <= x * (1 + 1e-12) + 1e-322, say(`limitedMean(${x})`, limited));
    if (x === Infinity) continue;
    const layer = severity.layerMean(x, 1e6);
    expectThat(layer >= 0 && layer <= 1e6 * (1 + 1e-12), say(`layerMean(${x}, 1e6)`, layer));
  }
  let before = severity.support[0];
  for (const p of [0, 1e-300, 1e-10, 0.5, 0.999, 1 - 2 ** -53, 1]) {
    const quantile = severity.quantile(p);
    expectThat(
      quantile >= before * (1 - 1e-9) && quantile <= severity.support[1],
      say(`quantile(${p}) after ${before}`, quantile),
    );
    before = quantile;
  }
  const [mean, variance] = [severity.mean(), severity.variance()];
  expectThat(mean >= 0, say("mean", mean));
  expectThat(variance >= 0, say("variance", variance));
  judgeText(String(severity));
}

export function judgeFrequency(frequency: Frequency): void {
  const say = (what: string, value: unknown) => (): string => `${frequency}: ${what} is ${value}`;
  const [mean, variance] = [frequency.mean(), frequency.variance()];
  expectThat(mean >= 0, say("mean", mean));
  expectThat(variance >= 0, say("variance", variance));
  expectThat(Math.abs(frequency.pgf(1) - 1) < 1e-9, say("pgf(1)", frequency.pgf(1)));
  const none = frequency.pgf(0);
  expectThat(none >= 0 && none <= 1, say("pgf(0)", none));
  let last = 0;
  for (const n of [-1, 0, 0.5, 1, 2, 3, 100, 1e300, Infinity]) {
    const [pmf, cdf] = [frequency.pmf(n), frequency.cdf(n)];
    expectThat(pmf >= 0 && pmf <= 1 + 1e-9, say(`pmf(${n})`, pmf));
    expectThat(cdf >= last * (1 - 1e-12) && cdf <= 1 + 1e-9, say(`cdf(${n}) after ${last}`, cdf));
    last = cdf;
  }
}

function judgeResult(result: Result, options: Options, model: PricingModel): void {
  const { trials, keep = "losses", levels = [0.9, 0.99], hash, components, outputs = [] } = options;
  expectThat(result.trials === trials && typeof result.seed === "bigint", () => "trials or seed");
  judgeMeasures(result, levels, keep);
  if (hash || keep === "losses") expectThat(/^[0-9a-f]{64}$/.test(result.hash), () => `hash ${result.hash}`);
  if (outputs.includes("groundUp")) judgeMeasures(result.groundUp, levels, keep);
  if (outputs.includes("claimCount")) judgeMeasures(result.claimCount, levels, keep);
  if (outputs.includes("largestClaim"))
    for (const { loss } of attempt(() => result.oep(), keep)) expectThat(loss >= 0, () => `oep ${loss}`);
  if (components) {
    const parts = model.portfolio.components.map(({ name }) => result.component(name));
    for (const part of parts) judgeMeasures(part, levels, keep);
    if (keep === "losses" && options.storage !== "float32") {
      for (let i = 0; i < trials; i++) {
        const sum = parts.reduce((total, { losses }) => total + losses[i]!, 0);
        expectThat(
          sum === result.losses[i],
          () => `components of trial ${i} add up to ${sum}, not ${result.losses[i]}`,
        );
      }
    }
  }
}

/** What a run that keeps less may refuse. */
function attempt<T>(read: () => readonly T[], keep: string): readonly T[] {
  try {
    return read();
  } catch (error) {
    if (keep === "losses" || !(error instanceof ActuarialError) || error.code !== "ERR_NOT_KEPT") throw error;
    return [];
  }
}

function judgeMeasures(result: Result, levels: readonly number[], keep: string): void {
  const { trials, mean, standardDeviation, skewness, probabilityOfLoss } = result;
  const say = (what: string, value: unknown) => (): string => `${what} is ${value} in\n${result}`;
  const isNumber = (what: string, value: number): void => expectThat(value >= 0, say(what, value));
  isNumber("mean", mean.value);
  expectThat(probabilityOfLoss >= 0 && probabilityOfLoss <= 1, say("probabilityOfLoss", probabilityOfLoss));
  if (trials > 1) {
    isNumber("standardError", mean.standardError);
    isNumber("standardDeviation", standardDeviation);
    if (standardDeviation > 0) expectThat(!Number.isNaN(skewness), say("skewness", skewness));
  }
  if (keep === "losses") {
    expectThat(result.losses.length === trials, say("losses.length", result.losses.length));
    for (const loss of result.losses) if (!(loss >= 0 && loss < Infinity)) expectThat(false, say("a loss", loss));
  }
  for (const level of levels) {
    const [atRisk, tail] = [result.var(level), result.tvar(level)];
    expectThat(atRisk.value >= 0 && atRisk.value < Infinity, say(`var(${level})`, atRisk.value));
    expectThat(atRisk.low <= atRisk.value && atRisk.value <= atRisk.high, say(`var(${level})`, JSON.stringify(atRisk)));
    expectThat(tail.value >= atRisk.value * (1 - 1e-12), say(`tvar(${level})`, JSON.stringify([tail, atRisk])));
    const none = Number.isNaN(tail.low) && Number.isNaN(tail.high);
    expectThat(
      none || (tail.low <= tail.value && tail.value <= tail.high),
      say(`tvar(${level})`, JSON.stringify(tail)),
    );
  }
  for (const { loss, low, high } of attempt(() => result.exceedanceCurve(), keep)) {
    expectThat(loss >= 0 && loss < Infinity && low <= loss && loss <= high, say("curve", [loss, low, high]));
  }
  for (const x of [0, mean.value, 1e6]) {
    if (!(x < Infinity)) continue;
    for (const { value, low, high } of attempt(() => [result.exceedanceProbability(x)], keep)) {
      expectThat(
        value >= 0 && value <= 1 && low <= value && value <= high,
        say(`exceedance(${x})`, [value, low, high]),
      );
    }
    for (const { value } of attempt(() => [result.stopLoss(x)], keep)) isNumber(`stopLoss(${x})`, value);
    for (const { value, low, high } of attempt(() => [result.layerMean(x, mean.value)], keep)) {
      const inside = Number.isNaN(high) || (low <= value && value <= high && high <= mean.value);
      expectThat(value >= 0 && inside, say(`layerMean(${x})`, [value, low, high]));
    }
  }
  for (const { value, low, high } of attempt(() => [result.standardDeviationInterval()], keep)) {
    const none = Number.isNaN(low) && Number.isNaN(high);
    expectThat(Object.is(value, standardDeviation), say("standardDeviationInterval", value));
    expectThat(none || (low <= value && value <= high), say("standardDeviationInterval", [low, value, high]));
  }
  for (const { code, message } of result.warnings) {
    expectThat(/^[A-Z_]+$/.test(code), say("a code", code));
    judgeText(message);
  }
  expectThat(!/undefined|\[object/.test(String(result)), () => String(result));
}
