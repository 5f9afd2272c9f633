/** Something that the reader of a fit should know; `code` is stable. */
export interface FitWarning {
  readonly code: string;
  readonly message: string;
}

/** A number as messages and tables for people print it. */
export function short(x: number): string {
  return String(Number(x.toPrecision(6)));
}
