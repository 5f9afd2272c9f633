import { gridPlace } from "./discretise.js";

/** How a law on a grid was found. */
interface GridLawParts {
  readonly step: number;
  /** The grid point of the first mass, below which there is next to nothing. */
  readonly first: number;
  /** P(S = (first + i) step) by hat functions: grid points share what is between them. */
  readonly masses: Float64Array;
  /** Probabilities of single amounts, by grid point; the rest of the masses is a density. */
  readonly atoms: ReadonlyMap<number, number>;
  /** Nothing lies between grid points. */
  readonly lattice: boolean;
}

/**
 * The law of an amount S >= 0 in a window of a grid. Its masses are those of hat functions, so a cumulated mass is the
 * distribution function at the midpoint behind it, to second order in the step, and E max(x - S, 0) is right at grid points; between
 * those places cubic polynomials interpolate. Atoms are kept apart, because nothing is smooth across them.
 */
export class GridLaw {
  readonly step: number;
  readonly first: number;
  readonly points: number;
  readonly #lattice: boolean;
  /** Places in the arrays at which the density may jump: 0, the atoms, and the end. */
  readonly #edges: readonly number[];
  /** P(S <= (first + i + 1/2) step), of the density and of the atoms. */
  readonly #smooth: Float64Array;
  readonly #jumps: Float64Array;
  /** E max((first + i) step - S, 0) / step of the density and of the atoms. */
  readonly #smoothBelow: Float64Array;
  readonly #jumpsBelow: Float64Array;

  constructor({ step, first, masses, atoms, lattice }: GridLawParts) {
    const points = masses.length;
    this.step = step;
    this.first = first;
    this.points = points;
    this.#lattice = lattice;
    const places = [...atoms.keys()].map((at) => at - first);
    this.#edges = [...new Set([0, ...places, points - 1])].sort((a, b) => a - b);
    this.#smooth = new Float64Array(points);
    this.#jumps = new Float64Array(points);
    this.#smoothBelow = new Float64Array(points);
    this.#jumpsBelow = new Float64Array(points);
    (lattice ? this.#jumps : this.#smooth).set(masses);
    for (const [at, atom] of lattice ? [] : atoms) {
      const i = at - first;
      if (!(i >= 0 && i < points)) continue;
      this.#smooth[i]! -= atom;
      this.#jumps[i] = atom;
    }
    accumulate(this.#smooth, this.#smoothBelow);
    accumulate(this.#jumps, this.#jumpsBelow);
  }

  /** Where the grid ends; what is asked of larger amounts is not known. */
  get end(): number {
    return (this.first + this.points - 1) * this.step;
  }

  /** P(S <= x). */
  cdf(x: number): number {
    const at = this.#place(x);
    if (!(at >= 0)) return 0;
    return this.#jumps[Math.min(Math.floor(at), this.points - 1)]! + this.#smoothAt(at);
  }

  /** E max(x - S, 0). */
  below(x: number): number {
    const at = this.#place(x);
    if (!(at > 0)) return 0;
    const i = Math.min(Math.floor(at), this.points - 2);
    const jumps = this.#jumpsBelow[i]! + (at - i) * this.#jumps[i]!;
    return (
      this.step * (jumps + (at === i ? this.#smoothBelow[i]! : cubic(this.#smoothBelow, at, ...this.#between(at))))
    );
  }

  /** The mean of P(S <= x) over the cell of one step that begins at `at` steps. */
  cellMean(at: number): number {
    const place = at - this.first;
    if (place <= -1) return 0;
    if (place >= this.points - 1) return 1;
    const i = Math.max(0, Math.floor(place));
    if (place <= i) return (1 + place - i) * (this.#jumps[i]! + this.#smooth[i]!);
    const jumps = this.#jumps[i]! + (place - i) * (this.#jumps[i + 1]! - this.#jumps[i]!);
    return jumps + cubic(this.#smooth, place, 0, this.points - 1);
  }

  /** The least x with P(S <= x) >= p; Infinity where the grid ends before it. */
  quantile(p: number): number {
    let [low, high] = [0, this.points - 1];
    const through = (i: number): number => this.#jumps[i]! + this.#smooth[i]!;
    if (!(through(high) >= p)) return Infinity;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (through(middle) >= p) high = middle;
      else low = middle + 1;
    }
    const i = high;
    const before = i === 0 ? 0 : this.#jumps[i - 1]!;
    const here = this.#smoothAt(i);
    if (this.#lattice) return (this.first + i) * this.step;
    if (i > 0 && before + here >= p) return this.#solve(p - before, i - 0.5, i);
    if (this.#jumps[i]! + here >= p) return (this.first + i) * this.step;
    return this.#solve(p - this.#jumps[i]!, i, i + 0.5);
  }

  #place(x: number): number {
    return gridPlace(x / this.step) - this.first;
  }

  #solve(p: number, from: number, to: number): number {
    let [low, high] = [from, to];
    for (;;) {
      const middle = (low + high) / 2;
      if (!(middle > low && middle < high && high - low > 1e-15 * (this.first + high))) break;
      if (this.#smoothAt(middle) >= p) high = middle;
      else low = middle;
    }
    return this.step * (this.first + high);
  }

  /** The edges on both sides of a place. */
  #between(at: number): readonly [number, number] {
    let [low, high] = [0, this.#edges.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.#edges[middle]! <= at) low = middle;
      else high = middle;
    }
    return [this.#edges[low]!, this.#edges[high]!];
  }

  /** The density's part of the distribution function at a place. */
  #smoothAt(at: number): number {
    if (this.#lattice) return 0;
    const last = this.points - 1;
    // Half a hat stands at the beginning: from there to the first midpoint.
    if (at <= 0.5) return Math.max(0, 2 * at * this.#smooth[0]!);
    if (at >= last) return this.#smooth[last]!;
    const [from, to] = this.#between(at);
    return cubic(this.#smooth, at - 0.5, from, to - 1);
  }
}

/**
 * Sums in the place of masses, and sums of the sums before each, both with the rounding error of every addition carried along
 * (Kahan 1965, doi 10.1145/363707.363723): where next to nothing is added to nearly 1, again and again, all err alike.
 */
function accumulate(masses: Float64Array, below: Float64Array): void {
  let [sum, lost, total, missed] = [0, 0, 0, 0];
  for (let i = 0; i < masses.length; i++) {
    below[i] = total;
    const mass = masses[i]! - lost;
    const next = sum + mass;
    lost = next - sum - mass;
    sum = next;
    masses[i] = sum;
    const added = sum - missed;
    const further = total + added;
    missed = further - total - added;
    total = further;
  }
}

/**
 * Lagrange's polynomial through the four values about a place, none of them beyond `from` and `to`, across which the values are not
 * smooth; where there is no room for four, all the same.
 */
function cubic(values: Float64Array, at: number, from: number, to: number): number {
  const room = to - from >= 3;
  const [least, most] = room ? [from, to - 3] : [0, values.length - 4];
  const first = Math.min(Math.max(Math.floor(at) - 1, least), most);
  const t = at - first;
  const [a, b, c, d] = [t, t - 1, t - 2, t - 3];
  return (
    (-b * c * d * values[first]!) / 6 +
    (a * c * d * values[first + 1]!) / 2 -
    (a * b * d * values[first + 2]!) / 2 +
    (a * b * c * values[first + 3]!) / 6
  );
}
