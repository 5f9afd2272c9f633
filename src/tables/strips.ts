import { inWorkshop } from "../kernel.js";
import type { Panel } from "./panels.js";

/**
 * A law cut for the kernel (assembly/strips.ts) into strips of equal probability and a rest.
 *
 * A strip is an interval of claims on which the density is at least h, cut to the width 1 / (slots h): the part of the
 * law below the height h is uniform there, with the probability 1 / slots whatever the strip. So one word picks strip
 * and position, and a draw is one multiply-add. What is flat is as many strips on top of each other. Strips go from the
 * low end of each interval on which the density is monotone, side by side, each as high as the density where it starts;
 * the intervals' ends are proved (assembly/setup).
 *
 * What they leave is the rest: stretches of panels, with the density less the height of the strip below. It is drawn
 * from a box over each stretch, by rejection.
 */
export const slots = 2048;

export interface Strips {
  /** A pair a slot: the lower end of a strip and its width. Behind the last strip, zeros. */
  readonly strips: Float64Array;
  readonly count: number;
  /**
   * Five numbers a stretch: the panel's offset in bytes of 160, t where it begins, its length in t, the height of the strip
   * below (density of claims), the height of the box above (density of t). With an offset below 0 there is no panel, but
   * claims that are uniform from the second number over the third, all of them kept.
   */
  readonly rest: Float64Array;
  /** The area of each stretch's box: how likely a draw comes there, relative to others. */
  readonly weights: Float64Array;
}

/** Claims that are uniform on an interval: an atom where it has no width. */
export interface Flat {
  readonly value: number;
  readonly width: number;
  readonly weight: number;
}

export const restNumbers = 5;
const setupNumbers = 24;

/** The strips of a law of the mass 1: panels, ascending and disjoint within each array, and what is flat. */
export function cutIntoStrips(laws: readonly (readonly Panel[])[], flats: readonly Flat[]): Strips {
  return inWorkshop((kernel) => {
    const { exports } = kernel;
    const panels = laws.map((law) => ({ at: kernel.install(setupTable(law)), count: law.length }));
    const most = exports.mostStretches(laws.flat().length, flats.length);
    const strips = kernel.install(new Float64Array(2 * slots));
    const rest = kernel.allocate(8 * restNumbers * most);
    const weights = kernel.allocate(8 * most);
    exports.beginStrips(strips, rest, weights);
    for (const { value, width, weight } of flats) exports.addFlat(value, width, weight);
    let before = 0;
    for (const { at, count } of panels) {
      exports.addPanels(at, count, before);
      before += count;
    }
    const stretches = exports.stretchCount();
    return {
      strips: kernel.read(strips, 2 * slots),
      count: exports.stripCount(),
      rest: kernel.read(rest, restNumbers * stretches),
      weights: kernel.read(weights, stretches),
    };
  });
}

/** As assembly/setup/places.ts reads panels. */
function setupTable(panels: readonly Panel[]): Float64Array {
  const numbers = new Float64Array(setupNumbers * panels.length);
  panels.forEach(({ anchor, scale, centre, half, density, bound, mass }, i) => {
    const at = setupNumbers * i;
    numbers.set([anchor, scale, centre, half], at);
    numbers.set(density, at + 4);
    numbers.set([bound, mass], at + 20);
  });
  return numbers;
}
