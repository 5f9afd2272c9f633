/** Something that a reader of the measures should know; `code` is stable. */
export interface MeasureWarning {
  readonly code: string;
  readonly message: string;
}

/** Trials beyond a level below which the error of its TVaR is itself uncertain. */
const fewTrials = 500;

/** What is wrong with a standard deviation when the tail index, known or estimated, is this low. */
export function deviationWarnings(tailIndex: number, estimated: boolean): MeasureWarning[] {
  if (!(tailIndex < 4) || (!estimated && tailIndex <= 2)) return [];
  const index = `${estimated ? "estimated " : ""}tail index ${Number(tailIndex.toPrecision(3))}`;
  const message = `with ${index}, below 4, the standard deviation and the skewness are unstable`;
  return [{ code: "UNSTABLE_DEVIATION", message }];
}

/** Levels with too few trials beyond them, which stand beside. */
export function levelWarnings(levels: readonly (readonly [level: number, beyond: number])[]): MeasureWarning[] {
  return levels.flatMap(([level, beyond]) => {
    if (beyond >= fewTrials) return [];
    const few = `about ${Number(beyond.toPrecision(3))} trials are beyond level ${level}, fewer than ${fewTrials}`;
    return [{ code: "FEW_TAIL_TRIALS", message: `${few}: the interval of its TVaR is rough` }];
  });
}
