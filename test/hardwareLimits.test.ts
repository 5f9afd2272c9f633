import { afterAll, describe, expect, it } from "vitest";
import { availableMemory, availableMemoryOf } from "../dist/hardware/availableMemory.js";
import { controlGroups } from "../dist/hardware/controlGroups.js";
import { cpuQuota } from "../dist/hardware/cpuQuota.js";
import { type Machine, thisMachine } from "../dist/hardware/machine.js";
import { memoryRoom } from "../dist/hardware/memoryRoom.js";
import { overrides } from "../dist/hardware/overrides.js";
import { type Parallelism, parallelism, parallelismOf, readCpuLimits } from "../dist/hardware/parallelism.js";
import { remembered } from "../dist/hardware/remembered.js";
import { ActuarialError } from "../dist/index.js";
import {
  firstVersion,
  madeUpMachine,
  madeUpTree,
  removeTrees,
  secondVersion,
  within,
} from "./support/madeUpMachine.js";

// What a process may use of a machine: its cores, quota and memory. Each tree is what one kind of system writes.

afterAll(removeTrees);

const usable = (machine: Machine): Parallelism => parallelismOf(machine, readCpuLimits(machine.root));
const online = (cpus: string): Record<string, string> => ({ "/sys/devices/system/cpu/online": cpus });
const group = "/sys/fs/cgroup";

describe("control groups", () => {
  const folders = (files: Record<string, string>, controller: "cpu" | "memory" = "memory"): readonly string[] =>
    controlGroups(madeUpTree(files))(controller).folders;

  it("are those from the process's own up to what is mounted", () => {
    expect(folders(secondVersion("/a/b"))).toEqual([`${group}/a/b`, `${group}/a`, group]);
    expect(folders(secondVersion("/"))).toEqual([group]);
    expect(folders(firstVersion("/x"), "cpu")).toEqual([`${group}/cpu,cpuacct/x`, `${group}/cpu,cpuacct`]);
  });

  it("are looked for inside the part of the hierarchy that a container sees", () => {
    const own = firstVersion("/docker/1f2e", "/docker/1f2e");
    expect(folders(own)).toEqual([`${group}/memory`]);
    expect(folders(firstVersion("/docker/1f2e/job", "/docker/1f2e"))).toEqual([
      `${group}/memory/job`,
      `${group}/memory`,
    ]);
    // Neither a neighbour whose name begins alike nor a place above the mount is inside it.
    expect(folders(firstVersion("/docker/1f2e3", "/docker/1f2e"))).toEqual([`${group}/memory`]);
    expect(folders(secondVersion("/../../other"))).toEqual([group]);
  });

  it("are where they usually are when nobody says where they are mounted", () => {
    expect(folders({ "/proc/self/cgroup": "0::/a" })).toEqual([`${group}/a`, group]);
    expect(folders({ "/proc/self/cgroup": "3:cpu,cpuacct:/a\n0::/" }, "cpu")).toEqual([
      `${group}/cpu/a`,
      `${group}/cpu`,
    ]);
    expect(folders({})).toEqual([group]);
  });

  it("read folders whose names have spaces", () => {
    const mountinfo = "35 25 0:30 / /sys/fs/control\\040groups rw - cgroup2 cgroup2 rw";
    expect(folders({ "/proc/self/cgroup": "0::/", "/proc/self/mountinfo": mountinfo })).toEqual([
      "/sys/fs/control groups",
    ]);
  });
});

