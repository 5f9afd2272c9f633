import type { Stream } from "./stream.js";

/** So many draws of one law. */
export type Sampler = (stream: Stream, count: number) => number[];
