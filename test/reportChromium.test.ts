import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { benchPage } from "../dist/bench/index.js";
import { html } from "../dist/report/index.js";
import { madeUpRecord } from "./support/benchRecord.js";
import { chromium, render, whySkipped } from "./support/chromium.js";

// The report as a browser shows it. The page itself has no script and forbids any: what is to be measured on it is
// measured from a page around it, which holds it in frames of a telephone's width and a desk's.

const folder = mkdtempSync(join(tmpdir(), "lundberg-page-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const page = html(benchPage(madeUpRecord(), madeUpRecord(1.3)));
const widths = [360, 1280];
const timeout = 240_000;

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

interface Findings {
  readonly width: number;
  readonly pageWidth: number;
  readonly charts: readonly {
    readonly title: string;
    readonly marks: number;
    /** Marks without an extent, or without a colour. */
    readonly unseen: number;
    readonly overlapping: readonly string[];
    readonly outside: readonly string[];
  }[];
  /** Least contrast of text, and of what is drawn, with what lies under it. */
  readonly textContrast: number;
  readonly markContrast: number;
}

/** Runs in the browser, on the document of a frame. */
function inspect(frame: HTMLIFrameElement): Findings {
  const page = frame.contentDocument as Document;
  const view = frame.contentWindow as Window & typeof globalThis;
  const numbers = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (color: string): number => {
    const [r = 0, g = 0, b = 0] = numbers(color).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = luminance(view.getComputedStyle(page.body).backgroundColor);
  const contrast = (color: string): number => {
    const [low = 0, high = 0] = [luminance(color), ground].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const style = (element: Element): CSSStyleDeclaration => view.getComputedStyle(element);
  const marksOf = (svg: Element): Element[] => [...svg.querySelectorAll(".mark, .bar, .line:not(.ideal)")];
  const colorOf = (mark: Element): string => (mark.matches(".line") ? style(mark).stroke : style(mark).fill);
  const charts = [...page.querySelectorAll("svg")].map((svg) => {
    const texts = [...svg.querySelectorAll("text")].map((text) => ({
      name: text.textContent ?? "",
      box: text.getBoundingClientRect(),
    }));
    const overlapping = texts.flatMap((a, i) =>
      texts
        .slice(i + 1)
        .filter(
          (b) =>
            Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > 1 &&
            Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top) > 3,
        )
        .map((b) => `${a.name} and ${b.name}`),
    );
    const figure = (svg.closest("figure") as Element).getBoundingClientRect();
    const marks = marksOf(svg);
    return {
      title: svg.querySelector("title")?.textContent ?? "",
      marks: marks.length,
      unseen: marks.filter((mark) => {
        const { width, height } = mark.getBoundingClientRect();
        return !(Math.max(width, height) > 2) || ["none", "rgba(0, 0, 0, 0)"].includes(colorOf(mark));
      }).length,
      overlapping,
      outside: texts
        .filter(({ box }) => box.left < figure.left - 2 || box.right > figure.right + 2)
        .map(({ name }) => name),
    };
  });
  const text = [...page.querySelectorAll("h1, h2, h3, p, td, th, dt, dd, caption, li")].map((it) => style(it).color);
  const drawn = [...page.querySelectorAll("svg text")].map((it) => style(it).fill);
  const marks = [...page.querySelectorAll("svg")].flatMap(marksOf).map(colorOf);
  return {
    width: view.innerWidth,
    pageWidth: page.documentElement.scrollWidth,
    charts,
    textContrast: Math.min(...[...text, ...drawn].map(contrast)),
    markContrast: Math.min(...marks.map(contrast)),
  };
}

async function findings(scheme: "light" | "dark"): Promise<Findings[]> {
  const quoted = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const frames = widths.map(
    (width) => `<iframe style="width:${width}px;height:1500px" srcdoc="${quoted(page)}"></iframe>`,
  );
  const script = `onload = () => {
    const inspect = ${inspect.toString()};
    const found = [...document.querySelectorAll("iframe")].map(inspect);
    document.body.innerHTML = "<pre>" + encodeURIComponent(JSON.stringify(found)) + "</pre>";
  };`;
  const around = `<!doctype html><meta charset="utf-8"><body>${frames.join("")}<script>${script}</script>`;
  const { dom } = await render(file(`${scheme}.html`, around), scheme);
  return JSON.parse(decodeURIComponent(/<pre>(.*?)<\/pre>/s.exec(dom)![1]!));
}

describe.skipIf(chromium === undefined)(`the report in Chromium${whySkipped}`, () => {
  it("loads without a word on the console", { timeout }, async () => {
    const { dom, console } = await render(file("report.html", page));
    expect(console).toEqual([]);
    expect(dom).toContain("<h1>Benchmark of lundberg</h1>");
    // The same page, made to do what it forbids, is heard: silence above means something.
    const broken = page.replace("</main>", '<script>1</script><img src="https://example.invalid/a.png"></main>');
    expect((await render(file("broken.html", broken))).console.length).toBeGreaterThanOrEqual(2);
  });

  it.each(["light", "dark"] as const)("is drawn and can be read, %s", { timeout }, async (scheme) => {
    const found = await findings(scheme);
    expect(found.map(({ width }) => width)).toEqual(widths);
    for (const { width, pageWidth, charts, textContrast, markContrast } of found) {
      // No sideways scrolling: what is wider scrolls in itself.
      expect(pageWidth).toBeLessThanOrEqual(width);
      expect(charts.map(({ title }) => title)).toEqual([
        "What changed",
        "Trials per second",
        "Scaling efficiency",
        "Time of a run",
        "A claim",
        "A count",
        "Time of VaR and TVaR",
        "Most memory of the process",
      ]);
      // Seven changed; two series of 7 points and 6 lines, twice; of 5 and 4; 4 and 2 bars; of 3 and 2; 5 bars.
      expect(charts.map(({ marks }) => marks)).toEqual([7, 26, 26, 18, 4, 2, 10, 5]);
      for (const { title, unseen, overlapping, outside } of charts) {
        expect({ title, width, unseen, overlapping, outside }).toEqual({
          ...{ title, width, unseen: 0, overlapping: [], outside: [] },
        });
      }
      // WCAG 2.2, 1.4.3 and 1.4.11.
      expect(textContrast).toBeGreaterThan(4.5);
      expect(markContrast).toBeGreaterThan(3);
    }
  });
});
