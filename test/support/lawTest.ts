import { Bins } from "./bins.js";
import { type Finding, zFinding } from "./finding.js";
import { binomialLimits, chiSquareLimit, ksLimit, worstOfThousandLimit } from "./limits.js";

/** A law from an independent source: what reference/*.json holds. */
export interface Law {
  readonly edges: readonly number[];
  /** P(X <= edge). */
  readonly cdf: readonly number[];
  /** Positions of edges where the tail beyond, upper or lower, is about 1e-1 to 1e-5. */
  readonly ladder: readonly number[];
  /** E min(X, limit). */
  readonly limited: readonly (readonly [limit: number, mean: number])[];
  /** The first so many edges are atoms, and the law has nothing else up to the last of them. */
  readonly atoms?: number;
}

/**
 * Tests samples against a law: distance of the cdf, chi-square over cells, the worst cell, counts beyond the ladder's edges by exact
 * binomial limits, and limited means, which have a variance even where the law has none. Samples add up.
 */
export class LawTest {
  readonly #law: Law;
  readonly #bins: Bins;
  readonly #deviations: Float64Array;
  readonly #squares: Float64Array;
  #n = 0;
  #offAtoms = 0;

  constructor(law: Law) {
    this.#law = law;
    this.#bins = new Bins(law.edges);
    this.#deviations = new Float64Array(law.limited.length);
    this.#squares = new Float64Array(law.limited.length);
  }

  add(sample: Float64Array): void {
    const { edges, limited, atoms = 0 } = this.#law;
    const cells = atoms > 0 ? new Uint16Array(sample.length) : undefined;
    this.#bins.add(sample, cells);
    if (cells !== undefined) {
      for (let i = 0; i < cells.length; i++) {
        if (cells[i]! < atoms && sample[i] !== edges[cells[i]!]) this.#offAtoms++;
      }
    }
    limited.forEach(([limit, mean], k) => {
      let sum = 0;
      let squares = 0;
      for (let i = 0; i < sample.length; i++) {
        const deviation = Math.min(sample[i]!, limit) - mean;
        sum += deviation;
        squares += deviation * deviation;
      }
      this.#deviations[k]! += sum;
      this.#squares[k]! += squares;
    });
    this.#n += sample.length;
  }

  /** `cells`: about how many the chi-square has; Infinity for every cell of the law that expects a hundred draws. */
  findings(cells = 200): Finding[] {
    const { limited, atoms = 0 } = this.#law;
    const found = [this.#distance(), this.#chiSquare(cells), this.#worstCell(), ...this.#ladder()];
    limited.forEach(([limit, mean], k) => {
      found.push(zFinding(`E min(X, ${limit})`, this.#deviations[k]!, this.#squares[k]!, this.#n, mean));
    });
    if (atoms > 0) found.push({ statistic: "values beside the atoms", value: this.#offAtoms, low: 0, high: 0 });
    return found;
  }

  #distance(): Finding {
    let below = 0;
    let value = 0;
    this.#law.cdf.forEach((cdf, i) => {
      below += this.#bins.counts[i]!;
      value = Math.max(value, Math.abs(below / this.#n - cdf));
    });
    return { statistic: "Kolmogorov-Smirnov", value, low: 0, high: ksLimit(this.#n) };
  }

  /** Cells join until they expect enough; atoms stay by themselves where they expect a hundred. */
  #cells(wanted: number): { expected: number; seen: number }[] {
    const { cdf, atoms = 0 } = this.#law;
    const { counts } = this.#bins;
    const cells: { expected: number; seen: number }[] = [];
    let expected = 0;
    let seen = 0;
    for (let i = 0; i < counts.length; i++) {
      expected += ((cdf[i] ?? 1) - (cdf[i - 1] ?? 0)) * this.#n;
      seen += counts[i]!;
      if (expected >= (i < atoms ? 100 : Math.max(100, (0.99 * this.#n) / wanted))) {
        cells.push({ expected, seen });
        expected = 0;
        seen = 0;
      }
    }
    const last = cells.at(-1)!;
    last.expected += expected;
    last.seen += expected > 0 || seen === 0 ? seen : Infinity;
    return cells;
  }

  #chiSquare(wanted: number): Finding {
    const cells = this.#cells(wanted);
    const value = cells.reduce((sum, { expected, seen }) => sum + (seen - expected) ** 2 / expected, 0);
    const high = cells.length > 1 ? chiSquareLimit(cells.length - 1) : 0;
    return { statistic: `chi-square, ${cells.length} cells`, value, low: 0, high };
  }

  /** One bad cell drowns among the good ones of a chi-square; by itself it does not. */
  #worstCell(): Finding {
    const deviations = this.#cells(Infinity).map(({ expected, seen }) => {
      return Math.abs(seen - expected) / Math.sqrt(expected * Math.max(1e-9, 1 - expected / this.#n));
    });
    return { statistic: "worst cell, |z|", value: Math.max(...deviations), low: 0, high: worstOfThousandLimit };
  }

  #ladder(): Finding[] {
    const { edges, cdf, ladder } = this.#law;
    const below = cumulative(this.#bins.counts);
    return ladder.map((i) => {
      const upper = cdf[i]! > 0.5;
      const [low, high] = binomialLimits(this.#n, upper ? 1 - cdf[i]! : cdf[i]!);
      const value = upper ? this.#n - below[i]! : below[i]!;
      return { statistic: `count ${upper ? "above" : "up to"} ${edges[i]}`, value, low, high };
    });
  }
}

function cumulative(counts: Float64Array): Float64Array {
  let sum = 0;
  return counts.map((count) => {
    sum += count;
    return sum;
  });
}
