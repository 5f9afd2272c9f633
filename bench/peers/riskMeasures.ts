/** VaR and TVaR at a level, as `riskMeasures` of lundberg defines them. */
export interface RiskMeasure {
  readonly level: number;
  readonly var: number;
  readonly tvar: number;
}

/** VaR's rank: ceil(n * p), with n * p taken as an integer where it is one but for rounding. */
export function rank(length: number, level: number): number {
  const product = length * level;
  const nearest = Math.round(product);
  return Math.abs(product - nearest) <= length * 2 ** -52 ? nearest : Math.ceil(product);
}

/** TVaR at a level (Acerbi & Tasche 2002): the part of the VaR's atom that belongs to the tail is counted. */
export function tailMean(tailSum: number, valueAtRisk: number, length: number, level: number): number {
  const beyond = length - length * level;
  return (tailSum + (rank(length, level) - length * level) * valueAtRisk) / beyond;
}
