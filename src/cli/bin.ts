#!/usr/bin/env node
import { main } from "./main.js";

// A reader may have seen enough (`| head`). `console` takes that calmly only where the pipe says so at once.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

// The exit code is set, not forced: what was printed is written out first.
process.exitCode = await main(process.argv.slice(2));
