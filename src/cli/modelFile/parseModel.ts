import { ActuarialError, type Inforce, PricingModel, portfolio } from "../../index.js";
import { unknownKey } from "../unknownKey.js";
import { componentAt } from "./componentAt.js";
import { Problems } from "./problems.js";
import type { Reading } from "./reading.js";
import { parseTree, shownTree, type Tree } from "./tree.js";

/** Where a text comes from. */
export interface ModelSource {
  /** Opens every line of an error; default "model". */
  readonly name?: string;
  /** Where the CSV files lie that the model names; without it, it may name none. */
  readonly folder?: string;
}

/**
 * A model out of YAML 1.2 or JSON text: `components`, a list of what `inforce` takes. A law is a mapping with one key, the
 * name of its constructor: `{ lognormal: { mu: 11.5, sigma: 1.4 } }`, `{ gamma.fromMeanCv: { mean: 1e5, cv: 2 } }`,
 * `{ truncated: { severity: { pareto: ... }, upper: 1e6 } }`, `{ zeroTruncated: { poisson: ... } }`. A list of numbers may
 * be the column of a CSV file, `{ file: claims.csv, column: amount }`; terms may have `layer: "5m xs 5m"`.
 * @throws ActuarialError with a line for each thing that is wrong, `model.yaml:7:18 components[0].policies: must be ...`,
 *   and the code of the first
 */
export function parseModel(text: string, { name = "model", folder }: ModelSource = {}): PricingModel {
  if (typeof text !== "string") {
    throw new ActuarialError("ERR_PARAMETER", `parseModel: text must be a string, got ${typeof text}`);
  }
  const problems = new Problems();
  const { tree, positionOf } = parseTree(text, problems);
  problems.throwIfAny(name, positionOf);
  const components = componentsAt({ problems, folder, columns: new Map(), laws: new Map() }, tree);
  problems.throwIfAny(name, positionOf);
  return new PricingModel(portfolio(components));
}

function componentsAt(reading: Reading, tree: Tree): Inforce[] {
  const { problems } = reading;
  const list = tree.kind === "mapping" ? tree.entries.get("components") : undefined;
  if (tree.kind !== "mapping" || list === undefined) {
    const message = `must be a mapping with components, got ${shownTree(tree)}`;
    problems.add({ offset: tree.offset, path: [], message, code: "ERR_PARAMETER" });
    return [];
  }
  for (const [key, { keyOffset }] of tree.entries) {
    if (key === "components") continue;
    problems.add({ offset: keyOffset, path: [], message: unknownKey(key, ["components"]), code: "ERR_UNKNOWN_KEY" });
  }
  const path = ["components"];
  if (list.value.kind !== "list" || list.value.items.length === 0) {
    const message = `must be a list of at least one component, got ${shownTree(list.value)}`;
    problems.add({ offset: list.value.offset, path, message, code: "ERR_PARAMETER" });
    return [];
  }
  const first = new Map<unknown, number>();
  return list.value.items.flatMap((item, i) => {
    const name = item.kind === "mapping" ? item.entries.get("name")?.value : undefined;
    const word = name?.kind === "scalar" ? name.value : undefined;
    if (name && first.has(word)) {
      const message = `is the name of components[${first.get(word)}] too; names are unique in a portfolio`;
      problems.add({ offset: name.offset, path: [...path, i, "name"], message, code: "ERR_DUPLICATE_NAME" });
    } else if (typeof word === "string") {
      first.set(word, i);
    }
    return componentAt(reading, item, [...path, i]) ?? [];
  });
}
