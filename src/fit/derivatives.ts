import type { Matrix } from "./cholesky.js";

/** A function of a point, here always a log-likelihood: -Infinity where it has none. */
export type Objective = (point: readonly number[]) => number;

export interface Derivatives {
  readonly value: number;
  readonly gradient: readonly number[];
  /** Minus the matrix of second derivatives. */
  readonly information: Matrix;
}

/** Coordinates are logarithms or numbers of the order of 1. */
export const widestStep = 0.01;
const narrowestStep = 1e-9;

/**
 * First and second derivatives by central differences of fourth order (mixed ones of second), coordinate i being moved by
 * steps[i] and twice that; undefined where the function is not finite at one of these points.
 */
export function derivatives(f: Objective, point: readonly number[], steps: readonly number[]): Derivatives | undefined {
  const moved = (...by: readonly (readonly [i: number, steps: number])[]): number => {
    const to = [...point];
    for (const [i, times] of by) to[i]! += times * steps[i]!;
    return f(to);
  };
  const value = f(point);
  const gradient: number[] = [];
  const information: number[][] = point.map(() => []);
  for (let i = 0; i < point.length; i++) {
    const [low2, low, high, high2] = [moved([i, -2]), moved([i, -1]), moved([i, 1]), moved([i, 2])];
    const h = steps[i]!;
    gradient.push((8 * (high - low) - (high2 - low2)) / (12 * h));
    // Differences from the value keep more digits than the sum of large terms.
    const near = high - value + (low - value);
    const far = high2 - value + (low2 - value);
    information[i]![i] = (far - 16 * near) / (12 * h * h);
    for (let j = 0; j < i; j++) {
      const along = moved([i, 1], [j, 1]) - value + (moved([i, -1], [j, -1]) - value);
      const across = moved([i, 1], [j, -1]) - value + (moved([i, -1], [j, 1]) - value);
      information[i]![j] = information[j]![i] = (across - along) / (4 * h * steps[j]!);
    }
  }
  const finite = [value, ...gradient, ...information.flat()].every(Number.isFinite);
  return finite ? { value, gradient, information } : undefined;
}

/** The same with steps that follow the curvature: a fixed part of what each coordinate is uncertain by. */
export function derivativesAt(f: Objective, point: readonly number[]): Derivatives | undefined {
  const first =
    derivatives(
      f,
      point,
      point.map(() => widestStep),
    ) ??
    derivatives(
      f,
      point,
      point.map(() => 1e-4),
    );
  return first && derivatives(f, point, stepsFor(first.information));
}

export function stepsFor(information: Matrix): number[] {
  return information.map((row, i) => {
    const curvature = row[i]!;
    return curvature > 0 ? Math.max(narrowestStep, Math.min(widestStep, 0.006 / Math.sqrt(curvature))) : widestStep;
  });
}
