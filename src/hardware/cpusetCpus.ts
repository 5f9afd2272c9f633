import type { ControlGroups } from "./controlGroups.js";
import { readCpus } from "./files.js";

/**
 * The processors of this process's cpuset, undefined where none is known. A group's own file may be empty or missing, as
 * where the controller is not switched on for it; then the group around it decides (cpuset(7)).
 */
export function cpusetCpus(root: string, { version, folders }: ControlGroups): readonly number[] | undefined {
  const names = version === 2 ? ["cpuset.cpus.effective"] : ["cpuset.effective_cpus", "cpuset.cpus"];
  for (const folder of folders) {
    for (const name of names) {
      const cpus = readCpus(root, `${folder}/${name}`);
      if (cpus !== undefined && cpus.length > 0) return cpus;
    }
  }
  return undefined;
}
