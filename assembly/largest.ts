// The largest claim of each trial of a block, drawn before the others and stratified.
//
// Put in descending order, Poisson claims X with the mean number lambda arrive as a Poisson process of unit rate on
// (0, lambda): the claim that arrives at g is the one that lambda * P(X > x) = g names. So the largest arrives at an
// exponential g, there is none where g > lambda, and whatever it is, the others are those of the whole process that come
// later. A trial's claims are therefore drawn as ever, and those above its largest are dropped.
//
// 1 - exp(-g) is uniform. Here it is v * v, v being uniform, and the trial has the weight d(v * v)/dv = 2v: large claims are
// drawn more often than they occur, and count for less. In each block v falls once into each of 4096 strata, which trials
// get by a random permutation: so the block's mean of a function of the largest claim is all but exact, components that do
// this side by side are a Latin hypercube (McKay, Beckman & Conover 1979, doi 10.2307/1268522), and some of a block's trials
// are a sample as good as any.
//
// Table, sixteen numbers and then its tables: of each stratum the piece that it begins in (offset, u32 from the first
// piece), pieces (offset). A piece, 128 bytes: the v at which it ends, its centre, 1 / half its width, the least and the
// largest claim there, and eight coefficients of the claim as a polynomial in t from -1 to 1. Where the piece is an atom,
// the arrival of its last claim, and 1 / its claims' mean number, which else is 0: claims that are equal to the largest are
// then those of the atom, and each is later with the same probability.

import { BLOCK_TRIALS, LARGEST, STRATA, TIES, WEIGHTS } from "./layout";
import { log1p } from "./special/elementary";
import { startStream, uniform } from "./stream";

const INDEX: usize = 0;
const PIECES: usize = 8;

const CENTRE: usize = 8;
const PER_HALF: usize = 16;
const LEAST: usize = 24;
const MOST: usize = 32;
const ATOM_END: usize = 40;
const PER_ATOM: usize = 48;
const COEFFICIENTS: usize = 64;
const PIECE_BYTES: usize = 128;

const PER_STRATUM: f64 = 1 / <f64>BLOCK_TRIALS;

/** Gives the trials of a block the weight 1. */
export function clearWeights(): void {
  for (let at = WEIGHTS; at < WEIGHTS + (<usize>BLOCK_TRIALS << 3); at += 8) store<f64>(at, 1);
}

/** Draws the largest claims of block number `block`, from a stream of their own, and multiplies the trials' weights. */
export function drawLargestClaims(table: usize, key: usize, block: f64): void {
  const index = table + <usize>load<u32>(table, INDEX);
  const pieces = table + <usize>load<u32>(table, PIECES);
  startStream(key, <u64>block);
  shuffleStrata();
  for (let i: usize = 0; i < <usize>BLOCK_TRIALS; i++) {
    const stratum = load<u32>(STRATA + (i << 2));
    const v = (<f64>stratum + uniform()) * PER_STRATUM;
    let piece = pieces + <usize>load<u32>(index + (<usize>stratum << 2));
    while (v > load<f64>(piece)) piece += PIECE_BYTES;
    const at = i << 3;
    store<f64>(LARGEST + at, claimOf(piece, v));
    const perAtom = load<f64>(piece, PER_ATOM);
    store<f64>(TIES + at, perAtom == 0 ? 0 : (load<f64>(piece, ATOM_END) + log1p(-v * v)) * perAtom);
    store<f64>(WEIGHTS + at, load<f64>(WEIGHTS + at) * (2 * v));
  }
}

/** Durstenfeld's shuffle (1964, doi 10.1145/364520.364540), from the inside out. */
function shuffleStrata(): void {
  for (let i = 0; i < BLOCK_TRIALS; i++) {
    const other = STRATA + (<usize>(uniform() * <f64>(i + 1)) << 2);
    const here = STRATA + (<usize>i << 2);
    store<u32>(here, load<u32>(other));
    store<u32>(other, i);
  }
}

/** Even powers in one lane, odd ones in the other; rounding stays inside the piece's claims, so that all ascend together. */
@inline
function claimOf(piece: usize, v: f64): f64 {
  const t = (v - load<f64>(piece, CENTRE)) * load<f64>(piece, PER_HALF);
  const square = f64x2.splat(t * t);
  let halves = v128.load(piece, COEFFICIENTS + 48);
  halves = f64x2.add(f64x2.mul(halves, square), v128.load(piece, COEFFICIENTS + 32));
  halves = f64x2.add(f64x2.mul(halves, square), v128.load(piece, COEFFICIENTS + 16));
  halves = f64x2.add(f64x2.mul(halves, square), v128.load(piece, COEFFICIENTS));
  const value = f64x2.splat(f64x2.extract_lane(halves, 0) + f64x2.extract_lane(halves, 1) * t);
  const within = f64x2.pmin(f64x2.splat(load<f64>(piece, MOST)), f64x2.pmax(f64x2.splat(load<f64>(piece, LEAST)), value));
  return f64x2.extract_lane(within, 0);
}

/** Of the claims from `at` on that are equal to the largest, the sum of those that are later. */
export function sumOfTies(at: usize, bytes: usize, largest: f64, later: f64): f64 {
  let sum: f64 = 0;
  for (let i: usize = 0; i < bytes; i += 8) {
    if (load<f64>(at + i) == largest && uniform() < later) sum += largest;
  }
  return sum;
}
