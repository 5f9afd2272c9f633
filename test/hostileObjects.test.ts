import { afterAll, describe, expect, it } from "vitest";
import {
  ActuarialError,
  close,
  createCache,
  customSeverity,
  empirical,
  empiricalCounts,
  fitFrequency,
  fit as fitSeverity,
  gamma,
  histogram,
  inforce,
  layer,
  mixedPoisson,
  mixture,
  PricingModel,
  poisson,
  portfolio,
  riskMeasures,
  simulateEach,
  simulateMany,
  truncated,
  zeroModified,
} from "../dist/index.js";
import { oddities } from "./support/hostile/numbers.js";

afterAll(close);

const frequency = poisson({ lambda: 2 });
const severity = gamma({ alpha: 2, theta: 3 });
const component = inforce({ name: "a", frequency, severity });
const model = new PricingModel(portfolio([component]));
const run = { trials: 100, seed: 1, workers: 1 };

/** Every door that takes an object by its keys, with one that it takes. */
const doors: readonly [string, (given: never) => unknown, Readonly<Record<string, unknown>>][] = [
  ["gamma", gamma, { alpha: 2, theta: 3 }],
  ["gamma.fromMeanCv", gamma.fromMeanCv, { mean: 2, cv: 3 }],
  ["poisson", poisson, { lambda: 2 }],
  ["empirical", empirical, { values: [1, 2], weights: [1, 2] }],
  ["histogram", histogram, { edges: [0, 1], weights: [1] }],
  ["mixture", mixture, { severities: [severity], weights: [1] }],
  ["truncated", truncated, { severity, lower: 1, upper: 5 }],
  ["empiricalCounts", empiricalCounts, { counts: [1, 2] }],
  ["mixedPoisson", mixedPoisson, { lambda: 1, mixing: severity }],
  ["zeroModified", (options) => zeroModified(frequency, options), { p0: 0.5 }],
  ["customSeverity", customSeverity, { name: "line", survival: (x: number) => 1 - x, support: [0, 1] }],
  ["inforce", inforce, { name: "a", frequency, severity, policies: 2 }],
  ["terms", (terms) => inforce({ name: "a", frequency, severity, terms }), { limit: 5, share: 0.5 }],
  ["simulate", (options) => model.simulate(options), run],
  ["suggest", (options) => model.suggest(options), { trials: 100, targetMs: 5 }],
  ["until", (until) => model.simulate({ ...run, until }), { measure: "tvar", level: 0.9, relativeError: 0.5 }],
  ["solve", (options) => model.solve(options), { points: 256, levels: [0.9], memoryLimit: 1e9 }],
  ["simulateMany", (options) => simulateMany([model], options), run],
  ["simulateEach", (options) => simulateEach([model], options).next(), run],
  ["createCache", createCache, { maxEntries: 5, maxBytes: 1e6 }],
  ["explain", (options) => model.explain(options), { outputs: ["groundUp"] }],
  ["sample", (options) => severity.sample(3, options), { seed: 1 }],
  ["riskMeasures", (options) => riskMeasures(Float64Array.of(1, 2), options), { levels: [0.5] }],
  ["fit", (options) => fitSeverity(gamma, [1, 2, 3], options), { deductible: 0.5 }],
];

/** What a door does: what it returns, or the code of its ActuarialError. */
async function outcome(door: (given: never) => unknown, given: unknown): Promise<unknown> {
  try {
    return (await door(given as never)) ?? "nothing";
  } catch (error) {
    if (!(error instanceof ActuarialError)) throw error;
    return error.code;
  }
}

