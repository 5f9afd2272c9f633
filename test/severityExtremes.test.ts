import { describe, expect, it } from "vitest";
import {
  beta,
  limited,
  lognormal,
  logT,
  mixture,
  paralogistic,
  type Severity,
  truncated,
  weibull,
} from "../dist/severity/index.js";
import { refusal } from "./support/failure.js";

// Laws at the ends of the number range, which random models have found.

describe("both sides of a truncated law add up", () => {
  it.each<[string, Severity, number]>([
    [
      "where its density falls below the least double",
      truncated({ severity: paralogistic({ alpha: 1.4e-16, theta: 44 }), lower: 1, upper: Number.MAX_VALUE }),
      1000,
    ],
    [
      "where its density is a spike",
      truncated({ severity: logT({ r: 1e-20, mu: 0, sigma: 1 }), lower: 1, upper: 3e7 }),
      1000,
    ],
  ])("%s", (_, severity, x) => {
    expect(Math.abs(severity.cdf(x) + severity.survival(x) - 1)).toBeLessThan(1e-15);
  });
});

it("a law that has all its probability at the end of its support has it there", () => {
  const severity = truncated({ severity: weibull({ tau: 4.4e-323, theta: 3e195 }), upper: 1e-20 });
  expect([severity.cdf(5e-324), severity.survival(5e-324)]).toEqual([1, 0]);
});

it("a law that is flat over the whole range has moments, or none, and takes no time over them", () => {
  const severity = limited({ severity: lognormal({ mu: 3, sigma: 1.6e140 }), at: 6e194 });
  expect(severity.mean()).toBeCloseTo(3e194, -192);
  expect(severity.variance()).toBe(Infinity);
});

it("a part whose probability is no number is refused", () => {
  const unknown = beta({ a: 5.6e30, b: Number.MAX_VALUE, theta: 1379 });
  const severity = mixture({ severities: [weibull({ tau: 1, theta: 9 }), unknown], weights: [0.5, 0.5] });
  expect(refusal(() => limited({ severity, at: 2e-16 }))).toMatch(/^ERR_UNSUPPORTED .* cannot be computed/);
});
