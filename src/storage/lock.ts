import { randomBytes } from "node:crypto";
import { constants, copyFileSync, linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { readText } from "../hardware/files.js";
import { refuseStorage, storageError } from "./storageError.js";

/** Who holds a file: a process, by what tells it from every other one that has had its number. */
interface Holder {
  readonly pid: number;
  /** When the process started, in ticks of its machine; undefined where the system does not say. */
  readonly started: string | undefined;
  readonly host: string;
  /** Which start of the machine it was; undefined where the system does not say. */
  readonly boot: string | undefined;
}

/**
 * Takes a file for one run alone, by a file beside it with ".lock" at the end of its name. A lock whose process is gone,
 * or whose machine has started again since, counts for nothing; one of another machine, or one that nobody can read,
 * holds until it is removed.
 * @returns what gives the file back
 * @throws ActuarialError ERR_STORAGE at once where another run has it
 */
export function lock(file: string): () => void {
  const path = `${file}.lock`;
  const draft = beside(path);
  try {
    writeFileSync(draft, `${JSON.stringify(thisProcess())}\n`, { flag: "wx" });
    while (!linked(draft, path)) setAside(file, path);
  } catch (cause) {
    throw storageError(file, "lock it", cause);
  } finally {
    remove(draft);
  }
  return () => remove(path);
}

function beside(path: string): string {
  return `${path}.${randomBytes(6).toString("hex")}`;
}

/** Gives a file a second name, as a whole or not at all, where nothing has that name. */
function linked(from: string, to: string): boolean {
  try {
    link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    // File systems without links.
    if (!["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"].includes(codeOf(error) ?? "")) throw error;
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
}

/** Removes a lock whose holder is gone. Of several that do so at once, each removes what it has looked at and no other. */
function setAside(file: string, path: string): void {
  const seen = contentOf(path);
  if (seen === undefined) return;
  refuseHeld(file, path, seen);
  const aside = beside(path);
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  try {
    if (contentOf(aside) === seen) return;
    // Somebody was quicker, and what was taken is the new holder's.
    linked(aside, path);
    refuseStorage(file, `several runs are taking it at once (${path})`);
  } finally {
    remove(aside);
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function refuseHeld(file: string, path: string, content: string): void {
  const holder = holderOf(content);
  if (holder === undefined) refuseStorage(file, `${path} is no lock of this library; remove it if it is nobody's`);
  const here = thisProcess();
  if (isGone(holder, here)) return;
  const { pid, host } = holder;
  const who =
    host !== here.host
      ? `process ${pid} on ${host}`
      : pid === here.pid
        ? "another run of this process"
        : `process ${pid}`;
  refuseStorage(file, `${who} is using it; if you know better, remove ${path}`);
}

function holderOf(content: string): Holder | undefined {
  try {
    const { pid, started, host, boot } = JSON.parse(content);
    const known = Number.isSafeInteger(pid) && pid > 0 && typeof host === "string";
    return known ? { pid, started, host, boot } : undefined;
  } catch {
    return undefined;
  }
}

function isGone(holder: Holder, here: Holder): boolean {
  if (holder.host !== here.host) return false;
  if (holder.boot !== here.boot) return true;
  return !isRunning(holder.pid) || holder.started !== startOf(holder.pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

function thisProcess(): Holder {
  const boot = readText("", "/proc/sys/kernel/random/boot_id");
  return { pid: process.pid, started: startOf(process.pid), host: hostname(), boot };
}

/** Linux, proc_pid_stat(5): the 22nd field, counted from behind the name, which may hold anything. */
function startOf(pid: number): string | undefined {
  const text = readText("", `/proc/${pid}/stat`);
  return text?.slice(text.lastIndexOf(")") + 2).split(" ")[19];
}

/** Nothing is there afterwards, or nothing can be done about it. */
function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {}
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
