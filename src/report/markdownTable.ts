/** A table of Markdown whose columns line up in the source too; `right` are the columns of numbers. */
export function markdownTable(
  head: readonly string[],
  body: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...body].map((row) => row[column]!.length)));
  const cell = (text: string, column: number): string =>
    right.includes(column) ? text.padStart(widths[column]!) : text.padEnd(widths[column]!);
  const line = (row: readonly string[]): string => `| ${row.map(cell).join(" | ")} |`;
  const rule = widths.map((width, column) =>
    right.includes(column) ? `${"-".repeat(width - 1)}:` : "-".repeat(width),
  );
  return [line(head), `| ${rule.join(" | ")} |`, ...body.map(line)].join("\n");
}
