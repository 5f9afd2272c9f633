// Compiles the kernel and writes it where the library looks for it: as base64 in a generated module, so that the
// package works from any bundler, and as dist/kernel.wasm for those who want to look inside.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

const { error, stderr } = await asc.main(["assembly/index.ts", "--config", "asconfig.json", "--target", "release"]);
if (error) {
  process.stderr.write(stderr.toString());
  process.exit(1);
}

const wasm = readFileSync(join(root, "build", "kernel.wasm"));
rmSync(join(root, "dist"), { recursive: true, force: true });
mkdirSync(join(root, "dist"), { recursive: true });
mkdirSync(join(root, "src", "generated"), { recursive: true });
writeFileSync(join(root, "dist", "kernel.wasm"), wasm);
writeFileSync(
  join(root, "src", "generated", "kernelBytes.ts"),
  `// Written by assembly/build.mjs.

/** The compiled kernel, base64. */
export const kernelBase64: string =
  "${wasm.toString("base64")}";

/** SHA-256 of the compiled kernel, its first 8 bytes in hexadecimal: two runs with one kernelId used one kernel. */
export const kernelId: string = "${createHash("sha256").update(wasm).digest("hex").slice(0, 16)}";
`,
);
