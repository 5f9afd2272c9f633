import { crc32 } from "node:zlib";
import * as check from "../check.js";
import { ActuarialError } from "../errors.js";
import { type OutputName, outputNames } from "../kernel.js";
import { refuseCorrupt } from "./storageError.js";

/** What the losses of a file are. */
export interface Header {
  readonly storage: "float64" | "float32";
  /** What is there beside the losses, of the portfolio and of each component. */
  readonly outputs: readonly OutputName[];
  /** Names of the components whose own losses are there. */
  readonly components: readonly string[];
  /** Where they are those of a run. */
  readonly run: RunIdentity | undefined;
}

/** What decides the bits of a run's losses, and the kernel that drew them. */
export interface RunIdentity {
  readonly seed: bigint;
  /** SHA-256 of the canonical model. */
  readonly model: string;
  readonly valueVersion: number;
  readonly kernelId: string;
}

const formatVersion = 1;
/** A byte that no text has, the name, line ends that a transfer as text would change. */
const magic = Buffer.from("\x89LUND\r\n\x1a", "latin1");
/** Magic, format version, length of the JSON, CRC-32 of all this and the JSON. */
const preamble = 20;
const longestJson = 67_108_864;

/** How many series of losses a file has: the portfolio's and each component's, each with its outputs. */
export function seriesCount({ outputs, components }: Header): number {
  return (1 + components.length) * (1 + outputs.length);
}

export function headerBytes({ run, ...header }: Header): Buffer {
  const json = Buffer.from(JSON.stringify({ ...header, ...(run && { run: { ...run, seed: String(run.seed) } }) }));
  const bytes = Buffer.alloc(preamble + json.length);
  magic.copy(bytes);
  bytes.writeUInt32LE(formatVersion, 8);
  bytes.writeUInt32LE(json.length, 12);
  json.copy(bytes, preamble);
  bytes.writeUInt32LE(crc32(json, crc32(bytes.subarray(0, 16))), 16);
  return bytes;
}

/** The header of a file by the bytes that it starts with, of which `read` gives a stretch, and where its frames start. */
export function readHeader(
  path: string,
  size: number,
  read: (position: number, length: number) => Uint8Array,
): { header: Header; start: number; bytes: Buffer } {
  if (size < preamble) refuseCorrupt(path, `${size} bytes are no file of losses`);
  const front = Buffer.from(read(0, preamble));
  if (!front.subarray(0, magic.length).equals(magic)) refuseCorrupt(path, "it does not start like a file of losses");
  const length = front.readUInt32LE(12);
  const whole = length <= longestJson && preamble + length <= size;
  const json = whole ? Buffer.from(read(preamble, length)) : Buffer.alloc(0);
  if (!whole || crc32(json, crc32(front.subarray(0, 16))) !== front.readUInt32LE(16)) {
    refuseCorrupt(path, "its header is not as it was written");
  }
  const version = front.readUInt32LE(8);
  if (version !== formatVersion) {
    throw new ActuarialError(
      "ERR_CHECKPOINT_MISMATCH",
      `${path}: format is ${version}, this version reads ${formatVersion}`,
    );
  }
  try {
    const bytes = Buffer.concat([front, json]);
    return { header: checkHeader(JSON.parse(json.toString("utf8"))), start: bytes.length, bytes };
  } catch (cause) {
    refuseCorrupt(path, `its header is not understood: ${cause instanceof Error ? cause.message : cause}`, cause);
  }
}

const hex = (length: number): RegExp => new RegExp(`^[0-9a-f]{${length}}$`);

function checkHeader(value: unknown): Header {
  const given = check.record("header", value, ["storage", "outputs", "components", "run"]);
  const { outputs, components } = given;
  if (!Array.isArray(outputs) || !Array.isArray(components)) check.fail("header", "an object with lists", value);
  const asked = outputs.map((name, i) => check.oneOf(`header: outputs[${i}]`, name, outputNames));
  if (!(new Set(asked).size === asked.length)) check.fail("header: outputs", "a list without repetition", outputs);
  return {
    storage: check.oneOf("header: storage", given.storage, ["float64", "float32"]),
    outputs: outputNames.filter((name) => asked.includes(name)),
    components: components.map((name, i) => check.text(`header: components[${i}]`, name)),
    run: given.run === undefined ? undefined : checkRun(given.run),
  };
}

function checkRun(value: unknown): RunIdentity {
  const given = check.record("header: run", value, ["seed", "model", "valueVersion", "kernelId"]);
  const { seed, model, kernelId } = given;
  if (typeof seed !== "string" || !/^\d{1,20}$/.test(seed)) check.fail("header: seed", "an integer as text", seed);
  if (typeof model !== "string" || !hex(64).test(model)) check.fail("header: model", "a SHA-256", model);
  if (typeof kernelId !== "string" || !hex(16).test(kernelId)) check.fail("header: kernelId", "16 digits", kernelId);
  return {
    seed: check.seed("header: seed", BigInt(seed)),
    model,
    valueVersion: check.number("header: valueVersion", given.valueVersion, check.count),
    kernelId,
  };
}
