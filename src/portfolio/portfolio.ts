import * as check from "../check.js";
import { ActuarialError } from "../errors.js";
import { Inforce } from "./inforce.js";

/** Inforces whose losses add up, in a fixed order and under unique names: a frozen value, made by `portfolio`. */
export class Portfolio {
  readonly components: readonly Inforce[];

  /** @internal */
  constructor(components: readonly Inforce[]) {
    const names = new Set<string>();
    for (const { name } of components) {
      if (names.has(name)) {
        throw new ActuarialError("ERR_DUPLICATE_NAME", `portfolio: two components are named ${JSON.stringify(name)}`);
      }
      names.add(name);
    }
    this.components = Object.freeze([...components]);
    Object.freeze(this);
  }

  /** Both portfolios as one: this one's components, then the other's. ERR_DUPLICATE_NAME where they share a name. */
  plus(other: Portfolio): Portfolio {
    if (!(other instanceof Portfolio)) check.fail("portfolio.plus: other", "a portfolio", other);
    return new Portfolio([...this.components, ...other.components]);
  }
}

/** A portfolio of at least one inforce. ERR_DUPLICATE_NAME where two share a name. */
export function portfolio(components: readonly Inforce[]): Portfolio {
  if (!Array.isArray(components) || components.length === 0) {
    check.fail("portfolio", "a non-empty array of inforces", components);
  }
  for (let i = 0; i < components.length; i++) {
    if (!(components[i] instanceof Inforce)) check.fail(`portfolio[${i}]`, "an inforce", components[i]);
  }
  return new Portfolio(components);
}
