import type { Command } from "../command.js";
import { bench } from "./bench.js";
import { cache } from "./cache.js";
import { calibrate } from "./calibrate.js";
import { detect } from "./detect.js";
import { explain } from "./explain.js";
import { simulate } from "./simulate.js";
import { solve } from "./solve.js";
import { suggest } from "./suggest.js";
import { validate } from "./validate.js";
import { verify } from "./verify.js";

/** Every command by its name: one line each. */
export const commands: Readonly<Record<string, Command>> = {
  simulate,
  solve,
  validate,
  explain,
  suggest,
  verify,
  detect,
  calibrate,
  bench,
  cache,
};
