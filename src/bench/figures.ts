import { families } from "./families.js";
import type { BenchFigure } from "./figure.js";
import { memory } from "./memory.js";
import { selection } from "./selection.js";
import { throughput } from "./throughput.js";
import { trialsFigure } from "./trials.js";

/** Every figure of the report, in its order. */
export const figures: readonly BenchFigure[] = [throughput, trialsFigure, families, selection, memory];
