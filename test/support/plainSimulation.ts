/**
 * The simulation as a textbook would write it: trial by trial, policy by policy, claim by claim, the terms in their
 * order. It shares nothing with the library, neither code nor random numbers nor method.
 */
export interface PlainModel {
  readonly policies: number;
  readonly count: (random: Random) => number;
  readonly claim: (random: Random) => number;
  readonly trend?: number;
  readonly deductible?: number;
  readonly franchise?: boolean;
  readonly attachment?: number;
  readonly limit?: number;
  readonly share?: number;
  readonly aggregateDeductible?: number;
  readonly aggregateLimit?: number;
  readonly aggregateShare?: number;
  readonly perBucket?: boolean;
}

/** Uniform on (0, 1). */
export type Random = () => number;

export function simulatePlainly(model: PlainModel, trials: number, seed: number): Float64Array {
  const { trend = 1, deductible = 0, franchise = false, attachment = 0, limit = Infinity, share = 1 } = model;
  const { aggregateDeductible = 0, aggregateLimit = Infinity, aggregateShare = 1, perBucket = false } = model;
  const random = sfc32(seed);
  const aggregate = (sum: number): number =>
    aggregateShare * Math.min(Math.max(sum - aggregateDeductible, 0), aggregateLimit);
  return Float64Array.from({ length: trials }, () => {
    let total = 0;
    for (let policy = 0; policy < model.policies; policy++) {
      let sum = 0;
      for (let claims = model.count(random); claims > 0; claims--) {
        const x = trend * model.claim(random);
        const afterDeductible = franchise ? (x > deductible ? x : 0) : Math.max(x - deductible, 0);
        sum += share * Math.min(Math.max(afterDeductible - attachment, 0), limit);
      }
      total += perBucket ? sum : aggregate(sum);
    }
    return perBucket ? aggregate(total) : total;
  });
}

/** Small fast counter generator (Doty-Humphrey, PractRand), 53 bits a number. */
function sfc32(seed: number): Random {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88, 1];
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  };
  for (let i = 0; i < 20; i++) next();
  return () => ((next() >>> 5) * 67_108_864 + (next() >>> 6) + 0.5) / 9_007_199_254_740_992;
}
