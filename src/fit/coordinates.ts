import { fail, finite, number, type Parameter, positive, record, type Values } from "../check.js";
import { ActuarialError } from "../errors.js";
import { math } from "../kernel.js";
import type { Severity } from "../severity/severity.js";

/** What a fit needs of a family: its constructor, and its parameters as data. */
export interface FitFamily<K extends string> {
  (parameters: Values<K>): Severity;
  readonly definition: { readonly family: string; readonly parameters: { readonly [P in K]: Parameter } };
}

/** A family with its known parameters bound, and the others as a point without bounds: log p where p > 0, else p. */
export interface Coordinates<K extends string> {
  readonly family: FitFamily<K>;
  readonly fixed: Readonly<Partial<Record<K, number>>>;
  /** The names of the coordinates. */
  readonly free: readonly K[];
  values(point: readonly number[]): Values<K>;
  point(values: Values<K>): number[];
  /** The severity at a point; undefined where the parameters are none of the family's. */
  severity(point: readonly number[]): Severity | undefined;
  /** The derivatives of the parameters by their coordinates. */
  slopes(point: readonly number[]): number[];
  /** Whether coordinate i is a logarithm. */
  isLog(i: number): boolean;
  /** The family's typical range in coordinate i. */
  typical(i: number): readonly [low: number, high: number];
}

/** The coordinates of a family with those parameters `fixed`; the ends of a support must be among them. */
export function coordinates<K extends string>(where: string, family: FitFamily<K>, fixed: unknown): Coordinates<K> {
  const { family: name, parameters } = family.definition;
  const names = Object.keys(parameters) as K[];
  const given = record(`${where}: fixed`, fixed, names);
  const known: Partial<Record<K, number>> = {};
  for (const each of names) {
    if (given[each] === undefined) continue;
    known[each] = number(`${where}: fixed.${each}`, given[each], parameters[each].rule);
  }
  const needs = (each: K, reason: string): never =>
    fail(`${where}: fixed.${each}`, `given for ${name}, ${reason}`, undefined);
  for (const end of supportEnds(family)) {
    if (known[end] === undefined) needs(end, "because its support begins or ends there");
  }
  for (const each of names) {
    const { rule } = parameters[each];
    if (known[each] === undefined && rule !== positive && rule !== finite) {
      needs(each, "because only parameters are estimated that may be any number, or any > 0");
    }
  }
  const free = names.filter((each) => known[each] === undefined);
  if (free.length === 0) fail(`${where}: family`, "one with a parameter to estimate", family);
  return bind(family, known, free);
}

function bind<K extends string>(
  family: FitFamily<K>,
  fixed: Readonly<Partial<Record<K, number>>>,
  free: readonly K[],
): Coordinates<K> {
  const { parameters } = family.definition;
  const logs = free.map((each) => parameters[each].rule === positive);
  const to = (value: number, i: number): number => (logs[i] ? math.log(value) : value);
  const from = (coordinate: number, i: number): number => (logs[i] ? math.exp(coordinate) : coordinate);
  const names = Object.keys(parameters) as K[];
  const values = (point: readonly number[]): Values<K> => {
    const estimated = Object.fromEntries(free.map((each, i) => [each, from(point[i]!, i)])) as Partial<Values<K>>;
    return Object.fromEntries(names.map((each) => [each, fixed[each] ?? estimated[each]])) as Values<K>;
  };
  return {
    family,
    fixed,
    free,
    values,
    point: (at) => free.map((each, i) => to(at[each], i)),
    severity: (point) => {
      const at = values(point);
      return free.every((each) => parameters[each].rule.holds(at[each])) ? made(family, at) : undefined;
    },
    slopes: (point) => point.map((x, i) => (logs[i] ? from(x, i) : 1)),
    isLog: (i) => logs[i]!,
    typical: (i) => {
      const [low, high] = parameters[free[i]!].typical;
      return [to(low, i), to(high, i)];
    },
  };
}

function made<K extends string>(family: FitFamily<K>, values: Values<K>): Severity | undefined {
  try {
    return family(values);
  } catch (error) {
    // What the rules of single parameters do not say.
    if (error instanceof ActuarialError) return undefined;
    throw error;
  }
}

// The parameters that move an end of the support when they alone move, from the middle of the typical ranges upwards.
function supportEnds<K extends string>(family: FitFamily<K>): K[] {
  const names = Object.keys(family.definition.parameters) as K[];
  const everything = bind(family, {} as Partial<Record<K, number>>, names);
  const middle = names.map((_, i) => centre(everything.typical(i)));
  const support = everything.severity(middle)!.support;
  return names.filter((_, i) => {
    const [low, high] = everything.typical(i);
    const moved = everything.severity(middle.map((x, j) => (i === j ? x + (high - low) / 16 : x)))!.support;
    return support[0] !== moved[0] || support[1] !== moved[1];
  });
}

export function centre([low, high]: readonly [number, number]): number {
  return (low + high) / 2;
}
