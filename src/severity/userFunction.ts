import { type Rule, show } from "../check.js";
import { ActuarialError } from "../errors.js";

/**
 * A user's function of one number whose values keep a rule: what it throws, or returns against the rule, is ERR_DATA that
 * names function, argument and value.
 */
export function userFunction(where: string, f: (x: number) => unknown, rule: Rule): (x: number) => number {
  return (x) => {
    let value: unknown;
    try {
      value = f(x);
    } catch (cause) {
      const said = cause instanceof Error ? cause.message : show(cause);
      throw new ActuarialError("ERR_DATA", `${where}(${x}) threw: ${said}`, { cause });
    }
    if (typeof value !== "number" || !rule.holds(value)) {
      throw new ActuarialError("ERR_DATA", `${where}(${x}) must be ${rule.text}, got ${show(value)}`);
    }
    return value;
  };
}
