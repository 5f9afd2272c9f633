import os from "node:os";
import { afterAll, describe, expect, it } from "vitest";
import { caches } from "../dist/hardware/caches.js";
import { coreKinds } from "../dist/hardware/coreKinds.js";
import { commonCpus, formatCpuList, parseCpuList } from "../dist/hardware/cpuList.js";
import { detect, readHardware } from "../dist/hardware/detect.js";
import { hugePages } from "../dist/hardware/hugePages.js";
import { numaNodes } from "../dist/hardware/numaNodes.js";
import { processors } from "../dist/hardware/processors.js";
import { systemInformation } from "../dist/hardware/systemInformation.js";
import { madeUpMachine, madeUpTree, removeTrees, secondVersion, within } from "./support/madeUpMachine.js";

// What a machine is. What a process may use of it is hardwareLimits.test.ts.

afterAll(removeTrees);

const cpu = "/sys/devices/system/cpu";
const node = "/sys/devices/system/node";
const kibibytes = (id: number, total: number, free: number): string =>
  `Node ${id} MemTotal:       ${total} kB\nNode ${id} MemFree:        ${free} kB\nNode ${id} MemUsed:        1 kB`;

/** Two sockets of two cores with two threads each; the second core of the second socket is offline. */
const twoSockets: Record<string, string> = {
  [`${cpu}/online`]: "0-2,4-6",
  [`${cpu}/offline`]: "3,7-127",
  [`${cpu}/present`]: "0-7",
  ...Object.fromEntries(
    [0, 1, 2, 4, 5, 6].flatMap((id) =>
      Object.entries(
        within(`${cpu}/cpu${id}`, {
          "topology/thread_siblings_list": `${id % 4},${(id % 4) + 4}`,
          "topology/physical_package_id": `${Math.floor((id % 4) / 2)}`,
          "cache/index0/level": "1",
          "cache/index0/type": "Data",
          "cache/index0/size": "48K",
          "cache/index0/shared_cpu_list": `${id % 4},${(id % 4) + 4}`,
          "cache/index3/level": "3",
          "cache/index3/type": "Unified",
          "cache/index3/size": "32M",
          "cache/index3/shared_cpu_list": id % 4 < 2 ? "0-1,4-5" : "2,6",
          "cache/uevent": "",
        }),
      ),
    ),
  ),
  ...within(node, {
    online: "0-1",
    "node0/cpulist": "0-1,4-5",
    "node0/meminfo": kibibytes(0, 4096, 1024),
    "node0/distance": "10 21",
    "node1/cpulist": "2,6",
    "node1/meminfo": kibibytes(1, 8192, 2048),
    "node1/distance": "21 10",
  }),
  "/proc/cpuinfo":
    "processor\t: 0\nmodel name\t: A Processor\nvmx flags\t: avx_unreal\nflags\t\t: fpu sse sse2 ssse3 smep avx avx2 avx512f sha_ni fma\n\nprocessor\t: 1",
  [`${cpu}/cpufreq/policy0/scaling_governor`]: "schedutil",
  [`${cpu}/cpufreq/policy1/scaling_governor`]: "schedutil",
  "/sys/kernel/mm/transparent_hugepage/enabled": "always [madvise] never",
  ...within("/sys/kernel/mm/hugepages", {
    "hugepages-1048576kB/nr_hugepages": "4",
    "hugepages-1048576kB/free_hugepages": "3",
    "hugepages-2048kB/nr_hugepages": "0",
  }),
};

describe("lists of processors", () => {
  it("are read and written as Linux has them", () => {
    for (const [text, numbers] of [
      ["0", [0]],
      ["0-3,8,10-11", [0, 1, 2, 3, 8, 10, 11]],
      ["", []],
    ] as const) {
      expect(parseCpuList(text)).toEqual(numbers);
      expect(formatCpuList(numbers)).toBe(text);
    }
    expect(parseCpuList("5,1-2,2\n")).toEqual([1, 2, 5]);
    for (const text of ["a", "1-", "-1", "1,,2", "0-99999999999", "1.5"])
      expect(parseCpuList(text), text).toBeUndefined();
  });

  it("have in common what each known one has", () => {
    expect(commonCpus([1, 2, 3, 4], [2, 3, 4, 5], undefined, [4, 3])).toEqual([3, 4]);
    expect(commonCpus([1, 2])).toEqual([1, 2]);
  });
});

