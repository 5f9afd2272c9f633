import { describe, expect, it } from "vitest";
import * as l from "../dist/index.js";

const bucket = (name: string, frequency: l.Frequency, severity: l.Severity, rest: Partial<l.InforceOptions> = {}) =>
  l.inforce({ name, frequency, severity, ...rest });
const model = (...components: l.Inforce[]) => new l.PricingModel(l.portfolio(components));
const outputs = ["groundUp", "claimCount", "largestClaim"] as const;
const run = { trials: 200_000, seed: 7, workers: 1, outputs } as const;

const terms: l.TermsOptions = { deductible: 500, limit: 5000, share: 0.8, aggregateLimit: 12_000 };
const wind = (given: l.TermsOptions) =>
  bucket("wind", l.poisson({ lambda: 0.3 }), l.lognormal({ mu: 7, sigma: 1 }), { policies: 20, terms: given });
const fire = (given: l.TermsOptions) =>
  bucket("fire", l.negativeBinomial({ r: 2, beta: 3 }), l.pareto({ alpha: 4.5, theta: 3000 }), { terms: given });

describe("outputs", () => {
  it("are of the same years whatever the terms, and without terms the losses themselves", async () => {
    const net = await model(wind(terms), fire(terms)).simulate({ ...run, components: true });
    const gross = await model(wind({}), fire({})).simulate({ ...run, components: true });
    const bucketTerms = await model(wind({ aggregateBasis: "bucket", aggregateDeductible: 1e4 }), fire({})).simulate(
      run,
    );
    for (const result of [net, gross, bucketTerms]) {
      expect(result.groundUp.hash).toBe(gross.hash);
      expect(result.claimCount.hash).toBe(gross.claimCount.hash);
    }
    expect(net.component("wind").groundUp.hash).toBe(gross.component("wind").hash);
    expect(net.hash).not.toBe(gross.hash);
    for (let i = 0; i < net.trials; i++) {
      expect(net.losses[i]!).toBeLessThanOrEqual(0.8 * net.groundUp.losses[i]! * (1 + 1e-12));
    }
  });

  it("have the moments that they must have, as the losses of the thinned plan have", async () => {
    const book = model(wind(terms), fire(terms));
    const result = await book.simulate(run);
    const thinned = await book.simulate({ trials: 400_000, seed: 8, workers: 1 });
    const z = (a: { value: number; standardError: number }, value: number) => (a.value - value) / a.standardError;
    expect(Math.abs(z(result.claimCount.mean, 12))).toBeLessThan(4);
    expect(Math.abs(z(result.groundUp.mean, 6 * Math.exp(7.5) + (6 * 3000) / 3.5))).toBeLessThan(4);
    // Variances: 6 and r beta (1 + beta) = 24.
    expect(Math.abs(result.claimCount.standardDeviation ** 2 / 30 - 1)).toBeLessThan(0.015);
    const both = Math.hypot(result.mean.standardError, thinned.mean.standardError);
    expect(Math.abs(result.mean.value - thinned.mean.value) / both).toBeLessThan(4);
    for (const p of [0.5, 0.9, 0.99]) {
      const [a, b] = [result.var(p), thinned.var(p)];
      expect(a.low).toBeLessThan(b.high * 1.01);
      expect(b.low).toBeLessThan(a.high * 1.01);
    }
  });

  it("the largest payment has the law P(M <= x) = pgf of the claims at P(payment <= x)", async () => {
    const severity = l.pareto({ alpha: 4.5, theta: 3000 });
    const result = await model(fire({ deductible: 500, share: 0.8 })).simulate({ ...run, trials: 1_000_000 });
    for (const [i, period] of [2, 10, 100, 1000].entries()) {
      const point = result.oep([2, 10, 100, 1000])[i]!;
      expect(point.returnPeriod).toBe(period);
      // (1 + beta (1 - F))^-r = 1 - 1/T, with F the cdf of the ground-up claim behind the payment.
      const survival = ((1 - 1 / period) ** (-1 / 2) - 1) / 3;
      const exact = 0.8 * Math.max(0, severity.survivalQuantile(survival) - 500);
      expect(point.low).toBeLessThanOrEqual(exact * 1.001);
      expect(point.high).toBeGreaterThanOrEqual(exact * 0.999);
    }
  });

  it("join components: sums, and the largest of all", async () => {
    const { groundUp, claimCount, ...rest } = await (async () => {
      const result = await model(wind(terms), fire(terms)).simulate({ ...run, trials: 20_000, components: true });
      const of = (name: string) => result.component(name);
      return {
        groundUp: [result.groundUp, of("wind").groundUp, of("fire").groundUp],
        claimCount: [result.claimCount, of("wind").claimCount, of("fire").claimCount],
        oep: result.oep([50])[0]!.loss,
        own: [of("wind").oep([50])[0]!.loss, of("fire").oep([50])[0]!.loss],
      };
    })();
    for (const [sum, a, b] of [groundUp, claimCount]) {
      for (let i = 0; i < 20_000; i++) expect(sum!.losses[i]).toBe(a!.losses[i]! + b!.losses[i]!);
    }
    expect(rest.oep).toBeGreaterThanOrEqual(Math.max(...rest.own));
    // A claim that is paid in full pays 0.8 * 5000.
    expect(rest.oep).toBeLessThanOrEqual(4000);
  });

  it("keep their bits over workers, block orders of storage and what is kept", async () => {
    const book = model(wind(terms), fire(terms));
    const one = await book.simulate(run);
    const three = await book.simulate({ ...run, workers: 3 });
    const none = await book.simulate({ ...run, keep: "none", hash: true });
    const tail = await book.simulate({ ...run, keep: "tail", hash: true, workers: 2 });
    for (const other of [three, none, tail]) {
      expect(other.hash).toBe(one.hash);
      expect(other.groundUp.hash).toBe(one.groundUp.hash);
      expect(other.claimCount.hash).toBe(one.claimCount.hash);
    }
    expect(tail.groundUp.tvar(0.99)).toEqual(one.groundUp.tvar(0.99));
    expect(tail.oep([100])).toEqual(one.oep([100]));
  });

  it("are refused when they are unknown or were not asked for", async () => {
    const book = model(fire({}));
    await expect(book.simulate({ trials: 10, outputs: ["groundup" as "groundUp"] })).rejects.toThrow(
      /simulate: outputs\[0\] must be .*"largestClaim".*, got "groundup"/,
    );
    const result = await book.simulate({ trials: 10, outputs: ["claimCount"] });
    expect(() => result.groundUp).toThrow('groundUp: it was not asked for; simulate with outputs: ["groundUp"]');
    expect(() => result.oep()).toThrow(l.ActuarialError);
    result.release();
    expect(() => result.claimCount).toThrow("released");
  });
});
