/** Uniforms from a linear congruential generator; a share of them is 0. */
export function lossesOf(count: number, zeros = 0, seed = 1): Float64Array {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return Float64Array.from({ length: count }, () => (next() < zeros ? 0 : 1 / next()));
}

export const bytesOf = (losses: Float64Array | Float32Array): Buffer =>
  Buffer.from(losses.buffer, losses.byteOffset, losses.byteLength);
