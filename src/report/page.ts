/**
 * Findings, said once and written as Markdown (`markdown.ts`) or as one HTML page (`html.ts`). Text may hold `code`,
 * bold (`strong` of markup.ts) and [links](to).
 */
export interface Page {
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A paragraph, a list, named facts, or a table with its charts. */
export type Block = string | readonly string[] | Facts | Figure;

export interface Facts {
  readonly facts: readonly (readonly [name: string, text: string])[];
}

/** Numbers, and what they look like. Charts show nothing that the table lacks: Markdown has the table alone. */
export interface Figure {
  readonly caption: string;
  readonly table: Table;
  readonly charts?: readonly Chart[];
}

/** Text; the first column is aligned to the left, the others, numbers mostly, to the right. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export type Chart = LineChart | RowChart;

export interface LineChart {
  readonly kind: "lines";
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

export interface Axis {
  readonly name: string;
  /** "whole" is linear over whole numbers. */
  readonly scale: "linear" | "whole" | "logarithmic";
  /** The numbers at the axis and in labels; default three digits, "1.5M". */
  readonly format?: (value: number) => string;
}

export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
  /** A line to compare with, drawn dashed and without marks, in the colour of the series of that index. */
  readonly ideal?: number;
}

export interface Point extends Partial<Bounds> {
  readonly x: number;
  readonly y: number;
}

/** How far repetitions reach about a value. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** One named value in each row: a bar from 0, or a dot beside a value to compare with on a logarithmic scale. */
export interface RowChart {
  readonly kind: "bars" | "dots";
  readonly title: string;
  readonly unit: string;
  readonly rows: readonly Row[];
  /** A line across the rows. */
  readonly reference?: number;
}

export interface Row extends Partial<Bounds> {
  readonly name: string;
  readonly value: number;
  readonly tone?: "main" | "quiet" | "better" | "worse";
}
