import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { close } from "../../../dist/index.js";
import { cases } from "./cases.js";
import { judge } from "./judge.js";

/**
 * A process of the long run: judges so many random cases from a seed on, writes the one that it is at to a file so that
 * a hang can be told, and prints the outcomes as JSON. What must not be ends it with the case on standard error.
 */
const [seed, count, file] = process.argv.slice(2) as [string, string, string];
const outcomes: Record<string, number> = {};
let at = 0;
let current: unknown;

process.on("unhandledRejection", (error) => {
  console.error(error, fc.stringify(current));
  process.exit(1);
});

try {
  // In stretches, because a sample is made whole before it is judged.
  for (let stretch = 0; at < Number(count); stretch++) {
    const numRuns = Math.min(500, Number(count) - at);
    for (const one of fc.sample(cases, { seed: Number(seed) * 100_003 + stretch, numRuns })) {
      current = one;
      at++;
      writeFileSync(file, `${fc.stringify(one)}\n`);
      const outcome = `${one.wildness} ${await judge(one)}`;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  }
  await close();
  console.log(JSON.stringify(outcomes));
} catch (error) {
  console.error(error, fc.stringify(current));
  process.exit(1);
}
