import { ActuarialError } from "../errors.js";
import type { Cache } from "./caches.js";
import { vectorNames } from "./processors.js";

/** What the package systeminformation knows; a field is undefined where it does not. */
export interface SystemInformation {
  readonly model: string | undefined;
  readonly megahertz: number | undefined;
  readonly physical: number | undefined;
  readonly sockets: number | undefined;
  readonly performance: number | undefined;
  readonly efficiency: number | undefined;
  readonly simd: readonly string[];
  readonly caches: readonly Cache[];
  readonly governor: string | undefined;
  readonly distribution: string | undefined;
  readonly modules: readonly MemoryModule[];
}

export interface MemoryModule {
  readonly bytes: number;
  /** "DDR5" */
  readonly type: string;
  readonly megahertz: number | undefined;
}

/** The functions of the package that are called. Their answers also carry host name, serial numbers and UUIDs. */
export interface SystemInformationPackage {
  cpu(): Promise<unknown>;
  osInfo(): Promise<unknown>;
  memLayout(): Promise<unknown>;
}

/**
 * Asks the package. Fields are taken from its answers one by one, by the names written here, and nothing else leaves this
 * function. A question that fails is a fact that nobody knows.
 */
export async function systemInformation(system: SystemInformationPackage): Promise<SystemInformation> {
  const ask = async (question: () => Promise<unknown>): Promise<unknown> => {
    try {
      return await question();
    } catch {
      return undefined;
    }
  };
  const [cpu, release, layout] = await Promise.all([
    ask(() => system.cpu()),
    ask(() => system.osInfo()),
    ask(() => system.memLayout()),
  ]);
  const cache = field(cpu, "cache");
  const gigahertz = count(cpu, "speed");
  return {
    model: words(word(cpu, "manufacturer"), word(cpu, "brand")),
    megahertz: gigahertz && Math.floor(1000 * gigahertz + 0.5),
    physical: count(cpu, "physicalCores"),
    sockets: count(cpu, "processors"),
    performance: count(cpu, "performanceCores"),
    efficiency: count(cpu, "efficiencyCores"),
    simd: vectorNames(word(cpu, "flags") ?? ""),
    caches: [
      ...cacheOf(1, "data", count(cache, "l1d")),
      ...cacheOf(1, "instruction", count(cache, "l1i")),
      ...cacheOf(2, "unified", count(cache, "l2")),
      ...cacheOf(3, "unified", count(cache, "l3")),
    ],
    governor: word(cpu, "governor"),
    distribution: words(word(release, "distro"), word(release, "release")),
    modules: (Array.isArray(layout) ? layout : []).flatMap((module): MemoryModule[] => {
      const bytes = count(module, "size");
      const type = word(module, "type");
      return bytes && type ? [{ bytes, type, megahertz: count(module, "clockSpeed") }] : [];
    }),
  };
}

/** Not written into the import, so that the bundler of a user who does without the package has nothing to look for. */
const packageName: string = "systeminformation";

/**
 * Loads the package, which the user installs or leaves out.
 * @throws ActuarialError ERR_UNSUPPORTED where it is not installed
 */
export async function loadSystemInformation(): Promise<SystemInformationPackage> {
  try {
    return (await import(packageName)).default;
  } catch (cause) {
    throw new ActuarialError(
      "ERR_UNSUPPORTED",
      "detect: systemInformation needs the package systeminformation; npm install systeminformation",
      { cause },
    );
  }
}

function field(answer: unknown, key: string): unknown {
  return typeof answer === "object" && answer !== null ? (answer as Record<string, unknown>)[key] : undefined;
}

/** The package writes 0 and "" where it does not know. */
function count(answer: unknown, key: string): number | undefined {
  const value = field(answer, key);
  return typeof value === "number" && value > 0 && value < Infinity ? value : undefined;
}

function word(answer: unknown, key: string): string | undefined {
  const value = field(answer, key);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function words(...parts: readonly (string | undefined)[]): string | undefined {
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? undefined : known.join(" ");
}

function cacheOf(level: number, kind: Cache["kind"], bytes: number | undefined): Cache[] {
  return bytes === undefined ? [] : [{ level, kind, bytes, sharedBy: undefined, count: undefined }];
}