describe.each(doors)("%s", (_, door, good) => {
  const [key] = Object.keys(good) as [string];
  const with_ = (more: object): object => Object.assign({}, good, more);

  it("takes what it is written for, frozen, without a prototype, or behind a Proxy that does nothing", async () => {
    const bare = Object.assign(Object.create(null), good);
    for (const given of [
      good,
      Object.freeze({ ...good }),
      bare,
      new Proxy({ ...good }, {}),
      new (class {
        constructor() {
          Object.assign(this, good);
        }
      })(),
    ]) {
      expect(typeof (await outcome(door, given))).not.toBe("string");
    }
  });

  it("does not see what is inherited, not enumerable, or keyed by a symbol", async () => {
    const evil = { workers: 999, policies: 999, p0: 9, levels: "x" };
    const inherited = Object.assign(Object.create(evil), good);
    const hidden = Object.defineProperty({ ...good }, "extra", { value: 1, enumerable: false });
    for (const given of [inherited, hidden, { ...good, [Symbol("extra")]: 1 }]) {
      expect(typeof (await outcome(door, given))).not.toBe("string");
    }
  });

  it("refuses keys that it does not know, those that every object has among them", async () => {
    for (const name of [
      "__proto__",
      "constructor",
      "toString",
      "hasOwnProperty",
      "extra",
      "",
      `${key} `,
      key.toUpperCase(),
    ]) {
      const given = Object.defineProperty({ ...good }, name, { value: {}, enumerable: true, configurable: true });
      expect(await outcome(door, given), name).toBe("ERR_UNKNOWN_KEY");
    }
    expect(await outcome(door, { ...good, ["k".repeat(1e6)]: 1 })).toBe("ERR_UNKNOWN_KEY");
    const polluted = JSON.parse('{"__proto__": {"workers": 3}}');
    expect(
      await outcome(
        door,
        Object.defineProperty({ ...good }, "__proto__", Object.getOwnPropertyDescriptor(polluted, "__proto__")!),
      ),
    ).toBe("ERR_UNKNOWN_KEY");
  });

  it("reads every value once, so that a getter cannot change what was checked", async () => {
    let reads = 0;
    const given = Object.defineProperty({ ...good }, key, {
      enumerable: true,
      get: () => (reads++ === 0 ? good[key] : "something else"),
    });
    expect(typeof (await outcome(door, given))).not.toBe("string");
    expect(reads).toBe(1);
  });

  it("lets what the caller's own getters and traps throw through", async () => {
    const error = new Error("the caller's own");
    const thrower = (): never => {
      throw error;
    };
    const getter = Object.defineProperty({ ...good }, key, { enumerable: true, get: thrower });
    for (const given of [
      getter,
      new Proxy({ ...good }, { get: thrower }),
      new Proxy({ ...good }, { ownKeys: thrower }),
    ]) {
      await expect((async () => door(given as never))()).rejects.toBe(error);
    }
    const { proxy, revoke } = Proxy.revocable({ ...good }, {});
    revoke();
    await expect((async () => door(proxy as never))()).rejects.toThrow(TypeError);
  });

  it("refuses what is no such object", async () => {
    // An object without keys is one where every key may be left out.
    const objects = oddities.filter((odd) => typeof odd !== "object" || odd === null || Array.isArray(odd));
    for (const odd of objects.filter((each) => each !== undefined)) {
      expect(await outcome(door, odd), String(typeof odd)).toBe("ERR_PARAMETER");
    }
    expect(await outcome(door, [good])).toBe("ERR_PARAMETER");
  });

  it.each(Object.keys(good))("with every oddity at %s is right or refused", async (at) => {
    for (const odd of oddities) {
      const result = await outcome(door, with_({ [at]: odd }));
      if (typeof result === "string") expect(result).toMatch(/^ERR_(PARAMETER|DATA|UNSUPPORTED)$/);
    }
  });
});

describe("lists", () => {
  const numbersIn: readonly [string, (list: never) => unknown][] = [
    ["empirical", (values) => empirical({ values })],
    ["empiricalCounts", (counts) => empiricalCounts({ counts })],
    ["histogram", (edges) => histogram({ edges, weights: [1, 1] })],
    ["levels", (levels) => riskMeasures(Float64Array.of(1, 2), { levels })],
    ["fit", (claims) => fitSeverity(gamma, claims)],
    ["fitFrequency", (counts) => fitFrequency(poisson, counts)],
  ];

  it.each(numbersIn)("%s: with holes, of other things, or no lists", async (_, door) => {
    const length = Object.assign([1, 2], { 5: 3 });
    const lists: unknown[] = [
      ...[new Array(3), length, ["1", "2"], [1n, 2n], [[1], [2]], [null], [undefined], [{}], [Number.NaN]],
      ...[
        "12",
        new Set([1, 2]),
        { length: 2, 0: 1, 1: 2 },
        new Map(),
        new Float32Array(2),
        new DataView(new ArrayBuffer(8)),
      ],
      ...[
        { [Symbol.iterator]: () => [1, 2][Symbol.iterator]() },
        (function* () {
          yield 1;
        })(),
        null,
        undefined,
        7,
      ],
    ];
    for (const list of lists) {
      const result = await outcome(door, list);
      if (typeof result === "string") expect(result).toMatch(/^ERR_(PARAMETER|DATA|UNKNOWN_KEY)$/);
      else expect(list).toBeInstanceOf(Float32Array);
    }
  });

  it("of a million numbers, equal or not, are drawn from", () => {
    const values = Float64Array.from({ length: 1e6 }, (_, i) => i % 1000);
    expect(empirical({ values }).quantile(0.5)).toBe(499);
    expect(empirical({ values: new Float64Array(1e6).fill(7) }).sample(3, { seed: 1 })).toEqual(
      Float64Array.of(7, 7, 7),
    );
  });
});

describe("instances", () => {
  it("of another make are none", () => {
    const forged = [{ ...severity }, structuredClone({ family: "gamma" }), Object.getPrototypeOf(component), gamma];
    for (const each of forged) {
      expect(() => inforce({ name: "a", frequency, severity: each as never })).toThrow(ActuarialError);
      expect(() => inforce({ name: "a", frequency: each as never, severity })).toThrow(ActuarialError);
      expect(() => portfolio([each as never])).toThrow(ActuarialError);
      expect(() => new PricingModel(each as never)).toThrow(ActuarialError);
    }
  });

  it("cannot be changed", () => {
    for (const each of [
      severity,
      severity.parameters,
      severity.support,
      frequency,
      frequency.parameters,
      frequency.law,
      component,
      component.terms,
      model.portfolio,
      model.portfolio.components,
      model,
    ]) {
      expect(Object.isFrozen(each)).toBe(true);
    }
  });

  it("say themselves whatever is asked of layer", () => {
    for (const odd of oddities) expect(() => layer(odd as never)).toThrow(ActuarialError);
  });
});

it("nothing was left on the prototypes that all share", () => {
  for (const shared of [Object.prototype, Array.prototype, Function.prototype]) expect(Object.keys(shared)).toEqual([]);
});
