export type { ChiSquare } from "./chiSquare.js";
export type { Claim, ClaimData, ClaimOptions } from "./claims.js";
export type { FitFamily } from "./coordinates.js";
export { type FitOptions, fit } from "./fit.js";
export { type FitFrequencyOptions, type FittedFrequency, fitFrequency } from "./fitFrequency.js";
export type { FitWarning } from "./fitWarning.js";
export { FrequencyFit, type FrequencyMethod } from "./frequencyFit.js";
export { type DistanceTest, type GoodnessOfFit, type GoodnessOfFitOptions, goodnessOfFit } from "./goodnessOfFit.js";
export { SeverityFit } from "./severityFit.js";
