import { lineChart } from "./lineChart.js";
import { isList } from "./markdown.js";
import { inline, plain } from "./markup.js";
import type { Block, Chart, Figure, Page, Table } from "./page.js";
import { rowChart } from "./rowChart.js";
import { style } from "./style.js";
import { element } from "./svg.js";

// Forbids what the page does not need: a script, and any request.
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** The page as one HTML file: no script, nothing loaded, charts as SVG, a table beside each of them. */
export function html(page: Page): string {
  const { title, blocks, sections } = page;
  const ids = new Identifiers();
  const contents = sections.map((section, i) =>
    element("li", {}, element("a", { href: `#section-${i + 1}` }, inline(section.title))),
  );
  const body = [
    element("h1", {}, inline(title)),
    ...blocks.map((block) => blockOf(block, ids)),
    sections.length > 2 ? element("nav", { "aria-label": "Contents" }, element("ul", {}, ...contents)) : "",
    ...sections.map((section, i) =>
      element(
        "section",
        { "aria-labelledby": `section-${i + 1}` },
        element("h2", { id: `section-${i + 1}` }, inline(section.title)),
        ...section.blocks.map((block) => blockOf(block, ids)),
      ),
    ),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${plain(title)}</title>
<style>${style}</style>
</head>
<body>
${element("main", {}, ...body)}
</body>
</html>
`;
}

class Identifiers {
  #count = 0;

  next(): string {
    return `chart-${++this.#count}`;
  }
}

function blockOf(block: Block, ids: Identifiers): string {
  if (typeof block === "string") return element("p", {}, inline(block));
  if (isList(block)) return element("ul", {}, ...block.map((item) => element("li", {}, inline(item))));
  if ("facts" in block) return element("dl", {}, ...block.facts.map(factOf));
  return figureOf(block, ids);
}

function factOf([name, text]: readonly [string, string]): string {
  return element("dt", {}, inline(name)) + element("dd", {}, inline(text));
}

/** A narrow table stands beside its chart where there is room, a wide one below. */
function figureOf({ caption, table, charts = [] }: Figure, ids: Identifiers): string {
  const beside = charts.length === 1 && table.head.length <= 5;
  const drawn = charts.map((chart) =>
    element("figure", { class: "chart" }, element("h3", {}, inline(chart.title)), chartOf(chart, ids.next())),
  );
  return element(
    "div",
    { class: beside ? "figure beside" : "figure" },
    drawn.length === 0 ? "" : element("div", { class: "charts" }, ...drawn),
    tableOf(caption, table),
  );
}

function chartOf(chart: Chart, id: string): string {
  return chart.kind === "lines" ? lineChart(chart, id) : rowChart(chart, id);
}

/** It scrolls sideways in itself where it is wider than the screen, by keyboard too. */
function tableOf(caption: string, { head, rows }: Table): string {
  const columns = head.map((name) => element("th", { scope: "col" }, inline(name)));
  const body = rows.map(([first = "", ...cells]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, inline(first)),
      ...cells.map((cell) => element("td", {}, inline(cell))),
    ),
  );
  return element(
    "div",
    { class: "table", role: "region", "aria-label": caption.replace(/[`*]/g, ""), tabindex: 0 },
    element(
      "table",
      {},
      element("caption", {}, inline(caption)),
      element("thead", {}, element("tr", {}, ...columns)),
      element("tbody", {}, ...body),
    ),
  );
}
