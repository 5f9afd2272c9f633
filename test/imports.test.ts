import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

// The floors of the house, as docs/architecture.md draws them: a file imports from its own folder or from lower floors.
const floors: Record<string, number> = {
  "generated/": 0,
  "deepFreeze.ts": 0,
  "errors.ts": 0,
  "libraryVersion.ts": 0,
  "printable.ts": 0,
  "unknownKey.ts": 0,
  "valueVersion.ts": 0,
  "check.ts": 1,
  "kernel.ts": 1,
  "statistics.ts": 1,
  "text.ts": 1,
  "hardware/": 2,
  "report/": 2,
  "tables/": 2,
  "severity/": 3,
  "frequency/": 3,
  "measures/": 3,
  "monitoring/": 3,
  "terms/": 4,
  "fit/": 4,
  "portfolio/": 5,
  "speed/": 5,
  "plan/": 6,
  "storage/": 4,
  "exact/": 6,
  "simulation/": 7,
  "calibration/": 8,
  "model.ts": 8,
  "index.ts": 9,
  "bench/": 10,
  "cli/": 11,
};

const source = resolve(import.meta.dirname, "..", "src");
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));

function room(file: string): string {
  return file.includes("/") ? `${file.split("/")[0]}/` : file;
}

function imports(file: string): string[] {
  const text = readFileSync(join(source, file), "utf8");
  return [...text.matchAll(/(?:from|import\()\s*"([^"]+)"/g)].map((match) => match[1]!);
}

function local(file: string): string[] {
  return imports(file)
    .filter((name) => name.startsWith("."))
    .map((name) => relative(source, resolve(source, dirname(file), name)).replace(/\.js$/, ".ts"));
}

describe("the house", () => {
  it("has a floor for every file", () => {
    expect(files.filter((file) => floors[room(file)] === undefined)).toEqual([]);
    expect(files.length).toBeGreaterThan(50);
  });

  it("imports downwards only", () => {
    const upward = files.flatMap((file) =>
      local(file)
        .filter((target) => room(target) !== room(file) && !(floors[room(target)]! < floors[room(file)]!))
        .map((target) => `${file} imports ${target}`),
    );
    expect(upward).toEqual([]);
  });

  it("imports without cycles", () => {
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (path.includes(file)) {
        cycles.push([...path.slice(path.indexOf(file)), file].join(" > "));
        return;
      }
      if (done.has(file)) return;
      for (const target of local(file)) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it("touches WebAssembly in kernel.ts alone, and threads in thread.ts and worker.ts alone", () => {
    const text = (file: string): string => readFileSync(join(source, file), "utf8");
    expect(files.filter((file) => /new WebAssembly\./.test(text(file)))).toEqual(["kernel.ts"]);
    const threaded = files.filter((file) => imports(file).includes("node:worker_threads"));
    expect(threaded.sort()).toEqual(["simulation/thread.ts", "simulation/worker.ts"]);
    expect(
      files.filter(
        (file) =>
          !["hardware/", "storage/", "cli/"].includes(room(file)) &&
          imports(file).some((name) => /^node:fs/.test(name)),
      ),
    ).toEqual([]);
  });

  it("computes nothing with mathematics whose bits depend on the Node version", () => {
    const unstable = /Math\.(exp|expm1|log|log1p|log2|log10|pow|sin|cos|tan|sinh|cosh|tanh|cbrt|atan2?|hypot)\b|\*\*/;
    const code = (file: string): string =>
      readFileSync(join(source, file), "utf8")
        .replace(/\/\*[\s\S]*?\*\//g, "")
        .replace(/\/\/.*$/gm, "");
    expect(files.filter((file) => unstable.test(code(file)))).toEqual([]);
  });

  it("keeps files short: none above 400 lines, the median at most 120", () => {
    const lengths = files
      .filter((file) => room(file) !== "generated/")
      .map((file) => readFileSync(join(source, file), "utf8").split("\n").length)
      .sort((a, b) => a - b);
    expect(lengths.at(-1)).toBeLessThanOrEqual(400);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(120);
  });
});
