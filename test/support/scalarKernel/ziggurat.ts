import { readFileSync } from "node:fs";

/** A layer of the half normal density, of which `assembly/tables/ziggurat.ts` says what it means. */
export interface Layer {
  readonly width: number;
  readonly edge: number;
  /** The density at its outer and at its inner edge. */
  readonly low: number;
  readonly high: number;
}

const source = readFileSync(new URL("../../../assembly/tables/ziggurat.ts", import.meta.url), "utf8");

function numbersOf(name: string): number[] {
  const [, list] = source.match(new RegExp(`${name}: (?:usize = memory.data<f64>\\(\\[|f64 = )([^\\];]*)`))!;
  return list!.split(",").map(Number);
}

const pairs = numbersOf("ZIGGURAT");
const densities = numbersOf("ZIGGURAT_F");

/** Where the tail begins. */
export const tailStart: number = numbersOf("ZIGGURAT_R")[0]!;

export const layers: readonly Layer[] = Array.from({ length: 1024 }, (_, i) => ({
  width: pairs[2 * i]!,
  edge: pairs[2 * i + 1]!,
  low: densities[i]!,
  high: densities[i + 1]!,
}));
