/** Processors for a thread, and the program that pins it to them. */
export interface Pin {
  /** The path of taskset, of util-linux or BusyBox. */
  readonly taskset: string;
  /** A list as Linux writes it, "0-3,8". */
  readonly cpus: string;
}

interface Held {
  readonly pin: Pin;
  /** The processors that the thread had before it was pinned first. */
  readonly before: string | undefined;
  readonly failure: string | undefined;
}

/** Of the calling thread: each has modules of its own. */
let held: Held | undefined;

/**
 * Pins the calling thread to processors, or gives it back those that it had where `pin` is undefined. Memory that the thread
 * touches first from then on lies on the node of these processors, as long as that node has any. Takes some milliseconds
 * where something changes, and nothing where not.
 * @returns why the thread is not where it should be; undefined where it is
 */
export function pinThread(pin: Pin | undefined): string | undefined {
  if (pin?.cpus === held?.pin.cpus) return held?.failure;
  const before = held === undefined ? allowedCpus() : held.before;
  const failure = moveTo(pin?.taskset ?? held!.pin.taskset, pin?.cpus ?? before);
  held = pin && { pin, before, failure };
  return failure;
}

function moveTo(taskset: string, cpus: string | undefined): string | undefined {
  const id = threadId();
  if (id === undefined || cpus === undefined) return "the system does not say which thread it is";
  try {
    const { spawnSync } = process.getBuiltinModule("node:child_process");
    const { error, status } = spawnSync(taskset, ["-pc", cpus, id], { stdio: "ignore", timeout: 5000 });
    if (error !== undefined) throw error;
    if (status !== 0) return `taskset: exit code ${status}`;
  } catch (error) {
    // Node's permission model, for one, lets no process be started.
    return `taskset: ${(error as NodeJS.ErrnoException).code ?? error}`;
  }
  return allowedCpus() === cpus ? undefined : "the system did not follow taskset";
}

/**
 * The system's number of the calling thread, which /proc/thread-self links to: "<process>/task/<thread>" (proc(5)). Where
 * the process has another number there, /proc is another container's, and so would be the thread.
 */
function threadId(): string | undefined {
  const link = attempt(({ readlinkSync }) => readlinkSync("/proc/thread-self"));
  const [, owner, thread] = link?.match(/^(\d+)\/task\/(\d+)$/) ?? [];
  return owner === `${process.pid}` ? thread : undefined;
}

function allowedCpus(): string | undefined {
  const status = attempt(({ readFileSync }) => readFileSync("/proc/thread-self/status", "utf8"));
  return status?.match(/^Cpus_allowed_list:\s*(.+)$/m)?.[1];
}

/** The modules come when they are needed: a thread loads nothing that it does not run. */
function attempt(read: (files: typeof import("node:fs")) => string): string | undefined {
  try {
    return read(process.getBuiltinModule("node:fs"));
  } catch {
    return undefined;
  }
}
