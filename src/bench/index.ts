export { benchPage } from "./benchPage.js";
export { figures } from "./figures.js";
export { type BenchRecord, readRecord } from "./record.js";
export { runBench } from "./run.js";
