import { createHash } from "node:crypto";

/** What a stream draws: a component's claims, or its largest claims where they come first. */
export type StreamLabel = "stream" | "largest";

/**
 * The key of a component's random streams: SHA-256 of a fixed label, the seed as 64 bits little-endian, and the name's
 * UTF-8 bytes. The kernel makes one stream a chunk out of it. Nothing else enters, so that a component draws the same
 * numbers in whatever portfolio it stands.
 */
export function streamKey(seed: bigint, name: string, label: StreamLabel = "stream"): Uint8Array {
  const seedBytes = Buffer.alloc(8);
  seedBytes.writeBigUInt64LE(seed);
  return createHash("sha256").update(`lundberg ${label} 0\n`).update(seedBytes).update(name, "utf8").digest();
}
