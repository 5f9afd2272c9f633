/** "expand 32-byte k" */
const constants = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const;
const columns = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
] as const;
const diagonals = [
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

/** One block of ChaCha20 (RFC 8439, 2.3) as sixteen u32: a key and a nonce are bytes, read as little-endian u32. */
export function chacha20(key: Uint8Array, counter: number, nonce: Uint8Array): Uint32Array {
  const start = Uint32Array.from([...constants, ...littleEndian(key), counter, ...littleEndian(nonce)]);
  const block = start.slice();
  for (let round = 0; round < 10; round++) {
    for (const [a, b, c, d] of columns) quarterRound(block, a, b, c, d);
    for (const [a, b, c, d] of diagonals) quarterRound(block, a, b, c, d);
  }
  return block.map((word, i) => word + start[i]!);
}

function quarterRound(block: Uint32Array, a: number, b: number, c: number, d: number): void {
  const step = (to: number, from: number, turned: number, bits: number): void => {
    block[to] = block[to]! + block[from]!;
    const mixed = block[turned]! ^ block[to]!;
    block[turned] = (mixed << bits) | (mixed >>> (32 - bits));
  };
  step(a, b, d, 16);
  step(c, d, b, 12);
  step(a, b, d, 8);
  step(c, d, b, 7);
}

function littleEndian(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(4 * i, true));
}
