import { math } from "../../../dist/kernel.js";
import { normalOf } from "./normal.js";
import { fraction, type Stream } from "./stream.js";

/** What Marsaglia & Tsang's method (2000, doi 10.1145/358407.358414) needs of a shape; assembly/gamma.ts. */
export interface GammaShape {
  readonly d: number;
  readonly c: number;
  readonly squeeze: number;
  /** 1 / shape below 1, where a variable of shape + 1 is drawn and taken down; else 0. */
  readonly boost: number;
}

/** The squeeze in units of 1 / (108 d), from each d on. */
const squeezes = [
  { from: 1000, factor: 1.06 },
  { from: 100, factor: 1.12 },
  { from: 30, factor: 1.19 },
  { from: 9, factor: 1.31 },
  { from: 11 / 3, factor: 1.48 },
  { from: 5 / 3, factor: 1.73 },
  { from: 1, factor: 2.01 },
  { from: 0, factor: 2.39 },
];

export function gammaShape(shape: number): GammaShape {
  const boosted = shape < 1;
  const d = (boosted ? shape + 1 : shape) - 1 / 3;
  const { factor } = squeezes.find(({ from }) => d >= from)!;
  return { d, c: 1 / Math.sqrt(9 * d), squeeze: factor / (108 * d), boost: boosted ? 1 / shape : 0 };
}

/**
 * A gamma variable of scale 1, before the boost, given the words of the first normal and of the first uniform. That one
 * may be 0; those of later attempts are in (0, 1).
 */
export function gammaOf({ d, c, squeeze }: GammaShape, normal: bigint, uniform: bigint, stream: Stream): number {
  let x = normalOf(normal, stream);
  let u = fraction(uniform);
  while (true) {
    const root = 1 + c * x;
    if (root > 0) {
      const v = root * root * root;
      const square = x * x;
      if (u < 1 - squeeze * (square * square)) return d * v;
      if (math.log(u) < 0.5 * square + d * (1 - v + math.log(v))) return d * v;
    }
    x = normalOf(stream.word(), stream);
    u = stream.uniform();
  }
}
