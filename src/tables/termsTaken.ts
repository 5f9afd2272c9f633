/**
 * How many terms the sums have taken that probabilities of counts are, since the thread began. A table of a law whose
 * probabilities take too many is refused by that number, not by a clock: the same law is refused everywhere.
 */
export const termsTaken: { count: number } = { count: 0 };

/** Terms that the probabilities of one table may take: a second or two. */
export const mostTerms = 4_194_304;

/** Looks whether more terms were taken since than a table may. */
export function tooManyTermsSince(before: number): boolean {
  return termsTaken.count - before > mostTerms;
}
