import { createHash } from "node:crypto";
import * as check from "../check.js";
import { ActuarialError } from "../errors.js";
import { outputNames } from "../kernel.js";
import type { Interval } from "../measures/intervals.js";
import { exactJson } from "./exactJson.js";
import type { Warning } from "./execution.js";
import type { RememberedLosses } from "./remembered.js";

/** What a cache keeps of a run: as its manifest has them, where and how it was run; and what came out. */
export interface CacheEntry {
  readonly machine: { readonly node: string; readonly architecture: string; readonly processor: string | null };
  readonly execution: { readonly workers: number; readonly blocksRerun: number };
  readonly losses: RememberedLosses;
}

/** Raised when a field of an entry changes its meaning. */
const entryFormat = 1;

/** An entry as a file holds it: the SHA-256 of what follows, and JSON with exact doubles, which says whose it is. */
export function entryText(key: string, entry: CacheEntry): string {
  const body = JSON.stringify(exactJson({ format: entryFormat, key, ...entry }));
  return `${sha256(body)}\n${body}\n`;
}

/**
 * Reads an entry of which nothing is trusted.
 * @throws ActuarialError ERR_DATA, ERR_PARAMETER or ERR_UNKNOWN_KEY where it is not what was written for this key
 */
export function readEntry(key: string, text: string): CacheEntry {
  const [digest, body, end, ...more] = text.split("\n");
  const whole = body !== undefined && end === "" && more.length === 0 && digest === sha256(body);
  if (!whole) refuse("its bytes are not those that were written");
  const given = check.record("entry", JSON.parse(body), ["format", "key", "machine", "execution", "losses"]);
  if (given.format !== entryFormat || given.key !== key) refuse("it is of another run, or of another version");
  const machine = check.record("machine", given.machine, ["node", "architecture", "processor"]);
  const execution = check.record("execution", given.execution, ["workers", "blocksRerun"]);
  return {
    machine: {
      node: check.text("node", machine.node),
      architecture: check.text("architecture", machine.architecture),
      processor: machine.processor === null ? null : check.text("processor", machine.processor),
    },
    execution: {
      workers: check.number("workers", execution.workers, check.positiveCount),
      blocksRerun: check.number("blocksRerun", execution.blocksRerun, check.count),
    },
    losses: lossesOf(given.losses),
  };
}

const measures = ["title", "exactMean", "hash", "mean", "standardDeviation", "skewness", "probabilityOfLoss"] as const;
const lists = ["levels", "curve", "warnings", "outputs", "components"] as const;

function lossesOf(value: unknown): RememberedLosses {
  const { name: _, ...given } = check.record("losses", value, ["name", ...measures, ...lists]);
  const mean = check.record("mean", given.mean, ["value", "standardError"]);
  if (given.hash !== null && !/^[0-9a-f]{64}$/.test(String(given.hash))) refuse("its hash is none");
  return {
    title: check.text("title", given.title),
    exactMean: given.exactMean === null ? null : amount(given.exactMean),
    hash: given.hash as string | null,
    mean: { value: amount(mean.value), standardError: amount(mean.standardError) },
    standardDeviation: amount(given.standardDeviation),
    skewness: amount(given.skewness),
    probabilityOfLoss: check.number("probabilityOfLoss", given.probabilityOfLoss, check.probability),
    levels: list(given.levels).map((each) => {
      const level = check.record("level", each, ["level", "var", "tvar"]);
      return { level: amount(level.level), var: interval(level.var), tvar: interval(level.tvar) };
    }),
    curve: list(given.curve).map((each) => {
      const point = check.record("point", each, ["returnPeriod", "loss", "low", "high"]);
      const { returnPeriod, loss, low, high } = point;
      return { returnPeriod: amount(returnPeriod), loss: amount(loss), low: amount(low), high: amount(high) };
    }),
    warnings: list(given.warnings).map(warning),
    outputs: Object.fromEntries(
      Object.entries(check.record("outputs", given.outputs, outputNames)).map(([name, each]) => [name, lossesOf(each)]),
    ),
    components: list(given.components).map((each) => {
      return { name: check.text("name", (each as { name?: unknown } | null)?.name), ...lossesOf(each) };
    }),
  };
}

function interval(value: unknown): Interval {
  const { value: middle, low, high } = check.record("interval", value, ["value", "low", "high"]);
  return { value: amount(middle), low: amount(low), high: amount(high) };
}

function warning(value: unknown): Warning {
  const { code, message, component } = check.record("warning", value, ["code", "message", "component"]);
  return {
    ...{ code: check.text("code", code), message: check.text("message", message) },
    ...(component !== undefined && { component: check.text("component", component) }),
  };
}

/** A double, or the word for one that JSON has none for. */
function amount(value: unknown): number {
  if (typeof value === "number") return value;
  return value === "NaN" || value === "Infinity" || value === "-Infinity" ? Number(value) : refuse("a number is none");
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : refuse("a list is none");
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

function refuse(why: string): never {
  throw new ActuarialError("ERR_DATA", why);
}
