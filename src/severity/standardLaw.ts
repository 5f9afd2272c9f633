/** What a probability is like far out: e^log z^power towards 0, or e^log z^-power towards Infinity. */
export interface PowerTail {
  readonly power: number;
  readonly log: number;
}

/**
 * The law of a Z > 0 without a scale, out of which families are made by powers (scaledPower.ts). Its functions are
 * called with z from 1e-290 to 1e290 only; beyond, the tails below say everything, also where z is no double any more.
 */
export interface StandardLaw {
  /** z times the density: the density of log Z. */
  readonly term: (z: number) => number;
  /** P(Z <= z) and P(Z > z), each to relative accuracy. */
  readonly cdf: (z: number) => number;
  readonly survival: (z: number) => number;
  /** 0 or Infinity where they are not within the range above. */
  readonly quantile: (p: number) => number;
  readonly survivalQuantile: (s: number) => number;
  /** log E[Z^j] for any real j, Infinity where that is infinite. */
  readonly logMoment: (j: number) => number;
  /** The law whose density is in proportion to z^j times this one's, for a j with a finite moment. */
  readonly tilted: (j: number) => StandardLaw;
  /** P(Z <= z) as z falls to 0. */
  readonly lower: PowerTail;
  /** P(Z > z) as z grows, where that is a power of z; without it, nothing is left at 1e290. */
  readonly upper?: PowerTail;
}

export const leastStandard = 1e-290;
export const mostStandard = 1e290;
