import { describe, expect, test } from "vitest";
import type { ActuarialError } from "../dist/errors.js";
import { geometric, negativeBinomial, poisson } from "../dist/frequency/index.js";
import { type InforceOptions, inforce } from "../dist/portfolio/inforce.js";
import { portfolio } from "../dist/portfolio/portfolio.js";
import { exponential, lognormal, pareto } from "../dist/severity/index.js";
import { layer } from "../dist/terms/layer.js";
import { termsText } from "../dist/terms/text.js";
import { failure } from "./support/failure.js";

const frequency = poisson({ lambda: 0.1 });
const severity = exponential({ theta: 1000 });
const motor: InforceOptions = { name: "Motor", frequency, severity };
const refuse = (more: object): ActuarialError => failure(() => inforce({ ...motor, ...more }));

describe("inforce", () => {
  test("fills in what is left out", () => {
    const { name, policies, frequencyBasis, terms } = inforce(motor);
    expect([name, policies, frequencyBasis, termsText(terms)]).toEqual(["Motor", 1, "policy", "none"]);
  });

  test("is frozen, with its terms", () => {
    const terms = { deductible: 100 };
    const bucket = inforce({ ...motor, terms });
    terms.deductible = 5;
    expect(bucket.terms.deductible).toBe(100);
    for (const part of [bucket, bucket.terms, portfolio([bucket]), portfolio([bucket]).components]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  test("a name is well-formed text of at most 200 units", () => {
    for (const name of [
      undefined,
      null,
      "",
      7,
      Symbol("x"),
      {},
      "x".repeat(201),
      "\ud800",
      "a\udc00b",
      "\ude00\ud83d",
    ]) {
      const error = failure(() => inforce({ ...motor, name: name as string }));
      expect([error.code, error.message.startsWith("inforce: name must be ")]).toEqual(["ERR_PARAMETER", true]);
    }
    for (const name of ["x".repeat(200), "\ud83d\ude00", "../x", "a\0b", "__proto__", " ", "Überschwemmung 2026"]) {
      expect(inforce({ ...motor, name }).name).toBe(name);
    }
  });

  test("policies, frequency, severity, basis", () => {
    for (const policies of [0, -1, 1.5, Number.NaN, null, "2", 2n, Infinity, 2 ** 53]) {
      expect(refuse({ policies }).message).toMatch(
        /^inforce "Motor": policies must be an integer from 1 to 2\^53 - 1, got /,
      );
    }
    for (const bad of [undefined, null, {}, poisson, { lambda: 1 }, severity]) {
      expect(refuse({ frequency: bad }).message).toMatch(/^inforce "Motor": frequency must be a frequency/);
    }
    for (const bad of [undefined, null, {}, exponential, frequency]) {
      expect(refuse({ severity: bad }).message).toMatch(/^inforce "Motor": severity must be a severity/);
    }
    for (const frequencyBasis of ["Policy", null, 1]) {
      expect(refuse({ frequencyBasis }).message).toMatch(/frequencyBasis must be "policy" or "bucket", got /);
    }
    expect(refuse({ terms: null }).code).toBe("ERR_PARAMETER");
    expect(refuse({ terms: { deductible: -1 } }).message).toBe(
      'inforce "Motor": terms: deductible must be a finite number >= 0, got -1',
    );
    expect(refuse({ policy: 3 }).code).toBe("ERR_UNKNOWN_KEY");
    for (const value of [undefined, null, [motor], "Motor"]) {
      expect(failure(() => inforce(value as never)).code).toBe("ERR_PARAMETER");
    }
  });

  test("a count of the bucket cannot serve aggregate terms of each policy", () => {
    const bucket = { policies: 10, frequencyBasis: "bucket" } as const;
    for (const terms of [{ aggregateLimit: 5000 }, { aggregateDeductible: 1 }]) {
      const error = refuse({ ...bucket, terms });
      expect(error.code).toBe("ERR_PARAMETER");
      expect(error.message).toMatch(/^inforce "Motor": .*aggregateBasis "bucket"/);
      expect(() => inforce({ ...motor, ...bucket, terms: { ...terms, aggregateBasis: "bucket" } })).not.toThrow();
      expect(() => inforce({ ...motor, ...bucket, policies: 1, terms })).not.toThrow();
      expect(() => inforce({ ...motor, ...bucket, frequencyBasis: "policy", terms })).not.toThrow();
    }
    // A share means the same on either basis.
    expect(() => inforce({ ...motor, ...bucket, terms: { aggregateShare: 0.5 } })).not.toThrow();
  });
});

describe("the exact mean", () => {
  test("lognormal(8, 1), deductible 1,000, limit 10,000, share 0.9, Poisson 5", () => {
    const terms = { deductible: 1000, limit: 10_000, share: 0.9 };
    const line = { name: "x", frequency: poisson({ lambda: 5 }), severity: lognormal({ mu: 8, sigma: 1 }), terms };
    expect(inforce(line).meanLoss()!.toFixed(5)).toBe("14172.93129");
    expect(
      inforce({ ...line, frequencyBasis: "bucket", policies: 40 })
        .meanLoss()!
        .toFixed(5),
    ).toBe("14172.93129");
    expect(inforce({ ...line, policies: 1000 }).meanLoss()! / 14_172_931.29).toBeCloseTo(1, 9);
  });

  test("follows the share of aggregate terms, and is unknown under their deductible or limit", () => {
    const mean = (terms: object) => inforce({ ...motor, policies: 3, terms }).meanLoss();
    expect(mean({})).toBeCloseTo(300, 10);
    expect(mean({ aggregateShare: 0.5 })).toBeCloseTo(150, 10);
    expect(mean({ aggregateLimit: 1e9 })).toBeUndefined();
    expect(mean({ aggregateDeductible: 1, aggregateBasis: "bucket" })).toBeUndefined();
  });

  test("is Infinity where it is infinite, and 0 where nothing happens", () => {
    const heavy = pareto({ alpha: 1, theta: 1 });
    expect(inforce({ ...motor, severity: heavy }).meanLoss()).toBe(Infinity);
    const next = { frequency: poisson({ lambda: 4e-323 }), terms: { aggregateShare: 1e-20 } };
    expect(inforce({ ...motor, ...next, severity: heavy }).meanLoss()).toBe(Infinity);
    expect(inforce({ ...motor, severity: heavy, terms: layer("5m xs 5m") }).meanLoss()).toBeLessThan(0.1);
    expect(inforce({ ...motor, severity: heavy, frequency: poisson({ lambda: 0 }) }).meanLoss()).toBe(0);
  });
});

describe("portfolio", () => {
  const a = inforce(motor);
  const b = inforce({ ...motor, name: "Fire", frequency: geometric({ beta: 2 }) });
  const c = inforce({ ...motor, name: "motor", frequency: negativeBinomial({ r: 2, beta: 0.05 }) });

  test("keeps the order", () => {
    const list = [b, a];
    const book = portfolio(list);
    list.pop();
    expect(book.components).toEqual([b, a]);
    expect(book.plus(portfolio([c])).components).toEqual([b, a, c]);
    expect(portfolio([c]).plus(book).components).toEqual([c, b, a]);
    expect(book.components.length).toBe(2);
  });

  test("names are unique", () => {
    const long = `${"x".repeat(199)}y`;
    const twice = inforce({ ...motor, name: long });
    for (const run of [() => portfolio([a, b, inforce(motor)]), () => portfolio([b, a]).plus(portfolio([a]))]) {
      const error = failure(run);
      expect([error.code, error.message]).toEqual([
        "ERR_DUPLICATE_NAME",
        'portfolio: two components are named "Motor"',
      ]);
    }
    expect(failure(() => portfolio([twice, twice])).message).toContain(long);
    // Names are compared as they are written: composed and decomposed letters are two names.
    expect(
      portfolio([inforce({ ...motor, name: "\u00e9" }), inforce({ ...motor, name: "e\u0301" })]).components.length,
    ).toBe(2);
  });

  test("holds inforces, at least one", () => {
    for (const value of [undefined, null, {}, [], a, "a", new Set([a])]) {
      const error = failure(() => portfolio(value as never));
      expect([error.code, error.message.startsWith("portfolio must be a non-empty array of inforces, got ")]).toEqual([
        "ERR_PARAMETER",
        true,
      ]);
    }
    const sparse = Object.assign([a], { length: 3 });
    for (const value of [[a, undefined], sparse, [a, motor], [a, portfolio([b])]]) {
      expect(failure(() => portfolio(value as never)).message).toMatch(/^portfolio\[1\] must be an inforce, got /);
    }
    for (const value of [undefined, [b], b]) {
      expect(failure(() => portfolio([a]).plus(value as never)).message).toMatch(/^portfolio.plus: other must be/);
    }
  });
});
