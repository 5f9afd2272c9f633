import * as families from "./families.js";

export { type CustomSeverityOptions, customSeverity } from "./customSeverity.js";
export { empirical } from "./empirical.js";
export * from "./families.js";
export { histogram } from "./histogram.js";
export { limited } from "./limited.js";
export { mixture } from "./mixture.js";
export { piecewisePareto } from "./piecewisePareto.js";
export { scaled } from "./scaled.js";
export { Severity } from "./severity.js";
export { shifted } from "./shifted.js";
export { splice } from "./splice.js";
export { truncated } from "./truncated.js";

/** The families whose parameters are numbers, by name. The other constructors take data, functions or severities. */
export const severityFamilies: Readonly<typeof families> = Object.freeze({ ...families });
