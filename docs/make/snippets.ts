import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const root = resolve(import.meta.dirname, "../..");
const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
const block = /```ts\n([\s\S]*?)```(?:\n\n```text\n[\s\S]*?```)?/g;

/**
 * A page whose every block of TypeScript was run, as a script of its own; a block of text right behind it becomes what it
 * printed. Fails where one of them fails.
 */
export async function withOutputs(page: string): Promise<string> {
  mkdirSync(join(root, "build"), { recursive: true });
  const folder = mkdtempSync(join(root, "build", "docs-"));
  try {
    let made = "";
    let from = 0;
    for (const { 0: text, 1: code, index } of page.matchAll(block)) {
      const file = join(folder, `${index}.ts`);
      writeFileSync(file, code!);
      const { stdout } = await promisify(execFile)(process.execPath, [tsx, file]);
      made += `${page.slice(from, index)}\`\`\`ts\n${code}\`\`\``;
      if (text.includes("\n```text\n")) made += `\n\n\`\`\`text\n${stdout.trimEnd()}\n\`\`\``;
      from = index + text.length;
    }
    return made + page.slice(from);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
