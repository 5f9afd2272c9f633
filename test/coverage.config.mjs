// `npm run coverage`: how much of src/ the test suite runs, in its own processes, in worker threads and in the processes that
// it starts. V8 counts in the bundles of dist/, and their source maps say what of src/ that is.
import { readFileSync } from "node:fs";

const bundles = new URL("../dist/", import.meta.url).href;
const least = 95;

export default {
  name: "lines of src/ run by the tests",
  outputDir: "build/coverage",
  reports: [["text", { skipFull: true }], ["json-summary"]],
  // dist/index.js is a list of names, and so is everything in folders.
  entryFilter: ({ url }) => url.startsWith(bundles) && /^(?!index\.)\w+\.c?js$/.test(url.slice(bundles.length)),
  sourceFilter: (path) => path.startsWith("src/") && !path.startsWith("src/generated/"),
  // Lines that hold a statement; what monocart counts by itself are all lines, more kindly.
  onEnd: () => {
    const { lines } = JSON.parse(readFileSync("build/coverage/coverage-summary.json", "utf8")).total;
    process.stdout.write(`${lines.covered} of ${lines.total} lines of src/ are run by the tests, ${lines.pct} %\n`);
    if (!(lines.pct >= least)) throw new Error(`that is below ${least} %`);
  },
};
