import { digits, short } from "./digits.js";
import { escaped } from "./markup.js";
import type { RowChart } from "./page.js";
import { linearScale, logarithmicScale } from "./scale.js";
import { drawing, element, percent, textWidth } from "./svg.js";

const rowHeight = 22;
const barHeight = 10;

/** One row a value: the name to its left, the number behind it. */
export function rowChart(chart: RowChart, id: string): string {
  const { kind, rows, reference, unit } = chart;
  // A value that others disturbed can reach far: beyond half of the largest value its line ends at the edge.
  const most = 1.5 * Math.max(...rows.map(({ value }) => value));
  const ends = rows.map((row) => Math.min(most, row.high ?? row.value));
  const all = [...rows.map((row) => row.low ?? row.value), ...ends, ...(reference === undefined ? [] : [reference])];
  const scale = kind === "bars" ? linearScale(all) : logarithmicScale(all);
  const labels = rows.map(({ value }) => digits(value));

  const right = textWidth(labels) + 14;

  const drawn = rows.map((row, i) => {
    const middle = (i + 0.5) * rowHeight;
    const tone = row.tone ?? "main";
    const at = percent(scale.place(row.value));
    const mark =
      kind === "bars"
        ? { name: "rect", x: "0%", y: middle - barHeight / 2, width: at, height: barHeight, rx: 1.5 }
        : { name: "circle", cx: at, cy: middle, r: 4.5 };
    const { name, ...place } = mark;
    const title = element("title", {}, escaped(`${row.name}: ${labels[i]} ${unit}`));
    const reach =
      row.low === undefined || row.high === undefined
        ? ""
        : element("line", {
            class: `reach ${kind === "dots" ? tone : ""}`,
            x1: percent(scale.place(row.low)),
            x2: percent(scale.place(ends[i]!)),
            y1: middle,
            y2: middle,
          });
    return [
      element("text", { x: "0%", y: middle, dx: -10, dy: "0.35em", "text-anchor": "end" }, escaped(row.name)),
      ...(kind === "bars" ? [element(name, { class: `bar ${tone}`, ...place }, title), reach] : []),
      ...(kind === "dots" ? [reach, element(name, { class: `mark ${tone}`, ...place }, title)] : []),
      element(
        "text",
        { class: "value", x: "100%", y: middle, dx: right, dy: "0.35em", "text-anchor": "end" },
        escaped(labels[i]!),
      ),
    ].join("");
  });
  const height = rows.length * rowHeight;
  const line = { class: "reference", y1: 0, y2: height };
  const at = reference === undefined ? "" : percent(scale.place(reference));
  const description = `${unit}: ${rows.length} rows. The table has the numbers.`;
  const left = textWidth(rows.map(({ name }) => name)) + 14;
  const frame = { id, title: chart.title, description, height, left, right, bottom: kind === "dots" ? 22 : 4 };
  return [
    element("p", { class: "axis" }, escaped(unit)),
    drawing(
      frame,
      element("line", { class: "grid", x1: "0%", x2: "0%", y1: 0, y2: height }),
      // A bar starts at 0 and has its number beside it; of a dot the place alone says how far it is from the others.
      ...(kind === "bars" ? [] : scale.ticks.map((tick) => tickAt(tick, percent(scale.place(tick)), height))),
      ...(reference === undefined ? [] : [element("line", { ...line, x1: at, x2: at })]),
      ...drawn,
    ),
  ].join("");
}

function tickAt(value: number, x: string, height: number): string {
  return [
    element("line", { class: "grid", x1: x, x2: x, y1: 0, y2: height }),
    element("text", { x, y: height, dy: "1.5em", "text-anchor": "middle" }, escaped(short(value))),
  ].join("");
}
