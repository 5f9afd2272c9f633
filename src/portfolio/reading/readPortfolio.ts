import { type Portfolio, portfolio } from "../portfolio.js";
import { componentsAt } from "./componentsAt.js";
import { Problems } from "./problems.js";
import { treeOf } from "./treeOf.js";

/**
 * The portfolio that data describe, as JSON.parse made them of a canonical model or of a model file in JSON. They can name
 * no other files. `name` opens the lines of an error.
 * @throws ActuarialError with a line for each thing that is wrong, and the code of the first
 */
export function readPortfolio(data: unknown, name: string): Portfolio {
  const problems = new Problems();
  const components = componentsAt(
    { problems, readColumn: undefined, columns: new Map(), laws: new Map() },
    treeOf(data),
  );
  problems.throwIfAny(name);
  return portfolio(components);
}
