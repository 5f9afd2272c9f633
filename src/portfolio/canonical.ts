import { createHash } from "node:crypto";
import { show } from "../check.js";
import { ActuarialError } from "../errors.js";
import { Frequency } from "../frequency/frequency.js";
import { Severity } from "../severity/severity.js";
import { defaultTerms } from "../terms/terms.js";
import { type Inforce, inforceDefaults } from "./inforce.js";
import type { Portfolio } from "./portfolio.js";
import { lawConstructors } from "./reading/laws.js";

/** What JSON holds; numbers that it has no word for are text, "Infinity". */
export type CanonicalValue = number | string | readonly CanonicalValue[] | CanonicalRecord;
export interface CanonicalRecord {
  readonly [key: string]: CanonicalValue;
}

/** Laws and lists inside each other; more is a model that nobody meant, and would not fit on a stack. */
export const mostNested = 300;

/**
 * A model as frozen data, in the shape of a model file: laws as mappings with one key, the name of their constructor, data
 * in full. Keys are sorted, and what is left at its default is left out, so that a later version's further terms leave the
 * data of a model as they are. A law that functions define is named and not said: in place of them stands a digest of the
 * values that they give, by which two of them can be told apart.
 * @throws ActuarialError ERR_UNSUPPORTED where laws nest more than 300 deep
 */
export function modelData(portfolio: Portfolio): CanonicalRecord {
  return Object.freeze({ components: Object.freeze(portfolio.components.map(componentData)) });
}

/**
 * A model in its one canonical JSON (RFC 8785): `modelData` without spaces, doubles with the fewest digits that give them
 * back, -0 as 0. Read back by `parseModel` it is the same model, and draws the same losses.
 */
export function canonicalModel(portfolio: Portfolio): string {
  return JSON.stringify(modelData(portfolio));
}

/** SHA-256 (hex) of the canonical JSON in UTF-8. */
export function modelHash(portfolio: Portfolio): string {
  return sha256(canonicalModel(portfolio));
}

/** Whether the canonical JSON says all of a law, so that it can be drawn again from there. */
export function isWhollyWritten(law: Frequency | Severity): boolean {
  return (
    lawConstructors.has(law.family) &&
    Object.values(law.parameters)
      .flat()
      .every((value) => !isLaw(value) || isWhollyWritten(value))
  );
}

function componentData({ name, policies, frequency, severity, frequencyBasis, terms }: Inforce): CanonicalRecord {
  const termsData = others({ ...terms }, { ...defaultTerms });
  return sorted({
    name,
    ...others({ policies, frequencyBasis }, inforceDefaults),
    frequency: lawData(frequency, 1),
    severity: lawData(severity, 1),
    ...(Object.keys(termsData).length > 0 && { terms: termsData }),
  });
}

/** What is not as it is by default. */
function others(
  given: Readonly<Record<string, number | string>>,
  defaults: Readonly<Record<string, number | string>>,
): CanonicalRecord {
  const entries = Object.entries(given).filter(([key, value]) => value !== defaults[key]);
  return sorted(Object.fromEntries(entries.map(([key, value]) => [key, dataOf(value, 0)])));
}

function lawData(law: Frequency | Severity, depth: number): CanonicalRecord {
  if (!(depth <= mostNested)) {
    throw new ActuarialError("ERR_UNSUPPORTED", `model: laws nest more than ${mostNested} deep and cannot be written`);
  }
  const parameters = Object.entries(law.parameters).map(([key, value]) => [key, dataOf(value, depth)] as const);
  const said = lawConstructors.has(law.family) ? {} : { values: valuesDigest(law as Severity) };
  return Object.freeze({ [law.family]: sorted({ ...Object.fromEntries(parameters), ...said }) });
}

function dataOf(value: unknown, depth: number): CanonicalValue {
  // Adding 0 turns -0 into 0.
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 : String(value);
  if (typeof value === "string") return value;
  if (isLaw(value)) return lawData(value, depth + 1);
  if (Array.isArray(value)) return Object.freeze(value.map((each) => dataOf(each, depth)));
  throw new ActuarialError("ERR_UNSUPPORTED", `model: only laws of this library can be written, got ${show(value)}`);
}

function isLaw(value: unknown): value is Frequency | Severity {
  return value instanceof Frequency || value instanceof Severity;
}

function sorted(record: CanonicalRecord): CanonicalRecord {
  return Object.freeze(Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** Probabilities between which, and tails in which, another function would show. */
const digestLevels = 32;
const digestTails = [1e-2, 1e-3, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12];

/** SHA-256 of quantiles and densities of a law. */
function valuesDigest(severity: Severity): string {
  const places = [
    ...Array.from({ length: digestLevels }, (_, i) => severity.quantile(i / digestLevels)),
    ...digestTails.map((s) => severity.survivalQuantile(s)),
  ];
  return sha256(JSON.stringify(places.map((x) => [x, severity.density(x)])));
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
