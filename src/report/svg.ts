import { escaped } from "./markup.js";

// Charts are drawn in percent of their box, and text in pixels: on a telephone the drawing narrows and the text stays
// readable, without a script. Labels stand outside the box, in the padding that the chart asks for.

export type Attributes = Readonly<Record<string, string | number>>;

export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  return `<${name}${written.join("")}>${children.join("")}</${name}>`;
}

/** From 0 to 1, from the left or the top. */
export function percent(place: number): string {
  return `${Number((100 * place).toFixed(2))}%`;
}

/** Pixels that text may take: wide faces have letters of about 7 pixels at 12. */
export function textWidth(texts: readonly string[]): number {
  return Math.ceil(7.2 * Math.max(0, ...texts.map((text) => text.length)));
}

/** The drawing in its padding. A reader that shows no pictures says the title and the description. */
export function drawing(
  { id, title, description, height, left, right, bottom }: Frame,
  ...children: readonly string[]
): string {
  const named = [
    element("title", { id: `${id}-title` }, escaped(title)),
    element("desc", { id: `${id}-desc` }, escaped(description)),
  ];
  const svg = element(
    "svg",
    { role: "img", "aria-labelledby": `${id}-title ${id}-desc`, width: "100%", height },
    ...named,
    ...children,
  );
  return element("div", { class: "drawing", style: `padding: 10px ${right}px ${bottom}px ${left}px` }, svg);
}

export interface Frame {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Pixels of the drawing, and of its padding. */
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}
