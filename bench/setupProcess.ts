import { firstResult, setupBooks } from "./setupModels.js";

// A process of its own, forked by setup.ts: the first model that it makes is timed, in milliseconds.
const book = setupBooks.get(process.argv[2]!)!;
const started = performance.now();
await firstResult(book);
process.send?.(performance.now() - started);
