import type { Path } from "./problems.js";

/** An error message of the library's constructors, taken apart. */
export interface Complaint {
  /** From the constructor's argument to the value that it is about. */
  readonly path: Path;
  readonly rule: string;
  /** A key that is not known there, and those that are. */
  readonly unknown?: { readonly key: string; readonly known: readonly string[] };
}

/**
 * Messages name what they are about: `inforce "WC": terms: limit must be ...`, `splice: breaks[1] must be ...`,
 * `gamma: unknown key "alfa"; known are alpha, theta`. `has` tells whether the argument has something at a path: words
 * of a sentence do not lead anywhere.
 */
export function readComplaint(message: string, has: (path: Path) => boolean): Complaint {
  // First the constructor itself: `poisson must be an object with lambda`.
  let rest = message.replace(/^[\w.]+(?: "(?:[^"\\]|\\.)*")?(?:: | (?=must be ))/, "");
  const path: (string | number)[] = [];
  for (;;) {
    const found = /^([A-Za-z]\w*)((?:\[\d+\])*)(: | (?=must be ))?/.exec(rest);
    if (!found) break;
    const [matched, word, indices, end] = found;
    const further = [word!, ...[...indices!.matchAll(/\d+/g)].map(Number)];
    const there = has([...path, ...further]);
    if (end === undefined && !there) break;
    // `zeroModified: options: ...`: a name that the file does not have.
    if (there || end !== ": ") path.push(...further);
    rest = rest.slice(matched.length).trimStart();
    if (end !== ": ") break;
  }
  rest = rest.replace(/\ban object\b/g, "a mapping").replace(/\ban array\b/g, "a list");
  const unknown = /^unknown key ("(?:[^"\\]|\\.)*"); known are (.*)$/s.exec(rest);
  if (!unknown) return { path, rule: rest };
  return { path, rule: rest, unknown: { key: JSON.parse(unknown[1]!) as string, known: unknown[2]!.split(", ") } };
}
