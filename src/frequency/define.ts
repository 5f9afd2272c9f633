import { type Parameter, parameters as readParameters, type Values } from "../check.js";
import { Frequency, type FrequencyLaw } from "./frequency.js";

/** Another way to state a law: its own parameters, and what they are in the family's. */
export interface AlternativeDefinition<A extends string, K extends string> {
  readonly parameters: { readonly [P in A]: Parameter };
  /** Fails where no single parameter's rule can say what is wrong. */
  readonly to: (values: Values<A>) => Values<K>;
}

/**
 * A family as data: validation, documentation and test drivers derive from it. `C` lists its alternative constructors
 * and the names of their parameters.
 */
export interface FrequencyDefinition<K extends string, C extends Record<string, string>> {
  readonly family: string;
  /** Where the family is described. */
  readonly reference: string;
  /** The probability of n claims, as documentation prints it. */
  readonly formula: string;
  readonly parameters: { readonly [P in K]: Parameter };
  readonly constructors: { readonly [N in keyof C]: AlternativeDefinition<C[N], K> };
  readonly law: (values: Values<K>) => FrequencyLaw;
}

/** A family: its constructor, with its definition and alternative constructors attached. */
export type FrequencyFamily<K extends string, C extends Record<string, string> = Record<never, string>> = {
  (parameters: Values<K>): Frequency;
  readonly definition: FrequencyDefinition<K, C>;
} & { readonly [N in keyof C]: (parameters: Values<C[N]>) => Frequency };

export function defineFrequency<K extends string, C extends Record<string, string> = Record<never, string>>(
  family: string,
  declaration: Omit<FrequencyDefinition<K, NoInfer<C>>, "family">,
): FrequencyFamily<K, C> {
  const definition = Object.freeze({ family, ...declaration });
  const make = (parameters: unknown): Frequency => {
    const values = readParameters(family, parameters, definition.parameters);
    return new Frequency(family, values, definition.law(values));
  };
  const attached: Record<string, PropertyDescriptor> = {
    name: { value: family },
    definition: { value: definition, enumerable: true },
  };
  for (const [name, { parameters, to }] of Object.entries<AlternativeDefinition<string, K>>(definition.constructors)) {
    const value = (given: unknown): Frequency => make(to(readParameters(`${family}.${name}`, given, parameters)));
    attached[name] = { value, enumerable: true };
  }
  return Object.freeze(Object.defineProperties(make, attached)) as unknown as FrequencyFamily<K, C>;
}
