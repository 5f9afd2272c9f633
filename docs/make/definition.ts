import type { Frequency, Severity } from "../../dist/index.js";

interface Parameter {
  readonly rule: { readonly text: string };
  readonly typical: readonly [low: number, high: number];
}

export interface Parameters {
  readonly [name: string]: Parameter;
}

export type Values = Readonly<Record<string, number>>;

/** What every family says of itself, as documentation reads it. */
export interface Definition {
  readonly family: string;
  readonly reference: string;
  readonly formula: string;
  readonly parameters: Parameters;
  readonly constructors: { readonly [name: string]: { readonly parameters: Parameters } };
  readonly check?: unknown;
}

export interface Family<T extends Severity | Frequency> {
  (parameters: Values): T;
  readonly definition: Definition;
}

/** `gamma({ alpha, theta })`. */
export function call(name: string, parameters: Parameters): string {
  return `${name}({ ${Object.keys(parameters).join(", ")} })`;
}

/** The parameters' rules, those of one rule together: "alpha, theta > 0". */
export function domain(parameters: Parameters): string {
  const byRule = new Map<string, string[]>();
  for (const [name, { rule }] of Object.entries(parameters)) {
    const words = rule.text === "a finite number" ? "finite" : rule.text.replace(/^an? (finite number |number )?/, "");
    byRule.set(words, [...(byRule.get(words) ?? []), name]);
  }
  return [...byRule].map(([words, names]) => `${names.join(", ")} ${words}`).join("; ");
}

/** Members of the family all over the typical ranges: its ends, and places in between that no two parameters share. */
export function members(parameters: Parameters): Values[] {
  const entries = Object.entries(parameters);
  return [0, 0.23, 0.5, 0.81, 1].map((place) =>
    Object.fromEntries(
      entries.map(([name, { rule, typical }], i) => {
        const share = (place + i * 0.37) % 1;
        const value = typical[0] + share * (typical[1] - typical[0]);
        return [name, rule.text.includes("integer") ? Math.round(value) : value];
      }),
    ),
  );
}
