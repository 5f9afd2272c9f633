import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { parseModel } from "../dist/cli/modelFile/index.js";
import { readHardware } from "../dist/hardware/detect.js";
import { root } from "./support/command.js";
import { madeUpMachine, removeTrees, secondVersion } from "./support/madeUpMachine.js";

// No container engine is needed: what the files promise is held against what the library reads. That the image builds
// and the cluster takes the job is checked by whoever has them.

afterAll(removeTrees);

const read = (path: string): string => readFileSync(join(root, path), "utf8");
const { bin, engines, files, dependencies } = JSON.parse(read("package.json"));

describe("deploy/Dockerfile", () => {
  /** Instructions, continued lines joined. */
  const instructions = read("deploy/Dockerfile")
    .replace(/^#.*\n/gm, "")
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => /^([A-Z]+) (.*)$/.exec(line)!.slice(1) as [name: string, rest: string]);
  const all = (name: string): string[] => instructions.filter(([each]) => each === name).map(([, rest]) => rest);

  it("runs the command of the package on a Node that it supports", () => {
    for (const image of all("FROM")) {
      const [, major] = /^node:(\d+)-/.exec(image)!;
      expect(Number(major)).toBeGreaterThanOrEqual(Number(/\d+/.exec(engines.node)![0]));
    }
    const [[command]] = all("ENTRYPOINT").map((text) => JSON.parse(text)) as [[string]];
    expect(command).toBe(`/app/node_modules/.bin/${Object.keys(bin)[0]}`);
    expect(all("WORKDIR")).toContain("/app");
    expect(all("USER")).toEqual(["node"]);
  });

  it("copies what there is, and leaves out nothing that the build reads", () => {
    const copied = all("COPY").filter((rest) => !rest.startsWith("--from"));
    expect(copied).toEqual(["package.json package-lock.json ./", ". ."]);
    const left = read("deploy/Dockerfile.dockerignore").trim().split("\n");
    for (const needed of ["assembly", "src", "bundle.mjs", "asconfig.json", "tsconfig.json", "README.md", "LICENSE"]) {
      expect(() => readFileSync(join(root, needed))).not.toThrow(/ENOENT/);
      expect(left).not.toContain(needed);
    }
    // What the build makes itself, and what it needs no more.
    expect(left).toEqual([".git", ".ci", "build", "dist", "node_modules", "test"]);
    expect(files.filter((file: string) => left.some((name) => name === file.split("/")[0] && name !== "dist"))).toEqual(
      [],
    );
    expect(Object.keys(dependencies)).toContain("yaml");
  });
});

describe("deploy/job.yaml", () => {
  const documents = parseAllDocuments(read("deploy/job.yaml"), { uniqueKeys: true, strict: true });
  const [map, job] = documents.map((document) => document.toJS());
  const { containers, volumes } = job?.spec.template.spec ?? {};
  const [container] = containers ?? [];
  const bytes = (text: string): number => {
    const [, digits, unit] = /^(\d+)(Mi|Gi)$/.exec(text)!;
    return Number(digits) * (unit === "Mi" ? 1_048_576 : 1_073_741_824);
  };

  it("is YAML without a fault, of a ConfigMap and a Job", () => {
    for (const { errors, warnings } of documents) expect([...errors, ...warnings]).toEqual([]);
    expect([map.apiVersion, map.kind, job.apiVersion, job.kind]).toEqual(["v1", "ConfigMap", "batch/v1", "Job"]);
    expect(job.spec.template.spec.restartPolicy).toBe("Never");
  });

  it("has limits that the library reads as it says", () => {
    const { requests, limits } = container.resources;
    expect(requests).toEqual(limits);
    // As the kubelet writes them: microseconds of 100,000, and bytes.
    const group = "/kubepods.slice/pod1.slice/container1";
    const { process, memory } = readHardware(
      madeUpMachine({
        ...secondVersion(group),
        [`/sys/fs/cgroup${group}/cpu.max`]: `${100_000 * Number(limits.cpu)} 100000`,
        [`/sys/fs/cgroup${group}/memory.max`]: String(bytes(limits.memory)),
        [`/sys/fs/cgroup${group}/memory.current`]: "0",
      }),
    );
    expect(process.threads).toBe(Number(limits.cpu));
    expect(memory.limit).toBe(bytes(limits.memory));
    expect(memory.free).toBe(bytes(limits.memory));
  });

  it("needs at most half of its memory", () => {
    const { args, resources } = container;
    const trials = Number(args[args.indexOf("--trials") + 1]);
    // docs/tuning.md: the process, a worker, a year.
    const needed = 55e6 + 12e6 * Number(resources.limits.cpu) + 8 * trials;
    expect(needed).toBeLessThan(bytes(resources.limits.memory) / 2);
  });

  it("simulates the model that lies beside it, from where it is mounted", async () => {
    const [command, path] = container.args;
    expect(command).toBe("simulate");
    const [mount] = container.volumeMounts;
    expect(path).toBe(`${mount.mountPath}/model.yaml`);
    const volume = volumes.find(({ name }: { name: string }) => name === mount.name);
    expect(volume.configMap.name).toBe(map.metadata.name);
    const run = async (text: string): Promise<string> =>
      (await parseModel(text).simulate({ trials: 10_000, seed: 1, workers: 1 })).hash;
    expect(await run(map.data["model.yaml"])).toBe(await run(read("deploy/model.yaml")));
  });
});
