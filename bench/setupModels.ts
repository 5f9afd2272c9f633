import { frequencyLaws, severityLaws } from "../dist/bench/laws.js";
import type { Book } from "./lundberg.js";

/** A book for each frequency, with gamma claims and no terms, and for each severity, with a deductible and a limit. */
export const setupBooks: readonly { readonly name: string; readonly book: Book }[] = [
  ...frequencyLaws.map((frequency) => ({
    name: `${frequency[0]} of gamma`,
    book: { frequency, severity: ["gamma", { alpha: 2, theta: 1000 }] } as const,
  })),
  ...severityLaws.map((severity) => ({
    name: `${severity[0]} net of a deductible`,
    book: { frequency: ["poisson", { lambda: 5 }], severity, terms: { deductible: 250, limit: 5000 } } as const,
  })),
];
