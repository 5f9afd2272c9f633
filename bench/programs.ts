import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** A program that answers the bench's requests (peers/serve.h), and how to start it. */
export interface Program {
  readonly name: string;
  readonly version: string;
  readonly command: readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
  /** Untimed runs of a model before the timed one, default 1; more where a compiler works meanwhile. */
  readonly warmUps?: number;
}

export interface Programs {
  readonly found: readonly Program[];
  readonly missing: readonly { readonly name: string; readonly why: string }[];
}

export const plainJavaScript = "plain JavaScript";
export const numpy = "numpy SFC64";
export const scipy = "scipy";
export const design = "design in C";

const run = promisify(execFile);
const script = (name: string): string => fileURLToPath(new URL(`./peers/${name}`, import.meta.url));

/**
 * Looks for every peer on this machine and installs nothing. C is compiled into `folder`, where numba keeps its
 * machine code as well.
 */
export async function findPrograms(folder: string): Promise<Programs> {
  const searches: readonly (readonly [string, () => Promise<Omit<Program, "name">>])[] = [
    [plainJavaScript, async () => javaScript("plain", `Node ${process.version}`)],
    ["@stdlib/random", async () => javaScript("stdlib", stdlibVersion())],
    [numpy, () => python("numpy_sfc64.py", "numpy", folder)],
    ["numpy default_rng", () => python("numpy_default.py", "numpy", folder)],
    [scipy, () => python("scipy_fft.py", "scipy", folder)],
    ["numba", () => python("numba_peer.py", "numba", folder)],
    ["R", r],
    ["GSL", () => gsl(folder)],
    [design, () => compiled("design.c", folder, [])],
  ];
  const found: Program[] = [];
  const missing: { name: string; why: string }[] = [];
  for (const [name, search] of searches) {
    try {
      found.push({ name, ...(await search()) });
    } catch (error) {
      missing.push({ name, why: reason(error) });
    }
  }
  return { found, missing };
}

/** The peers in TypeScript, started with this process's loader. */
function javaScript(module: string, version: string): Omit<Program, "name"> {
  return { version, command: [process.execPath, ...process.execArgv, script("javaScript.ts"), module], warmUps: 3 };
}

function stdlibVersion(): string {
  return createRequire(import.meta.url)("@stdlib/random/package.json").version;
}

/** The first Python that has the module: the one of the path, or the system's own, which another may hide. */
async function python(file: string, module: string, folder: string): Promise<Omit<Program, "name">> {
  let failure: unknown;
  for (const interpreter of ["python3", "/usr/bin/python3"]) {
    try {
      const { stdout } = await run(interpreter, ["-c", `import ${module}; print(${module}.__version__)`]);
      const environment = {
        NUMBA_CACHE_DIR: join(folder, "numba"),
        PYTHONDONTWRITEBYTECODE: "1",
        OMP_NUM_THREADS: "1",
      };
      return { version: stdout.trim(), command: [interpreter, script(file)], environment };
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function r(): Promise<Omit<Program, "name">> {
  const { stdout } = await run("Rscript", ["-e", "cat(as.character(getRversion()))"]);
  return { version: stdout.trim(), command: ["Rscript", script("peer.R")] };
}

async function gsl(folder: string): Promise<Omit<Program, "name">> {
  const program = await compiled("gsl.c", folder, ["-lgsl", "-lgslcblas"]);
  const { stdout } = await run("gsl-config", ["--version"]);
  return { ...program, version: `${stdout.trim()}, ${program.version}` };
}

async function compiled(file: string, folder: string, libraries: readonly string[]): Promise<Omit<Program, "name">> {
  const program = join(folder, file.replace(".c", ""));
  await run("gcc", ["-O3", "-march=native", script(file), "-o", program, ...libraries, "-lm"]);
  const { stdout } = await run("gcc", ["-dumpfullversion"]);
  return { version: `gcc ${stdout.trim()} -O3 -march=native`, command: [program] };
}

/** The last line that a failed program wrote says most. */
function reason(error: unknown): string {
  const { code, path, stderr, message } = error as { code?: unknown; path?: string; stderr?: string; message: string };
  if (code === "ENOENT") return `no ${path} here`;
  const missingHeader = stderr?.match(/fatal error: (.*)/)?.[1];
  return missingHeader ?? stderr?.trim().split("\n").at(-1) ?? message;
}
