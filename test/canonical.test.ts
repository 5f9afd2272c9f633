import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as l from "../dist/index.js";
import { canonicalModel, isWhollyWritten, modelHash } from "../dist/portfolio/canonical.js";

const frequency = l.poisson({ lambda: 1 });
const severity = l.pareto({ alpha: 2.2, theta: 40_000 });
const textOf = (rest: object): string =>
  canonicalModel(l.portfolio([l.inforce({ name: "a", frequency, severity, ...rest })]));

describe("the canonical JSON of a model", () => {
  it("has sorted keys, the shortest digits of each double, and no defaults", () => {
    const text = textOf({
      name: 'F\u00fcr "x"',
      policies: 3,
      frequency: l.zeroModified(l.poisson({ lambda: 1e21 }), { p0: 5e-324 }),
      severity: l.limited({
        severity: l.mixture({ severities: [severity, l.empirical({ values: [-0, 3, 1e-7] })], weights: [0.3, 0.7] }),
        at: Infinity,
      }),
      frequencyBasis: "policy",
      terms: { share: 0.1, deductible: 0.1 + 0.2, limit: Infinity, aggregateBasis: "bucket" },
    });
    expect(text).toBe(
      '{"components":[{"frequency":{"zeroModified":{"frequency":{"poisson":{"lambda":1e+21}},"p0":5e-324}},' +
        '"name":"F\u00fcr \\"x\\"","policies":3,"severity":{"limited":{"at":"Infinity","severity":{"mixture":{"severities":' +
        '[{"pareto":{"alpha":2.2,"theta":40000}},{"empirical":{"values":[0,3,1e-7]}}],"weights":[0.3,0.7]}}}},' +
        '"terms":{"aggregateBasis":"bucket","deductible":0.30000000000000004,"share":0.1}}]}',
    );
  });

  it("is one text for one model, however that was written", () => {
    expect(textOf({ policies: 1, terms: { limit: Infinity, deductible: 0 } })).toBe(textOf({}));
    expect(textOf({ terms: { maximumCoveredLoss: 12, deductible: 2 } })).toBe(
      textOf({ terms: { deductible: 2, limit: 10 } }),
    );
  });

  it("is another text for another model", () => {
    const texts = [{}, { name: "b" }, { policies: 2 }, { terms: { trend: 1.05 } }, { frequencyBasis: "bucket" }].map(
      textOf,
    );
    expect(new Set(texts).size).toBe(texts.length);
  });

  it("has a SHA-256", () => {
    const book = l.portfolio([l.inforce({ name: "F\u00fcr", frequency, severity })]);
    expect(modelHash(book)).toBe(
      createHash("sha256")
        .update(Buffer.from(canonicalModel(book), "utf8"))
        .digest("hex"),
    );
    expect(modelHash(book)).toBe("23b7f354f62795b47f1f1929a255f5644d4f1e8d9cfb2eeca84fd68e16733c4d");
  });

  it("tells laws of the user's own apart, and that it does not say them", () => {
    const custom = (rate: number) =>
      l.customSeverity({
        name: "mine",
        survival: (x) => Math.exp(-rate * x),
        support: [0, Infinity],
        momentsBelow: Infinity,
      });
    expect(textOf({ severity: custom(1) })).toBe(textOf({ severity: custom(1) }));
    expect(textOf({ severity: custom(1) })).not.toBe(textOf({ severity: custom(1.000001) }));
    expect(isWhollyWritten(custom(1))).toBe(false);
    expect(isWhollyWritten(l.mixture({ severities: [severity, custom(1)], weights: [0.5, 0.5] }))).toBe(false);
    expect(isWhollyWritten(l.mixedPoisson({ lambda: 1, mixing: custom(1) }))).toBe(false);
    expect(isWhollyWritten(l.mixture({ severities: [severity, severity], weights: [0.5, 0.5] }))).toBe(true);
  });

  it("refuses a model that nests without end", () => {
    let deep: l.Severity = severity;
    for (let i = 0; i < 400; i++) deep = l.scaled({ severity: deep, by: 1 });
    expect(() => textOf({ severity: deep })).toThrow(expect.objectContaining({ code: "ERR_UNSUPPORTED" }));
  });
});
