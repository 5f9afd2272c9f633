import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Edit } from "./faults.js";

const root = resolve(import.meta.dirname, "../..");

/**
 * Pinned draws notice every change, right or wrong: they would catch all faults and say nothing about the other tests. And
 * a test looks whether the texts stand where they are replaced.
 */
const leftOut = ["test/pinned.test.ts", "test/planted.test.ts"];

/** The first test that failed. */
export interface Failure {
  readonly file: string;
  readonly test: string;
}

/** A copy of the project in which faults are planted, built and looked for. */
export class Workshop {
  readonly #folder = mkdtempSync(join(tmpdir(), "lundberg-planted-"));
  readonly #declarations = join(this.#folder, "build", "declarations");
  /** What stood in the files of the fault that is planted. */
  readonly #sources = new Map<string, string>();
  #kernelPlanted = false;

  constructor() {
    const own = (path: string): boolean => !/^\/?(node_modules|dist|build|\.git)(\/|$)/.test(path.slice(root.length));
    cpSync(root, this.#folder, { recursive: true, filter: (path) => own(path) });
    symlinkSync(join(root, "node_modules"), join(this.#folder, "node_modules"));
    this.#run("npm", ["run", "build"]);
    cpSync(join(this.#folder, "dist"), this.#declarations, { recursive: true });
  }

  /** @throws Error where a text does not stand in its file exactly once: the fault must follow the sources. */
  plant(edits: readonly Edit[]): void {
    for (const { file, text, becomes } of edits) {
      const path = join(this.#folder, file);
      const source = readFileSync(path, "utf8");
      if (!this.#sources.has(path)) this.#sources.set(path, source);
      const parts = source.split(text);
      if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times, not once: ${text}`);
      writeFileSync(path, parts.join(becomes));
    }
    this.#build(edits);
  }

  /** Puts back what the last fault replaced. */
  clear(): void {
    for (const [path, source] of this.#sources) writeFileSync(path, source);
    this.#sources.clear();
  }

  /** Runs test files, or all, up to the first failure. */
  test(names: readonly string[] = []): Failure | undefined {
    const report = join(this.#folder, "report.json");
    rmSync(report, { force: true });
    const files = names.map((name) => `test/${name}.test.ts`);
    for (const file of files) if (!existsSync(join(this.#folder, file))) throw new Error(`there is no ${file}`);
    const { status } = spawnSync(
      "npx",
      [
        "vitest",
        "run",
        "--bail=1",
        ...leftOut.map((file) => `--exclude=${file}`),
        "--reporter=json",
        `--outputFile=${report}`,
        ...files,
      ],
      { cwd: this.#folder, stdio: "ignore" },
    );
    if (status === 0) return undefined;
    const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
    for (const { name, status, message, assertionResults } of testResults) {
      const file = name.slice(this.#folder.length + 1);
      const failed = assertionResults.find((result) => result.status === "failed");
      if (failed !== undefined) return { file, test: failed.fullName };
      if (status === "failed") return { file, test: message.split("\n")[0] ?? "" };
    }
    throw new Error(`vitest failed and no test did: ${report}`);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  /** As `npm run build`, but for the types: a fault may leave a name unused. */
  #build(edits: readonly Edit[]): void {
    const plantsKernel = edits.some(({ file }) => file.startsWith("assembly/"));
    if (plantsKernel || this.#kernelPlanted) {
      this.#run("node", ["assembly/build.mjs"]);
      const filter = (path: string): boolean => !/\.[a-z]+$/.test(path) || path.endsWith(".d.ts");
      cpSync(this.#declarations, join(this.#folder, "dist"), { recursive: true, filter });
    }
    this.#kernelPlanted = plantsKernel;
    this.#run("node", ["bundle.mjs"]);
  }

  #run(command: string, args: readonly string[]): void {
    const { status, stderr } = spawnSync(command, args, { cwd: this.#folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${stderr}`);
  }
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}