describe("processors", () => {
  it("are counted as threads, cores and sockets, without those that are offline or could only be plugged in", () => {
    expect(processors(madeUpTree(twoSockets))).toEqual({
      online: [0, 1, 2, 4, 5, 6],
      offline: [3, 7],
      physical: 3,
      sockets: 2,
      kinds: undefined,
      model: "A Processor",
      simd: ["sse", "sse2", "ssse3", "avx", "avx2", "avx512f", "fma"],
      governors: ["schedutil"],
    });
  });

  it("of ARM name their vectors otherwise", () => {
    const info = "processor\t: 0\nBogoMIPS\t: 50\nFeatures\t: fp asimd aes sve sve2 sme smefa64 crc32";
    expect(processors(madeUpTree({ "/proc/cpuinfo": info })).simd).toEqual(["asimd", "sve", "sve2", "sme"]);
  });

  it("are unknown where nothing can be read", () => {
    expect(processors(madeUpTree({}))).toEqual({
      online: [],
      offline: [],
      physical: undefined,
      sockets: undefined,
      kinds: undefined,
      model: undefined,
      simd: [],
      governors: [],
    });
  });

  it("are of two kinds where Intel's devices or the capacities say so", () => {
    const intel = { "/sys/devices/cpu_core/cpus": "0-3", "/sys/devices/cpu_atom/cpus": "4-7" };
    expect(coreKinds(madeUpTree(intel), [0, 1, 2, 4, 5])).toEqual({ performance: [0, 1, 2], efficiency: [4, 5] });
    const capacities = (...values: number[]): ReturnType<typeof coreKinds> =>
      coreKinds(madeUpTree(Object.fromEntries(values.map((value, i) => [`${cpu}/cpu${i}/cpu_capacity`, `${value}`]))), [
        ...values.keys(),
      ]);
    // RK3588, Tensor G1 with its three kinds, and cores that are alike but for their making.
    expect(capacities(530, 530, 1024, 1024)).toEqual({ performance: [2, 3], efficiency: [0, 1] });
    expect(capacities(250, 250, 620, 1024)).toEqual({ performance: [2, 3], efficiency: [0, 1] });
    expect(capacities(1024, 1009, 990, 1024)).toBeUndefined();
    expect(coreKinds(madeUpTree({ [`${cpu}/cpu0/cpu_capacity`]: "1024" }), [0, 1])).toBeUndefined();
  });
});

describe("caches", () => {
  it("are counted once each, however many processors share one", () => {
    expect(caches(madeUpTree(twoSockets), [0, 1, 2, 4, 5, 6])).toEqual([
      { level: 1, kind: "data", bytes: 49152, sharedBy: 2, count: 3 },
      { level: 3, kind: "unified", bytes: 33554432, sharedBy: 4, count: 1 },
      { level: 3, kind: "unified", bytes: 33554432, sharedBy: 2, count: 1 },
    ]);
    expect(caches(madeUpTree({}), [0])).toEqual([]);
  });
});

describe("NUMA nodes", () => {
  it("are one on a plain machine, and none where nobody says", () => {
    const one = { online: "0", "node0/cpulist": "0-3", "node0/meminfo": kibibytes(0, 100, 60), "node0/distance": "10" };
    expect(numaNodes(madeUpTree(within(node, one)))).toEqual([
      { id: 0, cpus: [0, 1, 2, 3], memory: 102400, free: 61440, distances: [10] },
    ]);
    expect(numaNodes(madeUpTree({}))).toEqual([]);
  });

  it("are two on two sockets", () => {
    expect(numaNodes(madeUpTree(twoSockets))).toEqual([
      { id: 0, cpus: [0, 1, 4, 5], memory: 4194304, free: 1048576, distances: [10, 21] },
      { id: 1, cpus: [2, 6], memory: 8388608, free: 2097152, distances: [21, 10] },
    ]);
  });

  it("have holes in their numbers, and may lack processors or memory", () => {
    const files = {
      "node0/cpulist": "0-3,16-19",
      "node0/meminfo": kibibytes(0, 1000, 500),
      "node2/cpulist": "4-7",
      "node2/meminfo": kibibytes(2, 0, 0),
      "node5/cpulist": "",
      "node5/meminfo": kibibytes(5, 2000, 2000),
      "node11/cpulist": "8-11",
      "node11/meminfo": kibibytes(11, 3000, 1),
      possible: "0-15",
    };
    const expected = [
      { id: 0, cpus: [0, 1, 2, 3, 16, 17, 18, 19], memory: 1024000, free: 512000, distances: [] },
      { id: 2, cpus: [4, 5, 6, 7], memory: 0, free: 0, distances: [] },
      { id: 5, cpus: [], memory: 2048000, free: 2048000, distances: [] },
      { id: 11, cpus: [8, 9, 10, 11], memory: 3072000, free: 1024, distances: [] },
    ];
    expect(numaNodes(madeUpTree(within(node, { ...files, online: "0,2,5,11" })))).toEqual(expected);
    // The folders say the same where the list is missing.
    expect(numaNodes(madeUpTree(within(node, files)))).toEqual(expected);
  });
});

