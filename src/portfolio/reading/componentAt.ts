import { ActuarialError } from "../../errors.js";
import { poisson } from "../../frequency/index.js";
import { constant } from "../../severity/index.js";
import { layer } from "../../terms/layer.js";
import { type Inforce, type InforceOptions, inforce } from "../inforce.js";
import { construct, type Site } from "./construct.js";
import { lawAt } from "./lawAt.js";
import { plain, plainNumbers } from "./plain.js";
import type { Path } from "./problems.js";
import type { Reading } from "./reading.js";
import { shownTree, type Tree } from "./tree.js";

/**
 * One component: what `inforce` takes, its laws written as mappings; `terms` may hold a `layer` as text. What is returned
 * is of use only where no problem was found.
 */
export function componentAt(reading: Reading, tree: Tree, path: Path): Inforce | undefined {
  const { problems } = reading;
  if (tree.kind !== "mapping") {
    const message = `must be a mapping with name, frequency and severity, got ${shownTree(tree)}`;
    problems.add({ offset: tree.offset, path, message, code: "ERR_PARAMETER" });
    return undefined;
  }
  const options = plain(tree) as Record<string, unknown>;
  const standIns = { name: "?", frequency: poisson({ lambda: 1 }), severity: constant({ value: 1 }) };
  for (const kind of ["frequency", "severity"] as const) {
    const at = tree.entries.get(kind)?.value;
    if (at) options[kind] = lawAt(reading, at, [...path, kind], kind) ?? standIns[kind];
  }
  const terms = tree.entries.get("terms")?.value;
  if (terms) options.terms = termsAt(reading, terms, [...path, "terms"]);
  const site: Site = {
    path,
    tree,
    offset: tree.offset,
    standIns,
    moreKeys: (about) => (about.at(-1) === "terms" ? ["layer"] : []),
  };
  return construct(reading, site, options, (given) => inforce(given as InforceOptions));
}

/** Terms with `layer: "5m xs 5m"` spread into attachment and limit. */
function termsAt({ problems }: Reading, tree: Tree, path: Path): unknown {
  const terms = plainNumbers(tree);
  const written = tree.kind === "mapping" ? tree.entries.get("layer") : undefined;
  if (!written) return terms;
  const { layer: text, ...others } = terms as Record<string, unknown>;
  const refuse = (message: string): void => {
    problems.add({ offset: written.value.offset, path: [...path, "layer"], message, code: "ERR_PARAMETER" });
  };
  const twice = ["attachment", "limit"].filter((key) => key in others);
  if (twice.length > 0) refuse(`says attachment and limit, and so does ${twice.join(" and ")}; give one of them`);
  try {
    return { ...layer(text as string), ...others };
  } catch (error) {
    if (!(error instanceof ActuarialError)) throw error;
    refuse(error.message.replace(/^layer /, ""));
    return others;
  }
}
