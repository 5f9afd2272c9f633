import * as check from "../check.js";
import { Frequency, type FrequencyLaw } from "./frequency.js";

/** A parameter as data: its rule, and the range in which it usually lies (for documentation and tests). */
export interface Parameter {
  readonly rule: check.Rule;
  readonly typical: readonly [low: number, high: number];
}

/** What a family's file declares; validation, documentation and test drivers derive from it. */
export interface FrequencyDefinition<P extends string> {
  readonly family: string;
  /** Where the family and its parameters are defined. */
  readonly reference: string;
  readonly parameters: { readonly [K in P]: Parameter };
}

export type FrequencyConstructor<P extends string> = {
  (parameters: { readonly [K in P]: number }): Frequency;
  readonly definition: FrequencyDefinition<P>;
};

/** Reads named numbers by their declarations; what is missing, misspelt or breaks its rule is an error. */
export function readParameters<P extends string>(
  where: string,
  value: unknown,
  declared: { readonly [K in P]: Pick<Parameter, "rule"> },
): Record<P, number> {
  const names = Object.keys(declared) as P[];
  const given = check.record(where, value, names);
  const read = {} as Record<P, number>;
  for (const name of names) read[name] = check.number(`${where}: ${name}`, given[name], declared[name].rule);
  return read;
}

/** Makes the constructor of a family out of its declaration; `constructors` are attached as they are. */
export function defineFrequency<P extends string, C extends object>(
  family: string,
  declaration: {
    readonly reference: string;
    readonly parameters: { readonly [K in P]: Parameter };
    readonly law: (parameters: Record<P, number>) => FrequencyLaw;
    readonly constructors?: C;
  },
): FrequencyConstructor<P> & C {
  const { reference, parameters, law, constructors } = declaration;
  const construct = (value: unknown): Frequency => {
    const values = readParameters(family, value, parameters);
    return new Frequency(family, values, law(values));
  };
  const definition = Object.freeze({ family, reference, parameters: Object.freeze(parameters) });
  return Object.freeze(Object.assign(construct, { definition, ...constructors })) as FrequencyConstructor<P> & C;
}
