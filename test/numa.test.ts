import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Numa, numaOf, numaPolicies } from "../dist/hardware/numa.js";
import { programPath } from "../dist/hardware/programPath.js";
import { close, detect, warmUp } from "../dist/index.js";
import { allocate } from "../dist/simulation/allocate.js";
import { acquire, clear, recycle, reusable } from "../dist/simulation/arrays.js";
import { runOptions } from "../dist/simulation/options.js";
import { sharesOf } from "../dist/simulation/placement.js";
import { pool } from "../dist/simulation/pool.js";
import { Control } from "../dist/simulation/program.js";
import { simulate } from "../dist/simulation/simulate.js";
import { keeps, lossOutcome, undisturbed, whole } from "./support/faultRuns.js";
import { ways, withFault } from "./support/faultyThreads.js";
import { madeUpTree, removeTrees, within } from "./support/madeUpMachine.js";

// Which nodes there are for a process, and that runs on several of them are the same runs.

const folder = mkdtempSync(join(tmpdir(), "lundberg-numa-"));

afterAll(async () => {
  await close();
  removeTrees();
  rmSync(folder, { recursive: true });
});

const nodes = "/sys/devices/system/node";
const node = (id: number, cpulist: string, free: number, distance: string): Record<string, string> =>
  within(`${nodes}/node${id}`, {
    cpulist,
    distance,
    meminfo: `Node ${id} MemTotal:       4000 kB\nNode ${id} MemFree:        ${free} kB`,
  });
const cpus = (online: string): Record<string, string> => ({ "/sys/devices/system/cpu/online": online });
const two = { ...cpus("0-7"), ...node(0, "0-3", 1000, "10 21"), ...node(1, "4-7", 2000, "21 10") };

describe("the nodes of a process", () => {
  const seen = (files: Record<string, string>): unknown[] =>
    numaOf(madeUpTree(files)).nodes.map(({ id, cpus, distances }) => [id, cpus, distances]);

  it("are one on a plain machine, and none where nobody says", () => {
    expect(seen({ ...cpus("0-3"), ...node(0, "0-3", 1, "10") })).toEqual([[0, [0, 1, 2, 3], [10]]]);
    expect(numaOf(madeUpTree({}))).toEqual({ nodes: [], home: undefined, taskset: undefined });
  });

  it("have the processors that are online, in the affinity and in the cpuset, and are left out without any", () => {
    const status = (list: string): Record<string, string> => ({ "/proc/self/status": `Cpus_allowed_list:\t${list}` });
    expect(seen({ ...two, ...status("0-127") })).toEqual([
      [0, [0, 1, 2, 3], [10, 21]],
      [1, [4, 5, 6, 7], [21, 10]],
    ]);
    expect(seen({ ...two, ...status("2-5") })).toEqual([
      [0, [2, 3], [10, 21]],
      [1, [4, 5], [21, 10]],
    ]);
    expect(seen({ ...two, ...status("4-7") })).toEqual([[1, [4, 5, 6, 7], [10]]]);
  });

  it("are four with holes in their numbers, processors offline, memory without processors, and a cpuset", () => {
    const files = {
      ...cpus("0-5,8-11,14,16-19"),
      ...node(0, "0-3", 100, "10 12 17 20 32"),
      ...node(2, "4-7", 300, "12 10 17 20 32"),
      ...node(5, "", 9000, "17 17 10 17 17"),
      ...node(9, "8-15", 200, "20 20 17 10 32"),
      ...node(11, "16-19", 400, "32 32 17 32 10"),
      [`${nodes}/online`]: "0,2,5,9,11",
      "/proc/self/cgroup": "0::/job",
      "/proc/self/mountinfo": "35 25 0:30 / /sys/fs/cgroup rw shared:9 - cgroup2 cgroup2 rw",
      "/sys/fs/cgroup/job/cpuset.cpus.effective": "0-9,14-19",
    };
    expect(seen(files)).toEqual([
      [0, [0, 1, 2, 3], [10, 12, 20, 32]],
      [2, [4, 5], [12, 10, 20, 32]],
      [9, [8, 9, 14], [20, 20, 10, 32]],
      [11, [16, 17, 18, 19], [32, 32, 32, 10]],
    ]);
    // Most processors, then most free memory.
    expect(numaOf(madeUpTree(files)).home?.id).toBe(11);
  });

  it("have a home that stays while it has processors", () => {
    expect(numaOf(madeUpTree(two)).home?.id).toBe(1);
    expect(numaOf(madeUpTree(two), { home: 0 }).home?.id).toBe(0);
    const moved = { ...two, "/proc/self/status": "Cpus_allowed_list:\t4-7" };
    expect(numaOf(madeUpTree(moved), { home: 0 }).home?.id).toBe(1);
  });
});

