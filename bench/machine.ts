import { availableParallelism, loadavg } from "node:os";
import { kernelId } from "lundberg";
import { cpu } from "systeminformation";

/** What the numbers depend on, and nothing that names a host. */
export interface Machine {
  readonly cpu: string;
  /** Cores that this process may use. */
  readonly cores: number;
  readonly node: string;
  readonly platform: string;
  readonly kernelId: string;
  /** Of the minute before the run; 0 on Windows, which has none. */
  readonly loadAverage: number;
}

export { busyFrom } from "../dist/bench/benchPage.js";

export async function describeMachine(): Promise<Machine> {
  const { manufacturer, brand, family, model } = await cpu();
  return {
    // Family and model come from lscpu, where there is one.
    cpu: `${manufacturer} ${brand}${family === "" ? "" : ` (family ${family}, model ${model})`}`,
    cores: availableParallelism(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    kernelId,
    loadAverage: loadavg()[0]!,
  };
}
