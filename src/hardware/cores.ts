import { availableParallelism } from "node:os";

/** Threads that can run side by side for this process, by its affinity. */
export function cores(): number {
  return availableParallelism();
}