describe("huge pages", () => {
  it("are the choice in brackets and what is set aside", () => {
    expect(hugePages(madeUpTree(twoSockets))).toEqual({
      transparent: "madvise",
      pools: [{ pageBytes: 1073741824, pages: 4, free: 3 }],
    });
    expect(hugePages(madeUpTree({}))).toEqual({ transparent: undefined, pools: [] });
  });
});

/** Every name of a field, in its place: "nodes[].cpus[]". */
function names(value: unknown, place: string = ""): string[] {
  if (Array.isArray(value))
    return value.length > 0 ? value.flatMap((item) => names(item, `${place}[]`)) : [`${place}[]`];
  if (typeof value !== "object" || value === null) return [place];
  return Object.entries(value).flatMap(([key, item]) => names(item, place === "" ? key : `${place}.${key}`));
}

const whitelist = new Set([
  ...["platform", "architecture", "release", "distribution"].map((name) => `system.${name}`),
  ...["node", "v8", "webAssemblySimd"].map((name) => `runtime.${name}`),
  ...["model", "megahertz", "simd[]", "governors[]", "caches[]"].map((name) => `processor.${name}`),
  ...["level", "kind", "bytes", "sharedBy", "count"].map((name) => `processor.caches[].${name}`),
  ...["logical", "physical", "sockets", "performance", "efficiency", "online[]", "offline[]"].map(
    (name) => `cores.${name}`,
  ),
  ...["threads", "reason", "affinity", "affinity[]", "cpuset", "cpuset[]", "quota"].map((name) => `process.${name}`),
  ...["total", "free", "reason", "limit", "modules[]"].map((name) => `memory.${name}`),
  ...["bytes", "type", "megahertz"].map((name) => `memory.modules[].${name}`),
  "nodes[]",
  ...["id", "cpus[]", "memory", "free", "distances[]"].map((name) => `nodes[].${name}`),
  ...["transparent", "pools[]"].map((name) => `hugePages.${name}`),
  ...["pageBytes", "pages", "free"].map((name) => `hugePages.pools[].${name}`),
]);

