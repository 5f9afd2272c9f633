import { blockTrials, math } from "../kernel.js";
import { betweenLobatto, interpolate, lobatto } from "./interpolate.js";
import { layOut } from "./layOut.js";
import { evaluate } from "./panels.js";

/** Claims in descending order by their arrivals: a claim arrives at the mean number of claims that are larger. */
export interface Arrivals {
  /** The claim that arrives there, never ascending; called between 0 and `end`. */
  readonly claimAt: (arrival: number) => number;
  /** How far off that may be by rounding. */
  readonly rounding: (claim: number) => number;
  /** Stretches of arrivals at which all claims are equal, ascending, apart from each other. */
  readonly atoms: readonly ArrivalsOfAtom[];
  /** The mean number of claims. */
  readonly end: number;
}

export interface ArrivalsOfAtom {
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The claims are right to 2^-32 of themselves; pieces that fewer than one trial in 2^24 falls into, to as much less as
 * they are rarer, 2^-20 at the worst; small claims to 2^-36 of the median. No mean over 1e13 trials could tell.
 */
const relative = 2.3283064365386963e-10;
const rare = 5.9604644775390625e-8;
const inTail = 9.5367431640625e-7;
const absolute = 1.4551915228366852e-11;
/** 2^-65: no trial's v is below. */
const leastPlace = 2.710505431213761e-20;
/** Of v: how narrow a piece may become at a jump of the quantile, or where v has no more digits to tell arrivals apart. */
const narrowest = 2.3283064365386963e-10;
/** Beyond so many pieces a claim is taken as the polynomial has it. */
const mostPieces = 4000;
/** Claims beyond are no doubles any more, as everywhere (panels.ts). */
const largest = 1e290;

const terms = 8;
const pieceNumbers = 16;

/** Where a piece ends, and the claims on it. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly least: number;
  readonly most: number;
  readonly coefficients: Float64Array;
  readonly atom: ArrivalsOfAtom | undefined;
}

/**
 * The kernel's table of the largest claim of a trial (assembly/largest.ts): as a function of v, where 1 - v * v is the
 * probability that no claim arrives before it.
 */
export function largestClaimTable(arrivals: Arrivals): Float64Array {
  const pieces = piecesOf(arrivals);
  const numbers = new Float64Array(pieceNumbers * pieces.length);
  pieces.forEach(({ from, to, least, most, coefficients, atom }, i) => {
    const last = i === pieces.length - 1;
    const place = [last ? Infinity : to, (from + to) / 2, to > from ? 2 / (to - from) : 0, least, most];
    numbers.set([...place, atom?.to ?? 0, atom === undefined ? 0 : 1 / (atom.to - atom.from)], pieceNumbers * i);
    numbers.set(coefficients, pieceNumbers * i + pieceNumbers - terms);
  });
  const index = new Uint32Array(blockTrials);
  for (let stratum = 0, piece = 0; stratum < blockTrials; stratum++) {
    while (piece < pieces.length - 1 && pieces[piece]!.to < stratum / blockTrials) piece++;
    index[stratum] = piece * pieceNumbers * 8;
  }
  return layOut({ tables: { 0: new Float64Array(index.buffer), 1: numbers } });
}

function piecesOf(arrivals: Arrivals): Piece[] {
  const pieces: Piece[] = [];
  let before = 0;
  for (const atom of arrivals.atoms) {
    addSmooth(pieces, arrivals, placeOf(before), placeOf(atom.from));
    addEqual(pieces, placeOf(atom.from), placeOf(atom.to), atom.value, atom);
    before = atom.to;
  }
  addSmooth(pieces, arrivals, placeOf(before), placeOf(arrivals.end));
  // No claim at all.
  addEqual(pieces, placeOf(arrivals.end), 2, 0);
  return pieces;
}

/** Adds pieces from one v to another that are short enough for polynomials. */
function addSmooth(pieces: Piece[], arrivals: Arrivals, from: number, to: number): void {
  if (!(to > from)) return;
  const least = claimOf(arrivals, to);
  if (to <= leastPlace || least === largest) {
    addEqual(pieces, from, to, least < largest ? least : Infinity);
    return;
  }
  const divisible = to - from > narrowest * to && pieces.length < mostPieces;
  // Across many orders of magnitude a power of v is no polynomial.
  const fitted = to > 2 * from && divisible ? undefined : polynomialPiece(arrivals, from, to);
  if (fitted !== undefined && (fitted.follows || !divisible)) {
    pieces.push(fitted.piece);
    return;
  }
  const middle = from + (to - from) / 2;
  addSmooth(pieces, arrivals, from, middle);
  addSmooth(pieces, arrivals, middle, to);
}

/** The claims between two v as a polynomial, and whether that follows them. */
function polynomialPiece(arrivals: Arrivals, from: number, to: number): { piece: Piece; follows: boolean } {
  const at = (place: number): number => claimOf(arrivals, from + place * (to - from));
  const values = Float64Array.from(lobatto, at);
  const places = lobatto.map((place) => 2 * place - 1);
  const coefficients = interpolate(places, values, terms);
  const allowed = Math.min(inTail, relative * Math.max(1, rare / (to * to - from * from)));
  const floor = absolute * arrivals.claimAt(arrivals.end / 2);
  const follows = betweenLobatto.every((place) => {
    const exact = at(place);
    const error = Math.abs(evaluate(coefficients, 2 * place - 1) - exact);
    return error <= allowed * exact + floor + arrivals.rounding(exact);
  });
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return { piece: { from, to, least, most, coefficients, atom: undefined }, follows };
}

/** The claim of a v at which there is one. */
function claimOf({ claimAt, end }: Arrivals, v: number): number {
  return Math.min(largest, claimAt(Math.min(arrivalOf(v), end)));
}

function addEqual(pieces: Piece[], from: number, to: number, value: number, atom?: ArrivalsOfAtom): void {
  if (!(to > from)) return;
  const coefficients = new Float64Array(terms);
  coefficients[0] = value;
  pieces.push({ from, to, least: value, most: value, coefficients, atom });
}

/** The v of an arrival, and the arrival of a v. */
function placeOf(arrival: number): number {
  return Math.sqrt(-math.expm1(-arrival));
}

function arrivalOf(v: number): number {
  return -math.log1p(-v * v);
}
