// Plants faults in a copy of the sources, one at a time, and looks which test sees each (`npm run test:planted`). It prints
// a table for docs/validation.md and fails when more than one in twenty goes unseen. Words behind the command plant
// only the faults that have one of them in their name: `npm run test:planted -- alpha`.
import { type Fault, faults } from "./faults.js";
import { type Failure, Workshop } from "./workshop.js";

interface Found {
  readonly fault: Fault;
  readonly failure: Failure | undefined;
  readonly seconds: number;
}

const words = process.argv.slice(2);
const chosen = faults.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
const workshop = new Workshop();
try {
  // What fails without a fault would be taken for what a fault brought about.
  const untouched = workshop.test(words.length === 0 ? [] : [...new Set(chosen.flatMap(({ tests }) => tests))]);
  if (untouched !== undefined) throw new Error(`without a fault, ${untouched.file} fails: ${untouched.test}`);
  const found = chosen.map(look);
  const missed = found.filter(({ failure }) => failure === undefined);
  const rows = found.map(
    ({ fault, failure, seconds }) =>
      `| ${fault.name} | ${failure ? `\`${failure.file}\`: ${failure.test.replaceAll("|", "\\|")}` : "not caught"} | ${seconds} |`,
  );
  const table = ["| fault | caught by | seconds |", "| --- | --- | --: |", ...rows].join("\n");
  process.stdout.write(`\n${table}\n\n${found.length - missed.length} of ${found.length} faults caught\n`);
  process.exitCode = missed.length > found.length / 20 ? 1 : 0;
} finally {
  workshop.remove();
}

/** The seconds are those of the build and of the tests up to the first that fails. */
function look(fault: Fault): Found {
  const started = performance.now();
  workshop.plant(fault.edits);
  const failure = workshop.test(fault.tests) ?? workshop.test();
  workshop.clear();
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stderr.write(`${fault.name}: ${failure ? failure.file : "not caught"}, ${seconds} s\n`);
  return { fault, failure, seconds };
}
