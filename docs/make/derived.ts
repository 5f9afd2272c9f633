import type { Frequency, Severity } from "../../dist/index.js";
import { type Family, members, type Values } from "./definition.js";

// What a family does not say in words is found by trying: the first expression in its parameters that is right for every
// member that is looked at.

interface Candidate {
  readonly text: string;
  readonly value: (at: Values) => number;
}

/** Which moments exist: "k < alpha". */
export function moments(family: Family<Severity>): string {
  const names = Object.keys(family.definition.parameters);
  const products = names.flatMap((p, i) => names.slice(i).map((q) => [p, q] as const));
  return found(family, "which moments are finite", (severity) => severity.momentsBelow, [
    { text: "all", value: () => Infinity },
    { text: "none", value: () => 0 },
    { text: "k < 1", value: () => 1 },
    ...names.map((p) => ({ text: `k < ${p}`, value: (at: Values) => at[p]! })),
    ...products.map(([p, q]) => ({
      text: p === q ? `k < ${p}^2` : `k < ${p} ${q}`,
      value: (at: Values) => at[p]! * at[q]!,
    })),
    ...names.map((p) => ({
      text: `k < 1 / ${p} where ${p} > 0, else all`,
      value: (at: Values) => (at[p]! > 0 ? 1 / at[p]! : Infinity),
    })),
  ]);
}

/** Where losses can be: "low to high". */
export function support(family: Family<Severity>): string {
  const names = Object.keys(family.definition.parameters);
  const ends: Candidate[] = [
    ...[0, 1, Infinity].map((end) => ({ text: String(end), value: () => end })),
    ...names.map((p) => ({ text: p, value: (at: Values) => at[p]! })),
    ...names.flatMap((p) =>
      names.flatMap((q) =>
        names.map((r) => ({
          text: `Infinity, or ${p} - ${q} / ${r} where ${r} < 0`,
          value: (at: Values) => (at[r]! < 0 ? at[p]! - at[q]! / at[r]! : Infinity),
        })),
      ),
    ),
  ];
  const [low, high] = ([0, 1] as const).map((end) =>
    found(family, "where its support ends", (severity) => severity.support[end], ends),
  );
  return low === high ? low! : `${low} to ${high}`;
}

function found(
  family: Family<Severity>,
  what: string,
  value: (severity: Severity) => number,
  candidates: readonly Candidate[],
): string {
  const { definition } = family;
  const known = members(definition.parameters).map((at) => ({ at, is: value(family(at)) }));
  const right = candidates.find((candidate) => known.every(({ at, is }) => same(candidate.value(at), is)));
  if (right === undefined) throw new Error(`${definition.family}: docs/make/derived.ts has no expression for ${what}`);
  return right.text;
}

function same(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= 1e-12 * Math.min(Math.abs(a), Math.abs(b));
}

/** The families of like policies' claims together, and of the claims that remain of one. */
export function closures(family: Family<Frequency>): { readonly together: string; readonly kept: string } {
  const all = members(family.definition.parameters).map(family);
  const name = (frequencies: readonly (Frequency | undefined)[]): string =>
    [...new Set(frequencies.filter((each) => each !== undefined).map((each) => each.family))].join(" or ");
  return { together: name(all.map((each) => each.superposed(3))), kept: name(all.map((each) => each.thinned(0.5))) };
}
