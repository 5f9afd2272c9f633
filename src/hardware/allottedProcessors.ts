import { ownControlGroups } from "./controlGroups.js";
import { cpuQuota } from "./cpuQuota.js";
import { thisMachine } from "./machine.js";
import { parallelism } from "./parallelism.js";
import { remembered } from "./remembered.js";

/** Processors' worth of time that this process can have: its threads, or its quota where that is less. Read once a second. */
export const allottedProcessors: () => number = remembered(1000, () =>
  Math.min(parallelism().threads, cpuQuota(thisMachine().root, ownControlGroups()("cpu"))),
);
