import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/*.test.ts"],
    // Child processes, not threads: the tests start worker threads and look at the process's own handles.
    pool: "forks",
    testTimeout: 120_000,
  },
});
