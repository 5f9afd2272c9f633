#!/usr/bin/env node
import { main } from "./main.js";

// print.ts says what cannot be written. A reader that has seen enough (`| head`) may be reported later, and is no failure.
process.stdout.on("error", () => {});

// The exit code is set, not forced: what was printed is written out first.
process.exitCode = await main(process.argv.slice(2));
