import type { SeverityLaw } from "./law.js";

const known = new WeakMap<SeverityLaw, Float64Array>();

/** The values that the law takes with positive probability, ascending and distinct. */
export function atomsOf(law: SeverityLaw): Float64Array {
  let atoms = known.get(law);
  if (atoms === undefined) {
    const points = law.parts().filter((part) => part.kind === "points");
    atoms = Float64Array.from(new Set(points.flatMap(({ values }) => [...values]))).sort();
    known.set(law, atoms);
  }
  return atoms;
}
