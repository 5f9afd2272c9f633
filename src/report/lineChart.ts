import { short } from "./digits.js";
import { escaped } from "./markup.js";
import type { Axis, LineChart, Point, Series } from "./page.js";
import { linearScale, logarithmicScale, type Scale, wholeScale } from "./scale.js";
import { drawing, element, percent, textWidth } from "./svg.js";

const height = 230;

/** Lines through points, bars for how far the repetitions reach, dashed lines for what would be ideal. */
export function lineChart(chart: LineChart, id: string): string {
  const { x, y, series } = chart;
  const points = series.flatMap((each) => each.points);
  const across = scales[x.scale](points.map((point) => point.x));
  const up = scales[y.scale](points.flatMap((point) => [point.y, point.low ?? point.y, point.high ?? point.y]));
  const { format: atX = short } = x;
  const { format: atY = short } = y;
  const labels = up.ticks.map(atY);
  const place = (at: Pick<Point, "x" | "y">): [string, string] => [
    percent(across.place(at.x)),
    percent(1 - up.place(at.y)),
  ];

  const grid = up.ticks.flatMap((tick, i) => {
    const at = percent(1 - up.place(tick));
    return [
      element("line", { class: "grid", x1: "0%", x2: "100%", y1: at, y2: at }),
      element("text", { x: "0%", y: at, dx: -10, dy: "0.35em", "text-anchor": "end" }, escaped(labels[i]!)),
    ];
  });
  const bottom = across.ticks.flatMap((tick) => {
    const at = percent(across.place(tick));
    return [
      element("line", { class: "grid", x1: at, x2: at, y1: "0%", y2: "100%" }),
      element("text", { x: at, y: "100%", dy: "1.6em", "text-anchor": "middle" }, escaped(atX(tick))),
    ];
  });
  const lines = series.flatMap((one, index) => {
    const tone = toneOf(one, index);
    const segments = one.points.slice(1).map((point, i) => {
      const [[x1, y1], [x2, y2]] = [place(one.points[i]!), place(point)];
      return element("line", { class: `line ${tone}`, x1, y1, x2, y2 });
    });
    if (one.ideal !== undefined) return segments;
    const marks = one.points.map((point) => {
      const [cx, cy] = place(point);
      const text = `${one.name}: ${atX(point.x)} ${x.name}, ${atY(point.y)} ${y.name}`;
      const circle = element("circle", { class: `mark ${tone}`, cx, cy, r: 4 }, element("title", {}, escaped(text)));
      if (point.low === undefined || point.high === undefined) return circle;
      const [, y1] = place({ x: point.x, y: point.low });
      const [, y2] = place({ x: point.x, y: point.high });
      return element("line", { class: `reach ${tone}`, x1: cx, x2: cx, y1, y2 }) + circle;
    });
    return [...segments, ...marks];
  });
  const named = series.map(({ name }) => name).join(", ");
  const description = `${y.name} against ${x.name}: ${named}. The table has the numbers.`;
  const frame = { id, title: chart.title, description, height, left: textWidth(labels) + 14, right: 18, bottom: 26 };
  return [
    element("p", { class: "axis" }, escaped(y.name)),
    drawing(frame, ...grid, ...bottom, ...lines),
    element("p", { class: "axis across" }, escaped(x.name)),
    legend(series),
  ].join("");
}

const scales: Readonly<Record<Axis["scale"], (values: readonly number[]) => Scale>> = {
  linear: linearScale,
  whole: wholeScale,
  logarithmic: logarithmicScale,
};

function toneOf({ ideal }: Series, index: number): string {
  return ideal === undefined ? `tone${index}` : `tone${ideal} ideal`;
}

/** A line alone needs no name beside it: the title says what it is. Ideal lines share a name. */
function legend(series: readonly Series[]): string {
  const items = series
    .filter(({ ideal, name }, i) => ideal === undefined || series.findIndex((other) => other.name === name) === i)
    .map((one, index) => {
      const swatch = element("i", { class: one.ideal === undefined ? toneOf(one, index) : "ideal" });
      return element("li", {}, swatch, escaped(one.name));
    });
  return items.length < 2 ? "" : element("ul", { class: "legend", "aria-hidden": "true" }, ...items);
}
