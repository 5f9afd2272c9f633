import type { Cache } from "./caches.js";
import { formatCpuList } from "./cpuList.js";
import { formatBytes } from "./formatBytes.js";
import type { HardwareFacts } from "./hardware.js";

/** The facts as a table for people; what is not known is left out. */
export function formatHardware(facts: HardwareFacts): string {
  const { system, runtime, processor, cores, memory, nodes, hugePages } = facts;
  const rows: [name: string, text: string][] = [
    ["processor", known(processor.model ?? "unknown", processor.megahertz && `${processor.megahertz} MHz`)],
    ["cores", coresText(cores)],
    [
      "this process",
      `${facts.process.threads} ${facts.process.threads === 1 ? "thread" : "threads"}: ${facts.process.reason}`,
    ],
    ["memory", known(memory.reason, ...memory.modules.map(moduleText))],
    ...nodes.map(({ id, cpus, memory, free }): [string, string] => [
      `node ${id}`,
      known(
        cpus.length > 0 ? `CPUs ${formatCpuList(cpus)}` : "no CPUs",
        `${formatBytes(free)} free of ${formatBytes(memory)}`,
      ),
    ]),
    ["caches", processor.caches.map(cacheText).join(", ")],
    ["SIMD", processor.simd.join(" ")],
    ["governor", processor.governors.join(", ")],
    [
      "huge pages",
      known(
        hugePages.transparent && `transparent: ${hugePages.transparent}`,
        ...hugePages.pools.map((pool) => `${pool.free} of ${pool.pages} of ${formatBytes(pool.pageBytes)} free`),
      ),
    ],
    ["system", known(system.distribution, `${system.platform} ${system.release}`, system.architecture)],
    [
      "runtime",
      `Node ${runtime.node}, V8 ${runtime.v8}, ${runtime.webAssemblySimd ? "WebAssembly SIMD" : "no WebAssembly SIMD"}`,
    ],
  ];
  const shown = rows.filter(([, text]) => text !== "");
  const width = Math.max(...shown.map(([name]) => name.length)) + 2;
  return shown.map(([name, text]) => name.padEnd(width) + text).join("\n");
}

function coresText({ logical, physical, sockets, performance, efficiency, offline }: HardwareFacts["cores"]): string {
  return known(
    `${logical} logical`,
    physical && `${physical} physical`,
    sockets && `${sockets} ${sockets === 1 ? "socket" : "sockets"}`,
    performance && `${performance} performance`,
    efficiency && `${efficiency} efficiency`,
    offline.length > 0 && `offline: CPUs ${formatCpuList(offline)}`,
  );
}

function cacheText({ level, kind, bytes, count }: Cache): string {
  const size = count === undefined ? formatBytes(bytes) : `${count} x ${formatBytes(bytes)}`;
  return `L${level}${kind === "unified" ? "" : ` ${kind}`} ${size}`;
}

function moduleText({ bytes, type, megahertz }: HardwareFacts["memory"]["modules"][number]): string {
  return [formatBytes(bytes), type, megahertz && `${megahertz} MHz`].filter(Boolean).join(" ");
}

function known(...parts: readonly (string | number | false | undefined)[]): string {
  return parts.filter(Boolean).join(", ");
}
