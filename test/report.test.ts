import { describe, expect, it } from "vitest";
import { benchPage } from "../dist/bench/index.js";
import { digits, html, markdown, type Page, short, whole } from "../dist/report/index.js";
import { linearScale, logarithmicScale, wholeScale } from "../dist/report/scale.js";
import { madeUpRecord } from "./support/benchRecord.js";

const page: Page = {
  title: "A <b>title</b>",
  blocks: ["Text with `code <i>`, **weight** & [a link](there.md).", ["one", "two"], { facts: [["name", "fact"]] }],
  sections: [
    {
      title: "First",
      blocks: [
        {
          caption: "Numbers",
          table: {
            head: ["", "value"],
            rows: [
              ["a", "1"],
              ["b & c", "**20**"],
            ],
          },
          charts: [
            {
              kind: "bars",
              title: "Bars",
              unit: "ms",
              rows: [
                { name: "a", value: 1, low: 0.5, high: 100 },
                { name: "b & c", value: 20 },
              ],
            },
            {
              kind: "dots",
              title: "Dots",
              unit: "ratio",
              reference: 1,
              rows: [{ name: "a", value: 0.5, tone: "better" }],
            },
          ],
        },
      ],
    },
  ],
};

describe("a page as Markdown", () => {
  it("has text, lists, facts and aligned tables", () => {
    expect(markdown(page)).toBe(`# A <b>title</b>

Text with \`code <i>\`, **weight** & [a link](there.md).

- one
- two

- name: fact

## First

Numbers

|       |  value |
| ----- | -----: |
| a     |      1 |
| b & c | **20** |
`);
  });
});

describe("a page as HTML", () => {
  const text = html(page);
  const report = html(benchPage(madeUpRecord(), madeUpRecord(1.3)));

  it("shows text as it is", () => {
    expect(text).toContain("<h1>A &lt;b&gt;title&lt;/b&gt;</h1>");
    expect(text).toContain('<code>code &lt;i&gt;</code>, <strong>weight</strong> &amp; <a href="there.md">a link</a>');
    expect(text).toContain("<dt>name</dt><dd>fact</dd>");
    expect(html({ title: "", blocks: ["[x](javascript:alert(1))"], sections: [] })).not.toContain("<a ");
    expect(report).toContain("A Processor &lt;&amp;&gt;");
  });

  it("opens and closes what it opens", () => {
    for (const each of [text, report]) {
      const open: string[] = [];
      for (const [, end, name = ""] of each.replace(/<style>.*?<\/style>/s, "").matchAll(/<(\/?)([a-z]\w*)[^>]*>/g)) {
        if (["meta", "link"].includes(name)) continue;
        if (end === "") open.push(name);
        else expect(open.pop()).toBe(name);
      }
      expect(open).toEqual([]);
    }
  });

  it("asks nobody for anything and runs nothing", () => {
    for (const each of [text, report]) {
      expect(each).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`);
      expect(each).not.toMatch(/<script|<iframe|<object|<img|@import|url\(|https?:|\bon\w+=/);
      expect(
        [...each.matchAll(/\b(?:src|href)="([^"]*)"/g)]
          .map(([, to]) => to)
          .filter((to) => !/^(#|data:,$|there\.md$)/.test(to!)),
      ).toEqual([]);
    }
    expect(Buffer.byteLength(report)).toBeLessThan(78_000);
  });

  it("names every chart for readers without pictures, and has its numbers in a table", () => {
    const charts = [...report.matchAll(/<svg role="img" aria-labelledby="(\S+) (\S+)"/g)];
    expect(charts).toHaveLength(8);
    const ids = charts.flatMap(([, title, description]) => [title, description]);
    expect(new Set(ids).size).toBe(16);
    for (const id of ids) expect(report).toMatch(new RegExp(`<(title|desc) id="${id}">[^<]{5,}</`));
    for (const figure of report.split('<div class="figure').slice(1)) expect(figure).toContain("<caption>");
  });

  it("cuts a reach that would shrink all else, and draws bars in proportion", () => {
    const bars = [...text.matchAll(/<rect class="bar main"[^>]* width="([\d.]+)%"/g)].map(([, width]) => Number(width));
    expect(bars[1]! / bars[0]!).toBeCloseTo(20, 0);
    expect(bars[1]).toBeGreaterThan(50);
    for (const [, place] of text.matchAll(/[xy][12]="([\d.]+)%"/g)) expect(Number(place)).toBeLessThanOrEqual(100);
  });
});

describe("scales", () => {
  it("are linear from 0 to a round number", () => {
    const { place, ticks } = linearScale([3, 47]);
    expect(ticks).toEqual([0, 10, 20, 30, 40, 50]);
    expect([place(0), place(25), place(50)]).toEqual([0, 0.5, 1]);
    expect(linearScale([0.25]).ticks).toEqual([0, 0.05, 0.1, 0.15, 0.2, 0.25]);
    expect(linearScale([0]).place(0)).toBe(0);
  });

  it("are written at whole numbers, the first among them", () => {
    expect(wholeScale([1, 2]).ticks).toEqual([1, 2]);
    expect(wholeScale([1, 8]).ticks).toEqual([1, 2, 4, 6, 8]);
    expect(wholeScale([1, 64]).ticks).toEqual([1, 20, 40, 60]);
    expect([wholeScale([1, 3]).place(2), wholeScale([1]).place(1), wholeScale([1]).ticks]).toEqual([0.5, 0.5, [1]]);
  });

  it("are logarithmic between round numbers", () => {
    const decades = logarithmicScale([1000, 1e7]);
    expect(decades.ticks).toEqual([1e3, 1e4, 1e5, 1e6, 1e7]);
    expect(decades.place(1e5)).toBeCloseTo(0.5, 12);
    expect(logarithmicScale([0.3, 4]).ticks).toEqual([0.2, 0.5, 1, 2, 5]);
    expect(logarithmicScale([0.9, 1.1]).ticks).toEqual([0.8, 1, 1.2]);
    const one = logarithmicScale([1]);
    expect(one.place(1)).toBeGreaterThanOrEqual(0);
    expect(one.place(1)).toBeLessThanOrEqual(1);
  });
});

describe("numbers for people", () => {
  it.each([
    [0, "0.00", "0"],
    [0.01234, "0.012", "0.0123"],
    [0.5, "0.50", "0.5"],
    [12.34, "12.3", "12.3"],
    [345.6, "346", "346"],
    [2_500_000, "2,500,000", "2.5M"],
    [1e12, "1,000,000,000,000", "1000G"],
  ])("%d", (x, three, axis) => {
    expect([digits(x), short(x)]).toEqual([three, axis]);
  });

  it("has separators", () => {
    expect(whole(1_234_567)).toBe("1,234,567");
  });
});
