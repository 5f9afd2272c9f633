import type { Command } from "../command.js";
import { bench } from "./bench.js";
import { detect } from "./detect.js";
import { explain } from "./explain.js";
import { simulate } from "./simulate.js";
import { verify } from "./verify.js";

/** Every command by its name: one line each. */
export const commands: Readonly<Record<string, Command>> = { simulate, explain, verify, detect, bench };