describe("a program", () => {
  it("is looked for in absolute folders, and must be a file that can be run", () => {
    writeFileSync(join(folder, "tool"), "");
    const path = [".", "", join(folder, "none"), folder].join(process.platform === "win32" ? ";" : ":");
    if (process.platform !== "win32") expect(programPath("tool", path)).toBeUndefined();
    chmodSync(join(folder, "tool"), 0o755);
    expect(programPath("tool", path)).toBe(join(folder, "tool"));
    expect(programPath(".", path)).toBeUndefined();
    expect(programPath("tool", ".")).toBeUndefined();
    expect(programPath("tool", "")).toBeUndefined();
  });
});

/** A program in taskset's place that does nothing, and tells with what it was called. */
function pretendedTaskset(code: number): { taskset: string; calls: () => string[] } {
  const taskset = join(folder, `taskset${code}`);
  writeFileSync(taskset, `#!/bin/sh\necho "$@" >> ${folder}/calls${code}\nexit ${code}\n`);
  chmodSync(taskset, 0o755);
  return { taskset, calls: () => readFileSync(`${folder}/calls${code}`, "utf8").trim().split("\n") };
}

const { model, run } = whole;

describe.skipIf(process.platform !== "linux")("a run on several nodes", () => {
  /** Two nodes of processors that this process has; a process of one has it twice. */
  const machine = async (): Promise<Numa> => {
    const { affinity } = (await detect()).process;
    const [first, second = first] = affinity!;
    const of = (id: number, cpu: number): Numa["nodes"][number] => ({
      ...{ id, cpus: [cpu], memory: 1e9, free: 1e9, distances: id === 0 ? [10, 20] : [20, 10] },
    });
    const both = [of(0, first!), of(1, second!)];
    return { nodes: both, home: both[0], taskset: programPath("taskset") ?? pretendedTaskset(0).taskset };
  };
  const simulated = (options: object, numa: Numa): ReturnType<typeof simulate> =>
    simulate(model.explain(), options, undefined, undefined, () => numa);

  it("is the same to the bit under every policy and number of workers", async () => {
    const numa = await machine();
    for (const keep of keeps) {
      const expected = (await undisturbed(keep))[0]![0];
      for (const numaPolicy of numaPolicies) {
        for (const workers of [1, 2, 3, 5]) {
          const result = await simulated({ ...run, keep, numaPolicy, workers }, numa);
          expect(result.hash, `${keep} ${numaPolicy} ${workers}`).toBe(expected);
          result.release();
        }
      }
    }
  });

  it("takes its blocks from one row where a ring of blocks passes them on: in parts they would wait for each other", async () => {
    const numa = await machine();
    const long = { ...run, trials: 800_000, keep: "none" } as const;
    const { hash } = await model.simulate({ ...long, workers: 1 });
    expect((await simulated({ ...long, numaPolicy: "auto" }, numa)).hash).toBe(hash);
  });

  it("is the same when threads are lost", async () => {
    const numa = await machine();
    for (const numaPolicy of ["auto", "interleave", "local"] as const) {
      for (const keep of keeps) {
        const result = await withFault({ ...ways["exits with 7"]!, beat: 5 }, () =>
          simulated({ ...run, keep, numaPolicy, workers: 3 }, numa),
        );
        expect(whole.answers(result), `${numaPolicy} ${keep}`).toEqual(await undisturbed(keep));
        expect(result.execution.blocksRerun).toBeGreaterThan(0);
      }
    }
  });

  it("leaves to other nodes what a slow thread does not come to, and runs again only what it held when it was lost", async () => {
    const numa = await machine();
    const nap = `wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500); ${ways["exits with 7"]!.code}`;
    const result = await withFault({ code: nap, beat: 5 }, () => simulated({ ...run, numaPolicy: "auto" }, numa));
    expect(whole.answers(result)).toEqual(await undisturbed("losses"));
    expect(result.execution.blocksRerun).toBe(1);
  });

  it("knows the blocks of a thread that is lost in any part", async () => {
    const seats = [0, 1].map(() => ({ pin: undefined, parts: [1, 0] }));
    const program = allocate(model.explain(), runOptions(run), 2, undefined, { layout: "", seats });
    const blocks = program.laps.length;
    const control = new Control(program.control);
    control.offer(0, blocks, sharesOf(seats));
    const { reruns } = await withFault({ ...ways["exits with 7"]!, beat: 5 }, () => pool.run(program, 2));
    expect(reruns.map(({ blocks }) => blocks)).toEqual([1]);
    expect([control.blocksDone, ...new Set(program.laps)]).toEqual([blocks, 1]);
  });

  it("loses threads anywhere, at the end too, where they take from other nodes: the same bits or an error", async () => {
    const numa = await machine();
    const expected = await undisturbed("losses");
    const outcomes: string[] = [];
    const placed = (options: object): ReturnType<typeof simulate> => simulated({ ...options, workers: 3 }, numa);
    for (let operation = 3; operation < 260; operation += 23) {
      outcomes.push(await lossOutcome({ ...ways["exits with 7"]!, operation }, "losses", expected, placed));
    }
    expect(new Set(outcomes)).toEqual(new Set(outcomes.includes("error") ? ["same", "error"] : ["same"]));
    expect(outcomes.filter((outcome) => outcome === "error").length).toBeLessThan(4);
  });

  it("says what was done, and where the losses are wanted in order", async () => {
    const numa = await machine();
    const reasons = async (options: object): Promise<string | undefined> => {
      const result = await simulated({ ...run, workers: 3, ...options }, numa);
      result.release();
      return result.execution.reasons[1];
    };
    const where = "threads pinned, 2 on node 0, 1 on node 1";
    expect(await reasons({})).toBe(`numaPolicy auto: ${where}, each node with trials of its own`);
    expect(await reasons({ keep: "tail" })).toBe(`numaPolicy auto: ${where}, trials in one row`);
    expect(await reasons({ numaPolicy: "interleave" })).toBe(`numaPolicy interleave: ${where}`);
    expect(await reasons({ numaPolicy: "local" })).toBe("numaPolicy local: threads pinned, 3 on node 0");
    expect(await reasons({ numaPolicy: "off" })).toBe("numaPolicy off: the system places threads on 2 NUMA nodes");
    expect(await reasons({ workers: 1 })).toBe("numaPolicy auto: the calling thread alone, nothing to place");
  });

  it("runs where the threads cannot be pinned, and says why", async () => {
    await close();
    const { taskset, calls } = pretendedTaskset(3);
    const numa = { ...(await machine()), taskset };
    const result = await simulated(run, numa);
    expect(result.hash).toBe((await undisturbed("losses"))[0]![0]);
    expect(result.execution.reasons.slice(2)).toEqual(["threads stayed where they were: taskset: exit code 3"]);
    expect(calls()).toHaveLength(2);
    for (const call of calls()) expect(call).toMatch(/^-pc \d+ \d+$/);
    // Not asked again for every run.
    expect((await simulated(run, numa)).execution.reasons).toEqual(result.execution.reasons);
    expect(calls()).toHaveLength(2);
    await close();
    const gone = await simulated(run, { ...numa, taskset: join(folder, "nothing") });
    expect(gone.execution.reasons.slice(2)).toEqual(["threads stayed where they were: taskset: ENOENT"]);
    await close();
    const idle = await simulated(run, { ...numa, taskset: pretendedTaskset(0).taskset });
    expect(idle.execution.reasons.slice(2)).toEqual([
      "threads stayed where they were: the system did not follow taskset",
    ]);
    const none = await simulated(run, { ...numa, taskset: undefined });
    expect(none.execution.reasons[1]).toBe("numaPolicy auto: taskset is not found, the system places threads");
    await close();
  });

  it("has its threads where it says, and gives them back", async (context) => {
    const numa = await machine();
    const [first, second] = numa.nodes.map(({ cpus }) => `${cpus[0]}`);
    if (programPath("taskset") === undefined || first === second) context.skip();
    await close();
    /** The processors of the threads that have fewer than the process. */
    const pinned = (): string[] => {
      const lists = readdirSync("/proc/self/task").flatMap((id) => {
        try {
          return readFileSync(`/proc/self/task/${id}/status`, "utf8").match(/^Cpus_allowed_list:\s*(.*)$/m)![1]!;
        } catch {
          return [];
        }
      });
      return lists.filter((list) => list === first || list === second).sort();
    };
    const after = async (numaPolicy: string, workers: number): Promise<string[]> => {
      const result = await simulated({ ...run, numaPolicy, workers }, numa);
      expect(result.execution.reasons).toHaveLength(2);
      result.release();
      return pinned();
    };
    expect(await after("off", 3)).toEqual([]);
    expect(await after("auto", 3)).toEqual([first, first, second].sort());
    expect(await after("local", 3)).toEqual([first, first, first]);
    expect(await after("off", 3)).toEqual([]);
    expect(await after("interleave", 2)).toEqual([first, second].sort());
    await close();
  });
});

