import { record } from "../../check.js";
import { Frequency } from "../../frequency/frequency.js";
import * as frequencies from "../../frequency/index.js";
import * as severities from "../../severity/index.js";
import type { Severity } from "../../severity/severity.js";

export type Law = Frequency | Severity;
export type LawKind = "frequency" | "severity";

/** What a constructor of the library wants to know, and how it is called with what a file says. */
export interface LawConstructor {
  readonly kind: LawKind;
  /** Of a family of numbers: the rule of each parameter, and a range inside it. */
  readonly parameters: Readonly<Record<string, Parameter>> | undefined;
  /** Keys that a file gives beside those that the constructor lists. */
  readonly moreKeys: readonly string[];
  readonly make: (given: unknown) => Law;
}

interface Parameter {
  readonly rule: { readonly holds: (value: number) => boolean };
  readonly typical: readonly [low: number, high: number];
}

type Make = (...given: unknown[]) => Law;

interface Family extends Make {
  readonly definition?: {
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly constructors: Readonly<Record<string, { readonly parameters: Readonly<Record<string, Parameter>> }>>;
  };
}

/** Take functions, which a file cannot hold. */
export const notInFiles: ReadonlySet<string> = new Set(["customSeverity"]);
/** Take a frequency that has no name of its own in the call. */
const ofFrequency: ReadonlySet<string> = new Set(["zeroTruncated", "zeroModified"]);

/**
 * Every way to make a law, by the name that a file calls it: those that the lists of severities and frequencies export,
 * and the families' alternatives by their full names, `gamma.fromMeanCv`.
 */
export const lawConstructors: ReadonlyMap<string, LawConstructor> = new Map([
  ...constructorsOf("frequency", frequencies),
  ...constructorsOf("severity", severities),
]);

function constructorsOf(kind: LawKind, exported: Readonly<Record<string, unknown>>): [string, LawConstructor][] {
  return Object.entries(exported).flatMap(([name, value]): [string, LawConstructor][] => {
    if (typeof value !== "function" || !/^[a-z]/.test(name) || notInFiles.has(name)) return [];
    const family = value as Family;
    const { definition } = family;
    const alternatives = Object.entries(definition?.constructors ?? {}).map(
      ([alternative, { parameters }]): [string, LawConstructor] => {
        const make = (family as unknown as Record<string, Make>)[alternative]!;
        return [`${name}.${alternative}`, { kind, parameters, moreKeys: [], make }];
      },
    );
    const called = ofFrequency.has(name) ? byPosition(name, family) : { moreKeys: [], make: family };
    return [[name, { kind, parameters: definition?.parameters, ...called }], ...alternatives];
  });
}

/**
 * zeroModified(frequency, { p0 }) takes a law and options; a file gives both in one mapping. Where there are no options,
 * the law may stand in place of that mapping.
 */
function byPosition(name: string, make: Make): Pick<LawConstructor, "moreKeys" | "make"> {
  if (make.length === 1) {
    return {
      moreKeys: [],
      make: (given) => make(given instanceof Frequency ? given : record(name, given, ["frequency"]).frequency),
    };
  }
  return {
    moreKeys: ["frequency"],
    make: (given) => {
      const { frequency, ...options } = Object(given) as Record<string, unknown>;
      return make(frequency, options);
    },
  };
}

/** The names of one kind of laws, or of all; alternatives like gamma.fromMeanCv only when asked for. */
export function lawNames(kind: LawKind | undefined, alternatives: boolean): string[] {
  return [...lawConstructors]
    .filter(([name, law]) => (kind === undefined || law.kind === kind) && (alternatives || !name.includes(".")))
    .map(([name]) => name);
}
