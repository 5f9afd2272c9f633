import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/*.test.ts"],
    // Child processes, not threads: the tests start worker threads and look at the process's own handles.
    pool: "forks",
    // What somebody calibrated here changes texts of plans and numbers of workers.
    env: { LUNDBERG_CALIBRATION: "off" },
    testTimeout: 120_000,
    // As Node loads it, not as Vite would transform it: what is published is what is tested, and what coverage counts.
    server: { deps: { external: [/[\\/]dist[\\/]/] } },
    setupFiles: process.env.NODE_V8_COVERAGE ? ["test/support/takeCoverage.ts"] : [],
  },
});