describe("arrays", () => {
  it("are kept per layout; one of another layout serves once, rather than more memory", () => {
    clear();
    const [plain, placed] = [acquire(1000), acquire(1000, "0:0.5,1:0.5")];
    const buffers = [plain.buffer, placed.buffer];
    recycle(plain);
    recycle(placed);
    expect(reusable(new Map([[8000, 2]]))).toBe(16000);
    const again = acquire(1000, "0:0.5,1:0.5");
    expect(again.buffer).toBe(buffers[1]);
    const borrowed = acquire(1000, "0:0.5,1:0.5");
    expect(borrowed.buffer).toBe(buffers[0]);
    recycle(borrowed);
    recycle(again);
    expect(reusable(new Map([[8000, 2]]))).toBe(8000);
    expect(acquire(1000).buffer).toBe(buffers[1]);
    expect(acquire(1000).buffer).not.toBe(buffers[0]);
    clear();
  });
});

describe("this machine", () => {
  it("says what became of the policy in every run", async () => {
    const { nodes } = await detect();
    const { execution } = await model.simulate({ trials: 100, seed: 1, numaPolicy: "interleave" });
    const said = execution.reasons.filter((reason) => reason.startsWith("numaPolicy interleave: "));
    expect(said).toHaveLength(1);
    if (nodes.length === 1) expect(said).toEqual(["numaPolicy interleave: one NUMA node, nothing to place"]);
  });

  it("is warmed up as the runs will be, and the options are checked", async () => {
    await expect(warmUp({ workers: 2, numaPolicy: "interleave", profile: "latency" })).resolves.toBeUndefined();
    await expect(warmUp({ numaPolicy: "near" as never })).rejects.toMatchObject({
      code: "ERR_PARAMETER",
      message: 'warmUp: numaPolicy must be "auto" or "local" or "interleave" or "off", got "near"',
    });
  });
});
