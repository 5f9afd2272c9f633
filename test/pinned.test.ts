import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

// Catches a draw that changes unnoticed, however little: what statistics cannot see at any size that a test can afford.
it("every law draws what it drew before", async () => {
  const folder = new URL("./reference/", import.meta.url);
  const { pinned } = await import(new URL("pinned.mjs", folder).href);
  expect(await pinned()).toEqual(JSON.parse(readFileSync(new URL("pinned.json", folder), "utf8")));
});
