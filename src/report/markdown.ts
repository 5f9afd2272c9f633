import { markdownTable } from "./markdownTable.js";
import type { Block, Page } from "./page.js";

/** The page as Markdown, of the charts the tables. It ends with a newline. */
export function markdown({ title, blocks, sections }: Page): string {
  const parts = [
    `# ${title}`,
    ...blocks.map(block),
    ...sections.flatMap((section) => [`## ${section.title}`, ...section.blocks.map(block)]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function block(content: Block): string {
  if (typeof content === "string") return content;
  if (isList(content)) return content.map((item) => `- ${item}`).join("\n");
  if ("facts" in content) return content.facts.map(([name, text]) => `- ${name}: ${text}`).join("\n");
  const { head, rows } = content.table;
  return `${content.caption}\n\n${markdownTable(head, rows, [...head.keys()].slice(1))}`;
}

// Array.isArray does not narrow readonly arrays.
export function isList(content: Exclude<Block, string>): content is readonly string[] {
  return Array.isArray(content);
}
