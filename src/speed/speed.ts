/** What a trial is made of, as far as it takes time: how often each piece is done, and how long one takes. */
export interface Pieces {
  /** Losses of an output that are written and whose moments are taken, drawn or not. */
  readonly writing: number;
  /** Whole sums of claims, from the table of their own law. */
  readonly stripSum: number;
  /** Whole sums of claims, each a count and a gamma variable. */
  readonly gammaSum: number;
  readonly claim: number;
  /** Trials whose claims are drawn one by one. */
  readonly trialOfClaims: number;
  /** The same in runs with outputs, where claims are drawn from the ground up and their terms applied to each. */
  readonly shownClaim: number;
  readonly trialOfShownClaims: number;
  /** Policies that have claims, where each is looked at by itself. */
  readonly group: number;
  /** Trials whose largest claim is drawn first. */
  readonly largestClaim: number;
  /** What `keep: "none"` and `storage: "float32"` do more to a loss that is written. */
  readonly tally: number;
  readonly rounding: number;
}

/** How fast a machine is, in nanoseconds of one thread. It decides how fast a run is done, and nothing that is drawn. */
export interface Speed {
  readonly pieces: Pieces;
  /** A run before its first trial and after its last, on the calling thread and with tables that are made. */
  readonly setup: number;
  /** What `keep: "none"` takes more than that for its bins, which it has once. */
  readonly bins: number;
  /** What a run takes more than that on threads that are up. */
  readonly dispatch: number;
  /** The work for each of two threads from which on two that are up are faster than the calling thread. */
  readonly breakEven: number;
  /** n threads are n / (1 + s (n - 1)) times as fast as one, s being this share (Amdahl 1967, doi 10.1145/1465482.1465560). */
  readonly serialShare: number;
}

/**
 * Where nothing was calibrated: warm runs on the machine of docs/performance.md, but for the break-even, which is what it is
 * worth to start a thread for, and the serial share, which is a little more than that of a quiet machine.
 */
export const builtIn: Speed = {
  pieces: {
    writing: 1.3,
    stripSum: 1.7,
    gammaSum: 4.0,
    claim: 2.0,
    trialOfClaims: 4.4,
    shownClaim: 4.2,
    trialOfShownClaims: 16.5,
    group: 11,
    largestClaim: 12,
    tally: 2.5,
    rounding: 0.5,
  },
  setup: 500_000,
  bins: 18_000_000,
  dispatch: 200_000,
  breakEven: 4_000_000,
  serialShare: 0.1,
};

export const pieceNames: readonly (keyof Pieces)[] = Object.keys(builtIn.pieces) as (keyof Pieces)[];

/** How many times as fast as one thread so many are. */
export function speedup({ serialShare }: Speed, threads: number): number {
  return threads / (1 + serialShare * (threads - 1));
}
