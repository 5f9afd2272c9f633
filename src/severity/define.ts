import { type Parameter, parameters as parse, type Values } from "../check.js";
import { completeLaw, type LawDescription } from "./law.js";
import { Severity } from "./severity.js";

/** Another way to state a law: its own parameters, and what they are in the family's. */
export interface AlternativeDefinition<A extends string, K extends string> {
  readonly parameters: { readonly [P in A]: Parameter };
  readonly to: (values: Values<A>) => Values<K>;
}

/** A family as data. `C` lists its alternative constructors and the names of their parameters. */
export interface SeverityDefinition<K extends string, C extends Record<string, string>> {
  readonly family: string;
  /** Where the family is described. */
  readonly reference: string;
  /** The survival function, or else the density, as documentation prints it. */
  readonly formula: string;
  readonly parameters: { readonly [P in K]: Parameter };
  /** What no single parameter's rule can say. */
  readonly check?: (values: Values<K>) => void;
  readonly law: (values: Values<K>) => LawDescription;
  readonly constructors: { readonly [N in keyof C]: AlternativeDefinition<C[N], K> };
}

/** A family: its constructor, with its definition and alternative constructors attached. */
export type SeverityFamily<K extends string, C extends Record<string, string> = Record<never, string>> = {
  (parameters: Values<K>): Severity;
  readonly definition: SeverityDefinition<K, C>;
} & { readonly [N in keyof C]: (parameters: Values<C[N]>) => Severity };

export function defineSeverity<K extends string, C extends Record<string, string> = Record<never, string>>(
  family: string,
  declaration: Omit<SeverityDefinition<K, NoInfer<C>>, "family">,
): SeverityFamily<K, C> {
  const definition = Object.freeze({ family, ...declaration });
  const make = (parameters: Values<K>): Severity => {
    const values = parse(family, parameters, definition.parameters);
    definition.check?.(values);
    return new Severity(family, values, completeLaw(definition.law(values)));
  };
  const attached: Record<string, PropertyDescriptor> = {
    name: { value: family },
    definition: { value: definition, enumerable: true },
  };
  for (const [name, alternative] of Object.entries<AlternativeDefinition<string, K>>(definition.constructors)) {
    const value = (parameters: Values<string>): Severity =>
      make(alternative.to(parse(`${family}.${name}`, parameters, alternative.parameters)));
    attached[name] = { value, enumerable: true };
  }
  return Object.freeze(Object.defineProperties(make, attached)) as SeverityFamily<K, C>;
}
