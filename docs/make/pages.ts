import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { distributions } from "./distributions.js";
import { withOutputs } from "./snippets.js";

const docs = resolve(import.meta.dirname, "..");

/** The pages that are made, or whose code is run, by name. */
export const pages: Readonly<Record<string, () => Promise<string>>> = {
  "distributions.md": () => withOutputs(distributions()),
  "terms.md": () => withOutputs(committed("terms.md")),
  "plan.md": () => withOutputs(committed("plan.md")),
  "checkpoints.md": () => withOutputs(committed("checkpoints.md")),
};

export function committed(page: string): string {
  return readFileSync(resolve(docs, page), "utf8");
}
