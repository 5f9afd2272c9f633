import type { Frequency, Severity } from "../../dist/index.js";
import { build, type Written } from "../severityBuild.js";
import type { Law } from "./lawTest.js";
import { reference } from "./reference.js";

export interface LawCase<T> {
  readonly name: string;
  readonly made: T;
  readonly law: Law;
  readonly seed: number;
}

type Cases = Readonly<Record<string, Law & { readonly made: Written }>>;

const laws = reference<{ severities: Cases; frequencies: Cases }>("statisticsLaws");

// Inversion turns one stream into every continuous law, so every case needs a seed of its own to be a look of its own.
const firstSeed = 20_260_101;

function cases<T>(known: Cases): LawCase<T>[] {
  return Object.entries(known).map(([name, law], i) => ({
    name,
    made: build(law.made) as T,
    law,
    seed: firstSeed + i,
  }));
}

/** Every severity family and combinator, in its body, at its edges and at extreme shapes. */
export const severityCases: readonly LawCase<Severity>[] = cases(laws.severities);
/** Every frequency family, by alias table and by wide cells. */
export const frequencyCases: readonly LawCase<Frequency>[] = cases(laws.frequencies);
