import { describe, expect, test } from "vitest";
import { layer } from "../dist/terms/layer.js";
import { parseTerms, type TermsOptions } from "../dist/terms/terms.js";
import { termsText } from "../dist/terms/text.js";
import { failure } from "./support/failure.js";

describe("terms", () => {
  const finite = "a finite number >= 0";
  const amount = "a number >= 0 or Infinity";
  const share = "a number above 0 and at most 1";
  const numbers: [keyof TermsOptions, string, unknown[]][] = [
    ["deductible", finite, [Infinity]],
    ["attachment", finite, [Infinity]],
    ["limit", amount, []],
    ["maximumCoveredLoss", amount, []],
    ["share", share, [0, 1.0000001, Infinity]],
    ["aggregateDeductible", finite, [Infinity]],
    ["aggregateLimit", amount, []],
    ["aggregateShare", share, [0, 2]],
    ["trend", "a finite number > 0", [0, -0, Infinity]],
  ];

  test.each(numbers)("%s", (key, rule, more) => {
    for (const value of [Number.NaN, null, "2", "5m", 2n, true, -1, -5e-324, -Infinity, [1], {}, ...more]) {
      const error = failure(() => parseTerms("here", { [key]: value }));
      expect(error.code).toBe("ERR_PARAMETER");
      expect(error.message.startsWith(`here: ${key} must be ${rule}, got `), error.message).toBe(true);
    }
    expect(parseTerms("here", { [key]: undefined })).toEqual(parseTerms("here", {}));
  });

  test("words", () => {
    for (const key of ["deductibleKind", "aggregateBasis"]) {
      for (const value of ["", "Ordinary", null, 1, "constructor"]) {
        expect(failure(() => parseTerms("here", { [key]: value })).message).toMatch(
          new RegExp(`^here: ${key} must be "(ordinary" or "franchise|policy" or "bucket)", got `),
        );
      }
    }
  });

  test("maximumCoveredLoss stands in place of a limit and above an ordinary deductible", () => {
    const both = failure(() => parseTerms("here", { limit: Infinity, maximumCoveredLoss: 5 }));
    expect(both.message).toBe("here: give limit or maximumCoveredLoss, not both");
    for (const maximumCoveredLoss of [99, 100]) {
      expect(failure(() => parseTerms("here", { deductible: 100, maximumCoveredLoss })).message).toBe(
        `here: maximumCoveredLoss must be above the deductible 100, got ${maximumCoveredLoss}`,
      );
    }
    expect(failure(() => parseTerms("here", { maximumCoveredLoss: 0 })).code).toBe("ERR_PARAMETER");
    expect(parseTerms("here", { deductible: 100, maximumCoveredLoss: Infinity }).limit).toBe(Infinity);
  });

  test("keys", () => {
    const error = failure(() => parseTerms("here", { deductable: 5 }));
    expect(error.code).toBe("ERR_UNKNOWN_KEY");
    expect(error.message).toBe(
      'here: unknown key "deductable"; known are deductible, deductibleKind, attachment, limit, share, ' +
        "aggregateDeductible, aggregateLimit, aggregateShare, aggregateBasis, trend, maximumCoveredLoss",
    );
    expect(failure(() => parseTerms("here", JSON.parse('{"__proto__": {"limit": 5}}'))).code).toBe("ERR_UNKNOWN_KEY");
    for (const value of [null, 5, "5m xs 5m", [{}]]) {
      expect(failure(() => parseTerms("here", value)).code).toBe("ERR_PARAMETER");
    }
  });

  test("are a frozen value that reads itself", () => {
    const terms = parseTerms("here", { deductible: 1000, share: 0.8, deductibleKind: "franchise", attachment: -0 });
    expect(Object.isFrozen(terms)).toBe(true);
    expect(Object.is(terms.attachment, 0)).toBe(true);
    expect(parseTerms("again", terms)).toEqual(terms);
  });

  test("print what acts, in the order in which it acts", () => {
    const text = (options: TermsOptions) => termsText(parseTerms("here", options));
    expect(text({ attachment: 0, limit: Infinity, aggregateBasis: "bucket" })).toBe("none");
    expect(text({ limit: 5, deductible: 2, trend: 1.05 })).toBe("trend 1.05, ordinary deductible 2, limit 5");
    expect(text({ deductible: 100, maximumCoveredLoss: 500, share: 0.8, aggregateLimit: 900 })).toBe(
      "ordinary deductible 100, limit 400, share 0.8, aggregate limit 900, per policy, (aggregate amounts are at share 0.8)",
    );
  });
});

describe("layer", () => {
  test.each([
    ["5m xs 5m", 5e6, 5e6],
    ["50 xs 50", 50, 50],
    ["inf xs 10m", Infinity, 1e7],
    ["1.5bn xs 500k", 1.5e9, 500_000],
    ["5,000,000 xs 5,000,000", 5e6, 5e6],
    ["  5 M  XS  0 ", 5e6, 0],
    ["INF XS 1,234.5K", Infinity, 1_234_500],
    ["1.1m xs 0.07m", 1_100_000, 70_000],
    ["8.41k xs 1.005k", 8410, 1005],
    ["0.5 xs 0.25", 0.5, 0.25],
  ])("%s", (text, limit, attachment) => {
    expect(layer(text)).toEqual({ attachment, limit });
  });

  test.each([
    "",
    "5m",
    "5m xs",
    "xs 5m",
    "5m x 5m",
    "5m xs 5m xs 5m",
    "-5m xs 5m",
    "5m xs -5m",
    "5m xs inf",
    "0 xs 5m",
    "5mm xs 5m",
    "5b xs 5m",
    "5,00 xs 5",
    "1,000,00 xs 5",
    "5. xs 5",
    ".5 xs 5",
    "1e6 xs 5",
    "5m\0 xs 5m",
    "nan xs 5",
    "٥ xs 5",
    `${"9".repeat(400)} xs ${"9".repeat(400)}`,
    `5 xs 5${" ".repeat(100_000)}x`,
    5,
    null,
    undefined,
    ["5m xs 5m"],
  ])("refuses %s", (text) => {
    const error = failure(() => layer(text as string));
    expect(error.code).toBe("ERR_PARAMETER");
    expect(error.message).toMatch(/^layer must be "limit xs attachment" like "5m xs 5m" .*, got /);
  });

  test("names the text", () => {
    expect(failure(() => layer("5m over 5m")).message).toMatch(/, got "5m over 5m"$/);
  });
});
