/** A mean with its standard error. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

export function estimateMean(losses: Float64Array): Estimate {
  let sum = 0;
  for (const loss of losses) sum += loss;
  const mean = sum / losses.length;
  let squares = 0;
  for (const loss of losses) squares += (loss - mean) * (loss - mean);
  return { value: mean, standardError: Math.sqrt(squares / (losses.length - 1) / losses.length) };
}

/** Standard errors apart at which two estimates of one mean count as different: by chance once in 500 million. */
const mostErrors = 6;

/** A time says nothing unless both simulate the same model. @throws Error where the means of the two differ. */
export function agree(name: string, ours: Estimate, theirs: Estimate): void {
  const apart = Math.abs(ours.value - theirs.value) / Math.hypot(ours.standardError, theirs.standardError);
  if (!(apart < mostErrors)) {
    throw new Error(
      `lundberg and ${name} disagree: means ${ours.value} and ${theirs.value} are ${apart.toFixed(1)} standard errors apart`,
    );
  }
}
