// Makes what the published package loads: few files, because each one costs an import about 0.3 ms.
//
// dist/lundberg.js holds the library, but for what words.js shares with the command. dist/index.js, the only door, and beside it every other module of src/, are lists of
// names over that one file: the tests import any module by its path, and so run the code that is published, in one
// instance. The package leaves those lists out (`files` in package.json).
//
// Beside it lie dist/reading.js, which makes models of data, and which `verify` loads by dist/portfolio/reading/readPortfolio.js;
// dist/modelFile.js, which reads model files and loads the package yaml, with the door dist/cli/modelFile/index.js;
// dist/bench.js, which measures and writes reports; and dist/command.js with dist/cli.js, the command, which loads the others
// when a command runs: its help comes at once.
//
// dist/worker.cjs stands alone: a thread loads nothing that it does not run. It is CommonJS because a thread is up
// milliseconds earlier without the loader of ES modules.
import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

process.chdir(dirname(fileURLToPath(import.meta.url)));

const worker = "simulation/worker";
const bin = "cli/bin";
const modules = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.replaceAll("\\", "/").slice(0, -".ts".length))
  .filter((name) => name !== worker);

// The kernel's bytes have no lines to point at, and would stand in every source map again.
const unmappedKernel = {
  name: "unmapped kernel",
  transform: {
    filter: { id: /kernelBytes\.ts$/ },
    handler: (code) => ({ code, map: { mappings: "" } }),
  },
};

const common = {
  platform: "node",
  plugins: [unmappedKernel],
  transform: { target: "node20" },
};

const library = await rolldown({
  ...common,
  input: Object.fromEntries(modules.map((name) => [name === bin ? "cli" : name, `src/${name}.ts`])),
  external: ["smol-toml", "yaml"],
  // The door has the public names and no other.
  preserveEntrySignatures: "strict",
});
await library.write({
  dir: "dist",
  sourcemap: true,
  minifyInternalExports: false,
  chunkFileNames: "[name].js",
  codeSplitting: {
    // A group takes with it what it imports and no earlier group has.
    groups: [
      { name: "words", test: /[\\/]src[\\/](?:unknownKey|printable|cli[\\/]unreadable)\.ts$/, priority: 5 },
      {
        name: "lundberg",
        test: /[\\/]src[\\/](?!(?:bench|cli|report)[\\/]|portfolio[\\/]reading[\\/](?!laws\.))/,
        priority: 4,
      },
      { name: "reading", test: /[\\/]src[\\/]portfolio[\\/]reading[\\/]/, priority: 3 },
      { name: "modelFile", test: /[\\/]src[\\/]cli[\\/]modelFile[\\/]/, priority: 2 },
      { name: "bench", test: /[\\/]src[\\/](?:bench|report)[\\/]/, priority: 2 },
      { name: "command", test: /[\\/]src[\\/]cli[\\/](?!bin\.)/, priority: 1 },
    ],
  },
});

const thread = await rolldown({ ...common, input: { worker: `src/${worker}.ts` } });
await thread.write({ dir: "dist", sourcemap: true, format: "cjs", entryFileNames: "[name].cjs" });

await Promise.all([library.close(), thread.close()]);
