import { cores } from "../hardware/cores.js";
import { clear } from "./arrays.js";
import { pool } from "./pool.js";

/** Starts the worker threads ahead of the first run, so that it does not wait for them. */
export async function warmUp(): Promise<void> {
  await pool.start(cores());
}

/**
 * Ends the worker threads and gives pooled arrays back. Runs under way reject with ERR_CLOSED; a later run starts
 * threads anew. A process that never calls it exits all the same.
 */
export async function close(): Promise<void> {
  clear();
  await pool.close();
}
