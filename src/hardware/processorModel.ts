import os from "node:os";

/** What the first processor calls itself, "AMD EPYC 7B13"; undefined where the system does not say. */
export function processorModel(): string | undefined {
  const model = os.cpus()[0]?.model.trim();
  return model === "" || model === "unknown" ? undefined : model;
}
