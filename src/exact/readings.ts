/** What grids of three steps, each half of the next, say of one number; the third may not be there. */
export interface Readings {
  readonly fine: number;
  readonly coarse: number;
  readonly rough: number | undefined;
}

/** Successive differences fall to a quarter where the error is of second order: between a third and two elevenths, say. */
const regular = { least: 3, most: 5.5 };
/** Of the difference of two grids, what is believed at least. */
const leastShare = 1 / 32;

/** By Richardson's rule, for an error of second order in the step. */
export function extrapolated({ fine, coarse }: Readings): number {
  return fine + (fine - coarse) / 3;
}

/**
 * A bound of the extrapolated value's error. Of two grids: their difference, which is 3 times the finer one's error. Of three
 * that fall as they should: the difference of the two extrapolated values, which is some 8 or 16 times the error of the
 * better one.
 */
export function errorOf({ fine, coarse, rough }: Readings): number {
  const last = fine - coarse;
  if (rough === undefined) return Math.abs(last);
  const before = coarse - rough;
  const ratio = before / last;
  if (!(ratio >= regular.least && ratio <= regular.most)) return Math.abs(last);
  return Math.max(leastShare * Math.abs(last), Math.abs(4 * last - before) / 3);
}
