// Random words. A stream belongs to (key, chunk): the key is a SHA-256 that the caller makes out of the seed and the
// component's name, the chunk is a counter. ChaCha20 (RFC 8439; Bernstein 2008) turns both into the state of four
// lanes of xoshiro256++ (Blackman & Vigna 2021, doi 10.1145/3460772), which then makes the words: neighbouring seeds,
// names and chunks get states that nothing but breaking the cipher could tell from independent ones.

import { CHACHA, STATE, WORDS, WORDS_END } from "./layout";

/** Where the next word stands; at WORDS_END the buffer is empty. */
let cursor: usize = WORDS_END;

@inline
function quarter(a: usize, b: usize, c: usize, d: usize): void {
  let x = load<u32>(a);
  let y = load<u32>(b);
  let z = load<u32>(c);
  let w = load<u32>(d);
  x += y;
  w = rotl<u32>(w ^ x, 16);
  z += w;
  y = rotl<u32>(y ^ z, 12);
  x += y;
  w = rotl<u32>(w ^ x, 8);
  z += w;
  y = rotl<u32>(y ^ z, 7);
  store<u32>(a, x);
  store<u32>(b, y);
  store<u32>(c, z);
  store<u32>(d, w);
}

@inline
function initial(key: usize, counter: u32, chunk: u64, i: i32): u32 {
  if (i == 0) return 0x61707865;
  if (i == 1) return 0x3320646e;
  if (i == 2) return 0x79622d32;
  if (i == 3) return 0x6b206574;
  if (i < 12) return load<u32>(key + (<usize>(i - 4) << 2));
  if (i == 12) return counter;
  if (i == 13) return <u32>chunk;
  if (i == 14) return <u32>(chunk >> 32);
  return 0;
}

/** One ChaCha20 block of 64 bytes at `out`; the nonce is the chunk as 64 bits, little-endian, and 32 zero bits. */
export function chacha20(key: usize, counter: u32, chunk: u64, out: usize): void {
  for (let i = 0; i < 16; i++) store<u32>(out + (<usize>i << 2), initial(key, counter, chunk, i));
  for (let round = 0; round < 10; round++) {
    quarter(out, out + 16, out + 32, out + 48);
    quarter(out + 4, out + 20, out + 36, out + 52);
    quarter(out + 8, out + 24, out + 40, out + 56);
    quarter(out + 12, out + 28, out + 44, out + 60);
    quarter(out, out + 20, out + 40, out + 60);
    quarter(out + 4, out + 24, out + 44, out + 48);
    quarter(out + 8, out + 28, out + 32, out + 52);
    quarter(out + 12, out + 16, out + 36, out + 56);
  }
  for (let i = 0; i < 16; i++) {
    const at = out + (<usize>i << 2);
    store<u32>(at, load<u32>(at) + initial(key, counter, chunk, i));
  }
}

/** Starts the stream of (key, chunk); words left over from another one are forgotten. */
export function startStream(key: usize, chunk: u64): void {
  chacha20(key, 0, chunk, CHACHA);
  chacha20(key, 1, chunk, CHACHA + 64);
  memory.copy(STATE, CHACHA, 128);
  cursor = WORDS_END;
}

@inline
function rotate(x: v128, bits: i32): v128 {
  return v128.or(i64x2.shl(x, bits), i64x2.shr_u(x, 64 - bits));
}

/** Fills the buffer: step i of the four lanes makes words 4i to 4i + 3. The state stays in registers meanwhile. */
function refill(): void {
  let a0 = v128.load(STATE, 0);
  let b0 = v128.load(STATE, 16);
  let a1 = v128.load(STATE, 32);
  let b1 = v128.load(STATE, 48);
  let a2 = v128.load(STATE, 64);
  let b2 = v128.load(STATE, 80);
  let a3 = v128.load(STATE, 96);
  let b3 = v128.load(STATE, 112);
  for (let at = WORDS; at < WORDS_END; at += 32) {
    v128.store(at, i64x2.add(rotate(i64x2.add(a0, a3), 23), a0));
    v128.store(at, i64x2.add(rotate(i64x2.add(b0, b3), 23), b0), 16);
    const ta = i64x2.shl(a1, 17);
    const tb = i64x2.shl(b1, 17);
    a2 = v128.xor(a2, a0);
    b2 = v128.xor(b2, b0);
    a3 = v128.xor(a3, a1);
    b3 = v128.xor(b3, b1);
    a1 = v128.xor(a1, a2);
    b1 = v128.xor(b1, b2);
    a0 = v128.xor(a0, a3);
    b0 = v128.xor(b0, b3);
    a2 = v128.xor(a2, ta);
    b2 = v128.xor(b2, tb);
    a3 = rotate(a3, 45);
    b3 = rotate(b3, 45);
  }
  v128.store(STATE, a0, 0);
  v128.store(STATE, b0, 16);
  v128.store(STATE, a1, 32);
  v128.store(STATE, b1, 48);
  v128.store(STATE, a2, 64);
  v128.store(STATE, b2, 80);
  v128.store(STATE, a3, 96);
  v128.store(STATE, b3, 112);
  cursor = WORDS;
}

/** The next 64 random bits. */
@inline
export function word(): u64 {
  if (cursor == WORDS_END) refill();
  const bits = load<u64>(cursor);
  cursor += 8;
  return bits;
}

/** The address of the next `count` words in a row, at most WORD_BATCH. */
@inline
export function takeWords(count: i32): usize {
  const bytes = <usize>count << 3;
  if (cursor + bytes > WORDS_END) refillBehind();
  const first = cursor;
  cursor += bytes;
  return first;
}

function refillBehind(): void {
  const left = WORDS_END - cursor;
  memory.copy(WORDS - left, cursor, left);
  refill();
  cursor = WORDS - left;
}

/** A word as a number in (0, 1), never an end: 52 bits and a half. */
@inline
export function unit(bits: u64): f64 {
  return (<f64>(<i64>(bits >> 12)) + 0.5) * 2.220446049250313e-16;
}

@inline
export function uniform(): f64 {
  return unit(word());
}