describe("hardware", () => {
  const secret = "0f8fad5b-d9cb-469f-a165-70867728950e";
  /** Answers like systeminformation's, in which everything that could tell the machine is the secret. */
  const talkative = {
    cpu: async () => ({
      ...{ manufacturer: "Apple", brand: "M3", speed: 4.05, physicalCores: 8, performanceCores: 4, efficiencyCores: 4 },
      ...{ processors: 1, governor: "", flags: "", serial: secret, socket: secret },
      cache: { l1d: 65536, l1i: 131072, l2: 4194304, l3: 0, uuid: secret },
    }),
    osInfo: async () => ({
      distro: "macOS",
      release: "14.5",
      hostname: secret,
      fqdn: secret,
      serial: secret,
      uuid: secret,
    }),
    memLayout: async () => [
      { size: 8589934592, type: "LPDDR5", clockSpeed: 6400, serialNum: secret, partNum: secret, bank: secret },
      { size: 0, type: "Empty", serialNum: secret },
      { size: 1024, type: "", serialNum: secret },
    ],
  };

  it("never tells which machine it is", async () => {
    const raspberry = { "/proc/cpuinfo": `model name\t: ARM\n\nHardware\t: BCM\nSerial\t\t: ${secret}` };
    const host = {
      "/proc/sys/kernel/hostname": secret,
      "/etc/machine-id": secret,
      "/sys/class/dmi/id/product_uuid": secret,
    };
    const path = `/kubepods/pod${secret}`;
    const limits = within(`/sys/fs/cgroup${path}`, { "cpu.max": "150000 100000", "memory.max": "1000000" });
    const machine = madeUpMachine({ ...twoSockets, ...secondVersion(path), ...limits, ...raspberry, ...host });
    const hardware = readHardware(machine, await systemInformation(talkative));
    expect(hardware.process.quota).toBe(1.5);
    expect(JSON.stringify(hardware) + String(hardware)).not.toContain(secret);
    for (const seen of [hardware, await detect(), await detect({ systemInformation: true })]) {
      expect(names(seen).filter((name) => !whitelist.has(name))).toEqual([]);
    }
  });

  it("does not tell this machine's name", async () => {
    const text = JSON.stringify(await detect({ systemInformation: true }));
    const strings = JSON.stringify(Object.values(JSON.parse(text)));
    if (os.hostname() !== "localhost" && os.hostname().length > 5) expect(strings).not.toContain(os.hostname());
    for (const { mac } of Object.values(os.networkInterfaces()).flatMap((list) => list ?? [])) {
      if (mac !== "00:00:00:00:00:00") expect(strings).not.toContain(mac);
    }
  });

  it("prints for people", () => {
    const limits = within("/sys/fs/cgroup", { "cpu.max": "150000 100000", "memory.max": "4294967296" });
    const text = String(
      readHardware(madeUpMachine({ ...twoSockets, ...secondVersion("/"), ...limits }, { threads: 6 })),
    );
    expect(text.split("\n").slice(0, -2)).toEqual([
      "processor     A Processor",
      "cores         6 logical, 3 physical, 2 sockets, offline: CPUs 3,7",
      "this process  2 threads: 6 cores, quota 1.5 of them",
      "memory        4 GiB free of the limit of 4 GiB",
      "node 0        CPUs 0-1,4-5, 1 MiB free of 4 MiB",
      "node 1        CPUs 2,6, 2 MiB free of 8 MiB",
      "caches        L1 data 3 x 48 KiB, L3 1 x 32 MiB, L3 1 x 32 MiB",
      "SIMD          sse sse2 ssse3 avx avx2 avx512f fma",
      "governor      schedutil",
      "huge pages    transparent: madvise, 3 of 4 of 1 GiB free",
    ]);
    expect(text).toMatch(/runtime {7}Node \d+\.\d+\.\d+, V8 \S+, WebAssembly SIMD$/);
  });

  it("is filled from systeminformation where the system's files are silent", async () => {
    const hardware = readHardware(madeUpMachine({}), await systemInformation(talkative));
    expect(hardware.processor).toMatchObject({ model: "Apple M3", megahertz: 4050 });
    expect(hardware.processor.caches).toHaveLength(3);
    expect(hardware.cores).toMatchObject({ physical: 8, sockets: 1, performance: 4, efficiency: 4 });
    expect(hardware.system.distribution).toBe("macOS 14.5");
    expect(hardware.memory.modules).toEqual([{ bytes: 8589934592, type: "LPDDR5", megahertz: 6400 }]);
    expect(String(hardware)).toContain("8 physical, 1 socket, 4 performance, 4 efficiency");
    // Files go before it.
    const read = readHardware(madeUpMachine(twoSockets), await systemInformation(talkative));
    expect(read.cores).toMatchObject({ physical: 3, sockets: 2 });
    expect(read.processor.model).toBe("A Processor");
  });

  it("takes no answer from systeminformation for an unknown", async () => {
    const fails = (): Promise<unknown> => Promise.reject(new Error("no"));
    const silent = await systemInformation({ cpu: fails, osInfo: async () => null, memLayout: async () => "none" });
    expect(JSON.parse(JSON.stringify(silent))).toEqual({ simd: [], caches: [], modules: [] });
    expect(readHardware(madeUpMachine({}), silent).process).toMatchObject({ threads: 8, reason: "8 cores" });
  });

  it("is frozen to the bottom", () => {
    const hardware = readHardware(madeUpMachine(twoSockets));
    const thawed = (value: object): boolean =>
      !Object.isFrozen(value) ||
      Object.values(value).some((part) => typeof part === "object" && part !== null && thawed(part));
    expect(thawed(hardware)).toBe(false);
  });

  it("is this machine's when nothing is made up", async () => {
    const hardware = await detect();
    expect(hardware.system.platform).toBe(process.platform);
    expect(hardware.runtime).toEqual({ node: process.versions.node, v8: process.versions.v8, webAssemblySimd: true });
    expect(hardware.cores.logical).toBeGreaterThanOrEqual(hardware.process.threads);
    expect(hardware.memory.free).toBeLessThanOrEqual(hardware.memory.total);
  });

  it("refuses options that it does not know", async () => {
    await expect(detect({ numa: true } as object)).rejects.toMatchObject({ code: "ERR_UNKNOWN_KEY" });
    await expect(detect({ systemInformation: 1 } as unknown as object)).rejects.toThrow(
      "detect: systemInformation must be true or false, got 1",
    );
  });
});
