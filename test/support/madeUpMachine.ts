import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Machine } from "../../dist/hardware/machine.js";

const roots: string[] = [];

/** A folder that holds these files under /proc and /sys, to be given to a reader as its root. */
export function madeUpTree(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "lundberg-hardware-"));
  roots.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(root + path), { recursive: true });
    writeFileSync(root + path, `${text}\n`);
  }
  return root;
}

export function removeTrees(): void {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
}

export function madeUpMachine(files: Readonly<Record<string, string>>, node: Partial<Machine> = {}): Machine {
  return { root: madeUpTree(files), threads: 8, freeMemory: 6e9, totalMemory: 8e9, ...node };
}

/** Files of one folder. */
export function within(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
}

/** A process in nested groups of version 2. */
export const secondVersion = (path: string): Record<string, string> => ({
  "/proc/self/cgroup": `0::${path}`,
  "/proc/self/mountinfo": "35 25 0:30 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate",
});

/** A process in groups of version 1, one hierarchy a controller, as a container without a namespace of its own sees them. */
export const firstVersion = (path: string, mounted: string = "/"): Record<string, string> => ({
  "/proc/self/cgroup": `5:memory:${path}\n4:cpuset:${path}\n3:cpu,cpuacct:${path}\n1:name=systemd:${path}\n0::/`,
  "/proc/self/mountinfo": [
    `31 25 0:26 ${mounted} /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd`,
    `32 25 0:27 ${mounted} /sys/fs/cgroup/cpu,cpuacct rw shared:1 master:2 - cgroup cgroup rw,cpu,cpuacct`,
    `33 25 0:28 ${mounted} /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset`,
    `34 25 0:29 ${mounted} /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory`,
    "35 25 0:30 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw",
  ].join("\n"),
});
