import type { Finding } from "./finding.js";

/** A row for people: what was found of one law, each figure beside its limit. */
export interface Row {
  readonly name: string;
  readonly draws: number;
  readonly findings: readonly Finding[];
}

/**
 * Markdown. Of the many counts beyond ladder edges and of the many means only the one nearest to its limit is shown,
 * as a share of it: 1 is the limit.
 */
export function findingsTable(title: string, rows: readonly Row[]): string {
  const lines = [
    `| ${title} | draws | KS x 1e5 | limit | chi-square | limit | worst cell | limit | counts beyond the ladder | means |`,
    "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
  ];
  for (const { name, draws, findings } of rows) {
    const one = (start: string, scale = 1): string => {
      const found = findings.find(({ statistic }) => statistic.startsWith(start));
      return found === undefined ? " | " : `${(found.value * scale).toFixed(1)} | ${(found.high * scale).toFixed(1)}`;
    };
    const figures = [one("Kolmogorov", 1e5), one("chi-square"), one("worst cell")];
    lines.push(
      `| ${[name, scientific(draws), ...figures, nearest(findings, "count"), nearest(findings, "E ")].join(" | ")} |`,
    );
  }
  return `\n${lines.join("\n")}\n`;
}

function nearest(findings: readonly Finding[], start: string): string {
  const shares = findings
    // A count that may be 0 is too small to say anything about its distance from the limit.
    .filter(({ statistic, low, high }) => statistic.startsWith(start) && low !== 0 && high > low)
    .map(({ value, low, high }) => Math.abs(value - (low + high) / 2) / ((high - low) / 2));
  return shares.length === 0 ? "" : Math.max(...shares).toFixed(2);
}

function scientific(n: number): string {
  return n.toExponential().replace("e+", "e");
}
