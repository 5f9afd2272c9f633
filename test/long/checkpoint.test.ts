import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { close, readLosses } from "../../dist/index.js";
import { Folder, rare } from "../support/checkpoints.js";
import { hashWithoutKills, killAndResume } from "../support/killed.js";

const folder = new Folder();
afterAll(async () => {
  folder.remove();
  await close();
});

it("a run that is killed at 100 random moments and resumed has the hash of one that was not", async () => {
  const { hashes, resumed } = await killAndResume(folder, 100, 1);
  const expected = await hashWithoutKills();
  console.log(`100 kills; ${hashes.length} runs came to their end, ${resumed} of them from a file of a killed one`);
  expect(resumed).toBeGreaterThan(5);
  expect(new Set(hashes)).toEqual(new Set([expected]));
});

it("each bit of a checkpoint turned, and each byte cut off: the same hash, or it is told", async () => {
  const path = folder.file();
  const options = { trials: 2 * 4096 + 10, seed: 4, hash: true, keep: "none", workers: 1 } as const;
  const run = () => rare.simulate({ ...options, checkpoint: { path, everyTrials: 4096 } });
  const { hash } = await run();
  const bytes = readFileSync(path);
  const header = 20 + bytes.readUInt32LE(12);
  const counts = { same: 0, told: 0, wrong: 0 };
  const resume = async (damaged: Uint8Array): Promise<boolean> => {
    writeFileSync(path, damaged);
    const outcome = await run().then(
      (result) => (result.hash === hash ? "same" : "wrong"),
      ({ code }) => (/^ERR_CHECKPOINT_(CORRUPT|MISMATCH)$/.test(code) ? "told" : "wrong"),
    );
    counts[outcome]++;
    return outcome === "same";
  };
  for (let length = 0; length < bytes.length; length++) {
    expect(await resume(bytes.subarray(0, length))).toBe(length >= header);
  }
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const damaged = Buffer.from(bytes);
    damaged[bit >> 3]! ^= 1 << (bit & 7);
    await resume(damaged);
  }
  let read = 0;
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const damaged = Buffer.from(bytes);
    damaged[bit >> 3]! ^= 1 << (bit & 7);
    writeFileSync(path, damaged);
    if (
      await readLosses(path).then(
        () => true,
        () => false,
      )
    )
      read++;
  }
  expect(read).toBe(0);
  console.log(`${bytes.length} bytes: ${JSON.stringify(counts)}`);
  expect(counts.wrong).toBe(0);
});
