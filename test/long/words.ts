// Writes the words of an arrangement to the standard output, without end, for a battery of tests to read:
//
//     npx tsx test/long/words.ts "chunk after chunk" | dieharder -a -g 200
//
import { Readable } from "node:stream";
import { arrangements, badArrangements } from "../support/words/arrangements.js";

const all = { ...arrangements, ...badArrangements };
const make = all[process.argv[2] ?? ""];
if (make === undefined) {
  process.stderr.write(
    `words.ts: name one of ${Object.keys(all)
      .map((name) => JSON.stringify(name))
      .join(", ")}\n`,
  );
  process.exit(2);
}
// A battery that has read enough closes the pipe.
process.stdout.on("error", () => process.exit(0));
Readable.from(make(), { objectMode: false }).pipe(process.stdout);
