import * as check from "../../check.js";
import { ActuarialError, PricingModel, portfolio } from "../../index.js";
import { componentsAt } from "../../portfolio/reading/componentsAt.js";
import { Problems } from "../../portfolio/reading/problems.js";
import { parseTree } from "./parseTree.js";
import { readColumn } from "./readColumn.js";

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
export function parseModel(text: string, source: ModelSource = {}): PricingModel {
  if (typeof text !== "string") {
    throw new ActuarialError("ERR_PARAMETER", `parseModel: text must be a string, got ${typeof text}`);
  }
  const given = check.record("parseModel", source, ["name", "folder"]);
  const name = given.name === undefined ? "model" : check.text("parseModel: name", given.name);
  const folder = given.folder === undefined ? undefined : check.text("parseModel: folder", given.folder);
  const problems = new Problems();
  const { tree, positionOf } = parseTree(text, problems);
  problems.throwIfAny(name, positionOf);
  const columnOf =
    folder === undefined ? undefined : (file: string, column: string) => readColumn(folder, file, column);
  const components = componentsAt({ problems, readColumn: columnOf, columns: new Map(), laws: new Map() }, tree);
  problems.throwIfAny(name, positionOf);
  return new PricingModel(portfolio(components));
}
