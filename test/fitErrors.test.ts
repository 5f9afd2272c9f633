import { describe, expect, it } from "vitest";
import * as lundberg from "../dist/index.js";

const {
  exponential,
  fit: estimate,
  gamma,
  generalizedPareto,
  loggamma,
  severityFamilies,
  singleParameterPareto,
} = lundberg;

describe("errors", () => {
  const bad: [string, () => unknown, string, string][] = [
    [
      "no family",
      () => estimate("gamma" as never, [1]),
      "ERR_PARAMETER",
      'fit: family must be a severity family such as gamma, got "gamma"',
    ],
    [
      "a frequency",
      () => estimate(lundberg.poisson as never, [1, 2]),
      "ERR_PARAMETER",
      "fit: family must be a severity family such as gamma, got function poisson",
    ],
    [
      "nothing to estimate",
      () => estimate(gamma, [1, 2], { fixed: { alpha: 1, theta: 2 } }),
      "ERR_PARAMETER",
      "fit: family must be one with a parameter to estimate, got function gamma",
    ],
    ["no array", () => estimate(gamma, 5 as never), "ERR_PARAMETER", "fit: data must be an array of claims, got 5"],
    ["no claims", () => estimate(gamma, []), "ERR_DATA", "fit: data must be at least one claim, got an array of 0"],
    ["NaN", () => estimate(gamma, [1, NaN]), "ERR_DATA", "fit: data[1] must be a finite number > 0, got NaN"],
    ["0", () => estimate(gamma, [1, 0]), "ERR_DATA", "fit: data[1] must be a finite number > 0, got 0"],
    ["text", () => estimate(gamma, [1, "2" as never]), "ERR_DATA", 'fit: data[1] must be a finite number > 0, got "2"'],
    [
      "no amount",
      () => estimate(gamma, [{ limit: 5 } as never]),
      "ERR_DATA",
      "fit: data[0]: amount must be a finite number > 0, got undefined",
    ],
    [
      "an unknown key",
      () => estimate(gamma, [{ amount: 5, excess: 1 } as never]),
      "ERR_UNKNOWN_KEY",
      'fit: data[0] must be { amount, deductible?, limit? }, got "excess"',
    ],
    [
      "below the deductible",
      () => estimate(gamma, [600, 400], { deductible: 500 }),
      "ERR_DATA",
      "fit: data[1]: amount must be above the deductible 500, from the ground up, got 400",
    ],
    [
      "a limit below the deductible",
      () => estimate(gamma, [600], { deductible: 500, limit: 400 }),
      "ERR_DATA",
      "fit: data[0]: limit must be above the deductible 500, got 400",
    ],
    [
      "a negative deductible",
      () => estimate(gamma, [600], { deductible: -1 }),
      "ERR_DATA",
      "fit: deductible must be a finite number >= 0, got -1",
    ],
    [
      "too few weights",
      () => estimate(gamma, [1, 2], { weights: [1] }),
      "ERR_DATA",
      "fit: weights must be as many as the claims, 2, got 1",
    ],
    [
      "a weight of 0",
      () => estimate(gamma, [1, 2], { weights: [1, 0] }),
      "ERR_PARAMETER",
      "fit: weights[1] must be a finite number > 0, got 0",
    ],
    [
      "an unknown option",
      () => estimate(gamma, [1, 2], { start: 1 } as never),
      "ERR_UNKNOWN_KEY",
      'fit: options: unknown key "start"; known are deductible, limit, weights, fixed',
    ],
    [
      "an unknown parameter",
      () => estimate(gamma, [1, 2], { fixed: { beta: 1 } as never }),
      "ERR_UNKNOWN_KEY",
      'fit: fixed: unknown key "beta"; known are alpha, theta',
    ],
    [
      "a bad parameter",
      () => estimate(gamma, [1, 2], { fixed: { alpha: -1 } }),
      "ERR_PARAMETER",
      "fit: fixed.alpha must be a finite number > 0, got -1",
    ],
    [
      "no threshold",
      () => estimate(singleParameterPareto, [1, 2]),
      "ERR_PARAMETER",
      "fit: fixed.theta must be given for singleParameterPareto, because its support begins or ends there, got undefined",
    ],
    [
      "no threshold",
      () => estimate(generalizedPareto, [1, 2]),
      "ERR_PARAMETER",
      "fit: fixed.threshold must be given for generalizedPareto, because its support begins or ends there, got undefined",
    ],
    [
      "below the threshold",
      () => estimate(singleParameterPareto, [1, 2], { fixed: { theta: 1.5 } }),
      "ERR_DATA",
      "fit: data must be from 1.5 to Infinity, the support of singleParameterPareto with theta=1.5, got 1",
    ],
    [
      "an integer family",
      () => estimate(severityFamilies.triangular, [1, 2], { fixed: { low: 0, high: 3 } }),
      "ERR_PARAMETER",
      "fit: fixed.mode must be given for triangular, because only parameters are estimated that may be any number, or any > 0, got undefined",
    ],
    [
      "one amount for two parameters",
      () => estimate(gamma, [5, 5, 5]),
      "ERR_DATA",
      "fit: data must have at least two different amounts below the limit for gamma, got 1",
    ],
    [
      "capped claims alone",
      () => estimate(exponential, [500, 500], { limit: 500 }),
      "ERR_DATA",
      "fit: data must have at least one amount below the limit for exponential, got 0",
    ],
    [
      "an end of the support",
      () => estimate(loggamma, [1, 2, 3]),
      "ERR_DATA",
      "fit: no loggamma was found under which the claims can happen: an amount is 1, where its support ends and densities are 0 or infinite",
    ],
    [
      "amounts at the threshold alone",
      () => estimate(singleParameterPareto, [5, 5], { fixed: { theta: 5 } }),
      "ERR_DATA",
      "fit: no singleParameterPareto was found under which the claims can happen: an amount is 5, where its support ends and densities are 0 or infinite",
    ],
  ];
  it.each(bad)("%s", (_, call, code, message) => {
    let caught: unknown;
    try {
      call();
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(lundberg.ActuarialError);
    expect(`${(caught as lundberg.ActuarialError).code} ${(caught as Error).message}`).toBe(`${code} ${message}`);
  });
});
