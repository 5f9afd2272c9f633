import { ActuarialError } from "../errors.js";
import { math } from "../kernel.js";
import { integrate } from "../tables/quadrature.js";
import type { SeverityLaw } from "./law.js";

const atEnds = 1e-12;
const far = 1e300;
const atFar = 1e-6;
/** Relative, of the probabilities at a quantile and of a density's integral between two. */
const agreement = 1e-6;
const gridPoints = 300;
/** Nearer to an end of the support, relative to it, the steps between doubles are steps of the probabilities. */
const resolved = 1e-6;
const deepestUpper = 60;
const deepestLower = 20;

/**
 * That a user's survival function is one, as far as some hundred probes tell: 1 at the lower end of the support, 0 at the
 * upper, never rising, without jumps, and with the density for its slope. ERR_DATA says what fails, and where. `survival`
 * is the user's function itself, at the ends of the support too.
 */
export function checkSurvival(
  where: string,
  survival: (x: number) => number,
  density: ((x: number) => number) | undefined,
  law: SeverityLaw,
): void {
  const require = (condition: boolean, what: () => string): void => {
    if (!condition) throw new ActuarialError("ERR_DATA", `${where}: survival must ${what()}`);
  };
  const [low, high] = law.support;
  const first = survival(low);
  require(first >= 1 - atEnds, () => `be 1 at the lower end of the support, got ${first} at ${low}`);
  const [end, most] = high < Infinity ? [high, atEnds] : [far, atFar];
  const last = survival(end);
  require(last <= most, () => `be 0 at the upper end of the support, ${high}, got ${last} at ${end}`);

  const begin = law.quantile(1e-6) - low;
  const length = math.log((law.survivalQuantile(1e-15) - low) / begin);
  let [x, value] = [low, 1];
  for (let i = 0; i <= gridPoints; i++) {
    const next = Math.min(high, low + begin * math.exp((i / gridPoints) * length));
    const there = survival(next);
    require(there <= value * (1 + atEnds), () => `not rise, but is ${value} at ${x} and ${there} at ${next}`);
    [x, value] = [next, there];
  }

  const quantiles: number[] = [];
  for (let k = 1, p = 0.5; k <= deepestUpper; k++, p /= 2) {
    const above = law.survivalQuantile(p);
    if (high - above < resolved * high) break;
    require(law.survival(above) >= p * (1 - agreement), () => jump(above, p, law.survival(above)));
    quantiles.push(above);
    const below = law.quantile(p);
    if (k === 1 || k > deepestLower || below - low < resolved * low) continue;
    require(law.cdf(below) <= p * (1 + agreement), () => jump(below, 1 - p, 1 - law.cdf(below)));
    quantiles.unshift(below);
  }

  if (density === undefined) return;
  for (let i = 1; i < quantiles.length; i++) {
    const [from, to] = [quantiles[i - 1]!, quantiles[i]!];
    const fall = law.survival(from) - law.survival(to);
    const integral = integrate(density, low, from, to - from);
    require(Math.abs(integral - fall) <= agreement * fall, () => {
      return `fall as density says, but from ${from} to ${to} it falls by ${fall}, and density integrates to ${integral}`;
    });
  }
}

function jump(x: number, past: number, to: number): string {
  return (
    `be continuous, but falls past ${past} to ${to} at ${x}: atoms are for limited, mixture or empirical; and a survival ` +
    "function computed as 1 - cdf has such steps in its tail, where the density alone would do"
  );
}