describe("the quota", () => {
  const quota = (files: Record<string, string>): number => {
    const root = madeUpTree(files);
    return cpuQuota(root, controlGroups(root)("cpu"));
  };

  it("of version 2 is the smallest of the nested groups", () => {
    const nested = { "a/b/cpu.max": "max 100000", "a/cpu.max": "150000 100000", "cpu.max": "800000 100000" };
    expect(quota({ ...secondVersion("/a/b"), ...within(group, nested) })).toBe(1.5);
    expect(quota({ ...secondVersion("/a"), ...within(group, { "a/cpu.max": "25000 50000" }) })).toBe(0.5);
    expect(quota({ ...secondVersion("/a"), ...within(group, { "a/cpu.max": "max 100000" }) })).toBe(Infinity);
  });

  it("of version 1 is the smallest of the nested groups, and -1 is none", () => {
    const cpu = (name: string, micros: number): Record<string, string> =>
      within(`${group}/cpu,cpuacct${name}`, { "cpu.cfs_quota_us": `${micros}`, "cpu.cfs_period_us": "100000" });
    expect(quota({ ...firstVersion("/a/b"), ...cpu("/a/b", 300_000), ...cpu("/a", 250_000), ...cpu("", -1) })).toBe(
      2.5,
    );
    expect(quota({ ...firstVersion("/a"), ...cpu("/a", -1) })).toBe(Infinity);
    expect(quota({ ...firstVersion("/docker/1f", "/docker/1f"), ...cpu("", 200_000) })).toBe(2);
  });

  it("is none where the files are missing or damaged", () => {
    expect(quota({})).toBe(Infinity);
    for (const text of ["", "100000", "0 100000", "100000 0", "-5 100000", "a b", "NaN NaN"]) {
      expect(quota({ ...secondVersion("/"), ...within(group, { "cpu.max": text }) }), text).toBe(Infinity);
    }
  });
});

describe("parallelism", () => {
  it("is the cores that Node counts, where nothing narrows them", () => {
    expect(usable(madeUpMachine({ ...online("0-7") }))).toEqual({ threads: 8, performance: 8, reason: "8 cores" });
    expect(usable(madeUpMachine({}, { threads: 1 }))).toEqual({ threads: 1, performance: 1, reason: "1 core" });
  });

  it("rounds a quota up and says it", () => {
    const with2 = (max: string): Parallelism =>
      usable(madeUpMachine({ ...online("0-1"), ...secondVersion("/"), [`${group}/cpu.max`]: max }, { threads: 2 }));
    expect(with2("150000 100000")).toEqual({ threads: 2, performance: 2, reason: "2 cores, quota 1.5 of them" });
    expect(with2("10000 100000")).toMatchObject({ threads: 1, reason: "2 cores, quota 0.1 of them" });
    expect(with2("200000 100000")).toMatchObject({ threads: 2, reason: "2 cores" });
  });

  it("honours a cpuset of either version, and an empty one of a group leaves the group around it", () => {
    const second = { "a/b/cpuset.cpus.effective": "", "a/cpuset.cpus.effective": "2-4,9" };
    expect(
      usable(madeUpMachine({ ...online("0-7"), ...secondVersion("/a/b"), ...within(group, second) })),
    ).toMatchObject({
      threads: 3,
      reason: "8 cores, cpuset 3 of them",
    });
    const first = { "a/cpuset.cpus": "0-7", "a/cpuset.effective_cpus": "0,2" };
    const files = { ...online("0-7"), ...firstVersion("/a"), ...within(`${group}/cpuset`, first) };
    expect(usable(madeUpMachine(files))).toMatchObject({ threads: 2, reason: "8 cores, cpuset 2 of them" });
  });

  it("honours the affinity, of which processors that are offline are no part", () => {
    const status = "Name:\tnode\nCpus_allowed:\tff\nCpus_allowed_list:\t0-127\nMems_allowed_list:\t0";
    expect(usable(madeUpMachine({ ...online("0-5,8"), "/proc/self/status": status }))).toMatchObject({ threads: 7 });
    const pinned = { ...online("0-63"), "/proc/self/status": "Cpus_allowed_list:\t4-7" };
    expect(usable(madeUpMachine(pinned, { threads: 4 }))).toMatchObject({
      threads: 4,
      reason: "64 cores, affinity 4 of them",
    });
    // What Node counts holds even where no file says why.
    expect(usable(madeUpMachine(online("0-7"), { threads: 3 }))).toMatchObject({
      threads: 3,
      reason: "8 cores, Node counts 3 of them",
    });
  });

  it("counts the performance cores that this process may use", () => {
    const hybrid = { ...online("0-23"), "/sys/devices/cpu_core/cpus": "0-15", "/sys/devices/cpu_atom/cpus": "16-23" };
    expect(usable(madeUpMachine(hybrid, { threads: 24 }))).toMatchObject({ threads: 24, performance: 16 });
    const some = { ...hybrid, "/proc/self/status": "Cpus_allowed_list:\t12-19" };
    expect(usable(madeUpMachine(some, { threads: 8 }))).toMatchObject({ threads: 8, performance: 4 });
    const slow = { ...hybrid, "/proc/self/status": "Cpus_allowed_list:\t16-19" };
    expect(usable(madeUpMachine(slow, { threads: 4 }))).toMatchObject({ threads: 4, performance: 4 });
    const held = { ...hybrid, ...secondVersion("/"), [`${group}/cpu.max`]: "400000 100000" };
    expect(usable(madeUpMachine(held, { threads: 24 }))).toMatchObject({ threads: 4, performance: 4 });
  });

  it("is what this process has", () => {
    const { threads, performance } = parallelism();
    expect(threads).toBeGreaterThanOrEqual(1);
    expect(threads).toBeLessThanOrEqual(thisMachine().threads);
    expect(performance).toBeLessThanOrEqual(threads);
    expect(parallelism()).toBe(parallelism());
  });
});

