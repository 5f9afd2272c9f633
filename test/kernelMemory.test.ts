import { expect, it } from "vitest";
import { Kernel } from "../dist/kernel.js";

// WebAssembly addresses have 32 bits; a double that holds one has more, and a bit operation on it fewer.
it("gives out memory up to 4 GiB and refuses more, and stays as it was", () => {
  const kernel = new Kernel();
  const low = kernel.allocate(2 ** 31);
  const high = kernel.allocate(64);
  expect(high).toBeGreaterThanOrEqual(low + 2 ** 31);
  kernel.view(high, 2).set([1, 2]);
  expect([...kernel.view(high, 2)]).toEqual([1, 2]);
  const refused = expect.objectContaining({ name: "ActuarialError", code: "ERR_TOO_LARGE" });
  expect(() => kernel.allocate(2 ** 31)).toThrow(refused);
  expect(kernel.allocate(64)).toBe(high + 64);
});
