import { UsageError } from "./usageError.js";

/** Return periods as a flag gives them, checked before anything is computed. */
export function readReturnPeriods(written: readonly number[] | undefined): readonly number[] | undefined {
  const wrong = written?.find((years) => !(years > 1 && years < Infinity));
  if (wrong !== undefined) throw new UsageError(`--return-periods must be finite numbers > 1, got ${wrong}`);
  return written;
}
