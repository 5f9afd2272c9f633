import type { Contest, ContestCase } from "./contestCase.js";
import type { Law } from "./lundberg.js";
import { numpy } from "./programs.js";

function sampleCase(name: string, law: Law, words: string, least?: number): ContestCase {
  return {
    name,
    task: { sample: law },
    trials: 10_000_000,
    itemsPerTrial: 1,
    request: (n) => `sample ${n} ${words}`,
    bars: least === undefined ? [] : [{ text: `${name} against numpy's best form`, label: numpy, least }],
  };
}

/** Draws from one law. */
export const samples: Contest = {
  title: "Samples of one law",
  unit: "ns per draw",
  notes: [
    "`.sample(10_000_000, { seed, out })`: lundberg's time holds a new table each time; all write into an array that they keep, without which the first touch of a new one costs lundberg 2 to 4 ns a draw",
    "lundberg offers no bare normal draws, so the bar for them (3.3 times numpy) has no figure; lognormal is the nearest",
  ],
  cases: [
    sampleCase("gamma 2.5", ["gamma", { alpha: 2.5, theta: 1000 }], "gamma 2.5 1000", 5.5),
    sampleCase("lognormal 0, 1", ["lognormal", { mu: 0, sigma: 1 }], "lognormal 0 1"),
    sampleCase("Poisson 5", ["poisson", { lambda: 5 }], "poisson 5 0", 20),
    sampleCase("Poisson 100", ["poisson", { lambda: 100 }], "poisson 100 0", 16),
  ],
};
