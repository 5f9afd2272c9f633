import type { Ask, Contest } from "./contestCase.js";
import { scipy } from "./programs.js";

/** Claims a year. */
const lambda = 20;

/** A compound Poisson law by Fourier transform, which is what the exact engine's time goes into; on 2^16 and 2^20 points. */
export function exact(size: number): Contest {
  const by = (label: string, module: string): Ask => ({
    label,
    program: scipy,
    request: (points) => `transform ${points} ${lambda} ${module}`,
  });
  return {
    title: "Compound Poisson by Fourier transform",
    unit: "ns per point",
    notes: [
      "a claim's probabilities to the transform, the exponential of each of its values, and back; the same probabilities come out",
      "scipy and numpy are warm: the median of nine calls",
    ],
    cases: [16, 20].map((log) => ({
      name: `2^${log} points`,
      task: { transform: { lambda } },
      // A law takes the same number of points however short the run is.
      trials: 2 ** log / size,
      itemsPerTrial: 1,
      asks: [by("scipy.fft", "scipy"), by("numpy.fft", "numpy")],
      bars: [{ text: "compound Poisson by Fourier transform against scipy.fft", label: "scipy.fft", least: 1 }],
    })),
  };
}
