import { spawn, spawnSync } from "node:child_process";
import { Readable } from "node:stream";
import type { Words } from "./arrangements.js";

/** A p-value of dieharder (R. G. Brown; Debian's package of that name), and of which test. */
export interface Assessment {
  readonly test: string;
  readonly p: number;
}

/**
 * The tests that its author calls good, but for those that take many minutes (17, 201, 203), as it is told which:
 * birthdays, permutations, ranks of binary matrices, bit streams, counted ones, runs, craps, the NIST set, distributions of
 * bits and bytes, discrete cosine transforms, trees, monobits of blocks.
 */
export const dieharderTests: readonly string[] = [
  ...["0", "1", "2", "3", "4", "8", "9", "15", "16", "100", "101", "102"],
  ...["200 -n 4", "200 -n 9", "202", "204", "205", "206", "207", "208", "209"],
];

export const dieharderIsThere: boolean = spawnSync("dieharder", ["-l"]).status === 0;

/** What one test says of the words, from the first on. */
export async function dieharder(test: string, words: Words): Promise<Assessment[]> {
  const child = spawn("dieharder", ["-g", "200", "-d", ...test.split(" ")], { stdio: ["pipe", "pipe", "inherit"] });
  const source = Readable.from(words, { objectMode: false });
  // It closes the pipe once it has read enough.
  child.stdin.on("error", () => source.destroy());
  source.pipe(child.stdin);
  let text = "";
  for await (const piece of child.stdout) text += piece;
  source.destroy();
  const rows = text.split("\n").flatMap((line) => {
    const [name, tuple, , , p, verdict] = line.split("|").map((cell) => cell.trim());
    return verdict === undefined || Number.isNaN(Number(p)) ? [] : [{ test: `${name} ${tuple}`, p: Number(p) }];
  });
  if (rows.length === 0) throw new Error(`dieharder -d ${test} said nothing: ${text}`);
  return rows;
}
