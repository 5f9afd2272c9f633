import { nonNegative } from "../check.js";
import { defineSeverity, type SeverityFamily } from "./define.js";
import { pointsLaw } from "./pointsLaw.js";

/** Every loss is this value. */
export const constant: SeverityFamily<"value"> = defineSeverity("constant", {
  reference: "a point mass",
  formula: "P(X = value) = 1",
  parameters: { value: { rule: nonNegative, typical: [10, 1e6] } },
  constructors: {},
  law: ({ value }) => pointsLaw(Float64Array.of(value), Float64Array.of(1)),
});
