import { defineConfig } from "vitest/config";

// The long run: the ordinary run's drivers with more draws. It takes minutes and prints a table for docs/validation.md.
export default defineConfig({
  test: {
    include: ["test/long/*.test.ts"],
    pool: "forks",
    env: { LUNDBERG_CALIBRATION: "off" },
    testTimeout: 600_000,
    server: { deps: { external: [/[\\/]dist[\\/]/] } },
  },
});
