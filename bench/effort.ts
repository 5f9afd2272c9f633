/** How much work a run of the benchmarks does. */
export interface Effort {
  /** Fresh processes of every program: what is printed are medians over them. */
  readonly rounds: number;
  /** Rounds of setup, whose processes time nothing else. */
  readonly setupRounds: number;
  /** A factor on lundberg's trials. */
  readonly size: number;
  /** Of a table with many cases, every one or every second. */
  readonly every: 1 | 2;
  /** Processor time that a peer is given for one measurement. */
  readonly peerSeconds: number;
}

export const full: Effort = { rounds: 5, setupRounds: 5, size: 1, every: 1, peerSeconds: 0.04 };
export const quick: Effort = { rounds: 3, setupRounds: 1, size: 0.1, every: 2, peerSeconds: 0.015 };
