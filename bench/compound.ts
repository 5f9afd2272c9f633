import type { Bar, Contest, ContestCase } from "./contestCase.js";
import { numpy } from "./programs.js";

const theta = 1000;

/** N ~ Poisson(lambda) claims of Gamma(alpha, theta). */
function compoundCase(name: string, lambda: number, alpha: number, bars: readonly Bar[]): ContestCase {
  return {
    name,
    task: { book: { frequency: ["poisson", { lambda }], severity: ["gamma", { alpha, theta }] } },
    trials: 10_000_000,
    itemsPerTrial: 1,
    request: (n) => `compound ${n} ${lambda} ${alpha} ${theta}`,
    bars,
  };
}

function known(letter: string, lambda: number, alpha: number, overNumpy: number, overGsl: number): ContestCase {
  return compoundCase(`${letter}: Poisson ${lambda}, gamma ${alpha}`, lambda, alpha, [
    { text: `${letter} against numpy's best form`, label: numpy, least: overNumpy },
    { text: `${letter} against GSL`, label: "GSL", least: overGsl },
  ]);
}

const sumClosure =
  "the peers draw one gamma of shape n * alpha a trial too, not n gammas, into an array that they keep";

export const compound: Contest = {
  title: "Compound Poisson-Gamma",
  unit: "ns per trial",
  notes: [sumClosure],
  cases: [known("A", 5, 2, 12, 11), known("B", 100, 0.5, 11, 40), known("C", 0.1, 1, 7.5, 5.5)],
};

function other(text: string, least: number, parameters: readonly (readonly [number, number])[]): ContestCase[] {
  return parameters.map(([lambda, alpha]) =>
    compoundCase(`Poisson ${lambda}, gamma ${alpha}`, lambda, alpha, [{ text, label: numpy, least }]),
  );
}

/** Parameters that nothing was tuned for: no round numbers, every regime of counts and of shapes. */
export const otherParameters: Contest = {
  title: "Compound Poisson-Gamma, other parameters",
  unit: "ns per trial",
  notes: [sumClosure],
  cases: [
    ...other("other parameters: lambda from 2, shapes mostly from 1", 11, [
      [2.3, 1.7],
      [3.7, 12.5],
      [9.1, 50],
      [17, 0.8],
      [160, 1.3],
      [710, 0.35],
      [3000, 6.2],
    ]),
    ...other("other parameters: lambda 1, shape 1", 8, [[1, 1]]),
    ...other("other parameters: small shapes, n * alpha below 1 common", 4.5, [
      [2.6, 0.3],
      [6.5, 0.11],
      [13, 0.02],
    ]),
  ],
};
