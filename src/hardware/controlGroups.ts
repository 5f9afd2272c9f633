import { readText } from "./files.js";
import { remembered } from "./remembered.js";

export type Controller = "cpu" | "cpuset" | "memory";

/** The control groups around this process that one controller acts on. */
export interface ControlGroups {
  readonly version: 1 | 2;
  /**
   * Their folders, this process's own first, then each that holds it. A limit of any of them holds. The names can carry
   * the identity of a container: they are for reading, never for a report.
   */
  readonly folders: readonly string[];
}

interface Mount {
  readonly root: string;
  readonly folder: string;
  /** Controllers of a version 1 hierarchy; undefined is version 2. */
  readonly controllers: readonly string[] | undefined;
}

/**
 * Finds the control groups of this process, of either version or, as systemd's hybrid layout has it, each controller in
 * its own. /proc/self/cgroup says where the process stands in a hierarchy, /proc/self/mountinfo which part of the
 * hierarchy is mounted where: in a container that is often the container's own group (cgroups(7),
 * proc_pid_mountinfo(5)).
 */
export function controlGroups(root: string): (controller: Controller) => ControlGroups {
  const mounts = readMounts(root);
  const places = (readText(root, "/proc/self/cgroup") ?? "").split("\n").map((line) => {
    const [, names = "", path = "/"] = line.match(/^\d+:([^:]*):(.*)$/) ?? [];
    return { controllers: names.split(","), path };
  });
  const second = foldersOf(
    mounts.find(({ controllers }) => controllers === undefined) ?? unmounted(undefined),
    places.find(({ controllers }) => controllers[0] === "")?.path,
  );
  return (controller) => {
    const first = places.find(({ controllers }) => controllers.includes(controller));
    if (first === undefined) return { version: 2, folders: second };
    const mount = mounts.find(({ controllers }) => controllers?.includes(controller)) ?? unmounted(controller);
    return { version: 1, folders: foldersOf(mount, first.path) };
  };
}

/** Those of this machine. They are looked for once a second: a process can be moved, but hardly ever is. */
export const ownControlGroups: () => (controller: Controller) => ControlGroups = remembered(1000, () =>
  controlGroups(""),
);

/** Where a hierarchy usually is. */
function unmounted(controller: Controller | undefined): Mount {
  return {
    root: "/",
    folder: controller === undefined ? "/sys/fs/cgroup" : `/sys/fs/cgroup/${controller}`,
    controllers: controller === undefined ? undefined : [controller],
  };
}

function readMounts(root: string): readonly Mount[] {
  return (readText(root, "/proc/self/mountinfo") ?? "").split("\n").flatMap((line): Mount[] => {
    const [before = "", after = ""] = line.split(" - ");
    const [type = "", , options = ""] = after.split(" ");
    if (type !== "cgroup" && type !== "cgroup2") return [];
    const [, , , mountRoot = "/", folder = ""] = before.split(" ").map(unescaped);
    return [{ root: mountRoot, folder, controllers: type === "cgroup" ? options.split(",") : undefined }];
  });
}

/** mountinfo writes space, tab, newline and backslash as octal numbers. */
function unescaped(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

/** A place outside what is mounted ("/..", or another container's) leaves the mounted folder itself. */
function foldersOf(mount: Mount, place: string | undefined): readonly string[] {
  const above = mount.root === "/" ? "" : mount.root;
  const inside = place?.startsWith(`${above}/`) ? place.slice(above.length) : "/";
  const steps = inside.split("/").filter((step) => step !== "");
  if (steps.includes("..")) return [mount.folder];
  return [...steps.keys(), steps.length].map((depth) => [mount.folder, ...steps.slice(0, depth)].join("/")).reverse();
}