describe("memory", () => {
  const room = (files: Record<string, string>): { limit: number; free: number } => {
    const root = madeUpTree(files);
    return memoryRoom(root, controlGroups(root)("memory"));
  };
  const none = { limit: Infinity, free: Infinity };

  it("is what the tightest of the nested groups leaves; idle pages of files count as free", () => {
    const nested = {
      "a/b/memory.max": "max",
      "a/b/memory.current": "7000",
      "a/memory.max": "5000",
      "a/memory.high": "4500",
      "a/memory.current": "3000",
      "a/memory.stat": "anon 2000\nfile 1000\ninactive_file 800\nactive_file 200",
      "memory.max": "9000",
      "memory.current": "8500",
    };
    expect(room({ ...secondVersion("/a/b"), ...within(group, nested) })).toEqual({ limit: 4500, free: 500 });
    expect(room({ ...secondVersion("/a/b"), ...within(group, { ...nested, "memory.max": "90000" }) })).toEqual({
      limit: 4500,
      free: 4500 - 2200,
    });
  });

  it("of version 1 reads the same from its own files", () => {
    const files = {
      "memory.limit_in_bytes": "4294967296",
      "memory.usage_in_bytes": "3221225472",
      "memory.stat": "inactive_file 5\ntotal_inactive_file 1073741824",
    };
    expect(room({ ...firstVersion("/a"), ...within(`${group}/memory/a`, files) })).toEqual({
      limit: 4294967296,
      free: 2147483648,
    });
  });

  it("of version 1 has the limit of a group outside the container too", () => {
    const files = {
      "memory.limit_in_bytes": "9223372036854771712",
      "memory.usage_in_bytes": "1000",
      "memory.stat": "hierarchical_memory_limit 5000\ntotal_inactive_file 200",
    };
    const read = (changed: object): unknown =>
      room({ ...firstVersion("/a", "/a"), ...within(`${group}/memory`, { ...files, ...changed }) });
    expect(read({})).toEqual({ limit: 5000, free: 4200 });
    expect(read({ "memory.limit_in_bytes": "3000" })).toEqual({ limit: 3000, free: 2200 });
    expect(read({ "memory.stat": "hierarchical_memory_limit 9223372036854771712" })).toEqual(none);
  });

  it("has no limit where the system says so in one of its ways", () => {
    const first = (limit: string): Record<string, string> => ({
      ...firstVersion("/"),
      ...within(`${group}/memory`, { "memory.limit_in_bytes": limit, "memory.usage_in_bytes": "100" }),
    });
    for (const limit of ["9223372036854771712", "9223372036854710272", "18446744073709551615", "-1", "", "much"]) {
      expect(room(first(limit)), limit).toEqual(none);
    }
    expect(room({ ...secondVersion("/"), ...within(group, { "memory.max": "max", "memory.high": "max" }) })).toEqual(
      none,
    );
    expect(room({})).toEqual(none);
  });

  it("counts no idle pages where their number is damaged or missing", () => {
    const files = { "memory.max": "1000", "memory.current": "300", "memory.stat": "inactive_file many" };
    expect(room({ ...secondVersion("/"), ...within(group, files) })).toEqual({ limit: 1000, free: 700 });
  });

  it("is never negative", () => {
    const over = { "memory.max": "1000", "memory.current": "1500" };
    expect(room({ ...secondVersion("/"), ...within(group, over) })).toEqual({ limit: 1000, free: 0 });
  });

  it("is the smaller of that and what the system has, and says which", () => {
    expect(availableMemoryOf(madeUpMachine({}))).toEqual({ bytes: 6e9, reason: "5.59 GiB free of 7.45 GiB" });
    const files = { "memory.max": "4294967296", "memory.current": "1073741824" };
    expect(availableMemoryOf(madeUpMachine({ ...secondVersion("/"), ...within(group, files) }))).toEqual({
      bytes: 3221225472,
      reason: "3 GiB free of the limit of 4 GiB",
    });
    const { bytes } = availableMemory();
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(thisMachine().totalMemory);
  });
});

