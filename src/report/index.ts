export { digits, short, whole } from "./digits.js";
export { html } from "./html.js";
export { markdown } from "./markdown.js";
export { strong } from "./markup.js";
export type {
  Axis,
  Block,
  Bounds,
  Chart,
  Figure,
  LineChart,
  Page,
  Point,
  Row,
  RowChart,
  Section,
  Series,
  Table,
} from "./page.js";
