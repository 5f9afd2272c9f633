#!/usr/bin/env node
import { main } from "./main.js";

// The exit code is set, not forced: what was printed is written out first.
process.exitCode = await main(process.argv.slice(2));
