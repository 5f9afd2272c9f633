export { type AggregateTerms, aggregatePayment, aggregateScale, aggregateTerms } from "./aggregate.js";
export { groundUpThreshold } from "./groundUp.js";
export { layer } from "./layer.js";
export { netMean } from "./netMean.js";
export { type ClaimTerms, claimScale, claimTerms, payment } from "./perClaim.js";
export { parseTerms, type Terms, type TermsOptions } from "./terms.js";