describe("the environment", () => {
  it("stands in for workers and memory", () => {
    expect(overrides({})).toEqual({
      workers: undefined,
      memoryLimit: undefined,
      numaPolicy: undefined,
      profile: undefined,
    });
    expect(overrides({ LUNDBERG_WORKERS: "", LUNDBERG_MEMORY_LIMIT: " " })).toEqual(overrides({}));
    expect(overrides({ LUNDBERG_WORKERS: "auto" })).toEqual(overrides({}));
    expect(overrides({ LUNDBERG_WORKERS: " 12 ", LUNDBERG_MEMORY_LIMIT: "4e9" })).toMatchObject({
      workers: 12,
      memoryLimit: 4e9,
    });
    expect(overrides({ LUNDBERG_NUMA: " local ", LUNDBERG_PROFILE: "memory" })).toMatchObject({
      numaPolicy: "local",
      profile: "memory",
    });
    const bytes = { "1024": 1024, "512MiB": 536870912, "1.5 GiB": 1610612736, "2GB": 2e9, "3 kB": 3000, "7 B": 7 };
    for (const [text, value] of Object.entries(bytes)) {
      expect(overrides({ LUNDBERG_MEMORY_LIMIT: text }).memoryLimit, text).toBe(value);
    }
  });

  it("is refused by the name of the variable", () => {
    for (const text of ["0", "-1", "1.5", "1025", "many", "1e3", "0x10", "NaN"]) {
      expect(() => overrides({ LUNDBERG_WORKERS: text }), text).toThrow(
        new ActuarialError(
          "ERR_PARAMETER",
          `LUNDBERG_WORKERS must be an integer from 1 to 1024 or "auto", got "${text}"`,
        ),
      );
    }
    for (const text of ["0", "-1", "lots", "4 gigs", "4 GIB", "1e999", "0.2", "NaN", "1 constructor", "Infinity"]) {
      expect(() => overrides({ LUNDBERG_MEMORY_LIMIT: text }), text).toThrow(
        `LUNDBERG_MEMORY_LIMIT must be a number of bytes > 0, like 4e9, "512 MiB" or 4GiB, got "${text}"`,
      );
    }
    expect(() => overrides({ LUNDBERG_NUMA: "on" })).toThrow(
      'LUNDBERG_NUMA must be "auto" or "local" or "interleave" or "off", got "on"',
    );
    expect(() => overrides({ LUNDBERG_PROFILE: "__proto__" })).toThrow(
      'LUNDBERG_PROFILE must be "throughput" or "latency" or "memory" or "balanced", got "__proto__"',
    );
  });
});

describe("what was read", () => {
  it("is remembered for a while", async () => {
    let times = 0;
    const read = remembered(20, () => ++times);
    expect([read(), read()]).toEqual([1, 1]);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(read()).toBe(2);
  });
});
