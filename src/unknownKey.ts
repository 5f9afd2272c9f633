/** A longer word is shown by its beginning, and was not meant for a known one. */
const longest = 60;

/** Says that a word is not known, which one may have been meant, and which ones are. */
export function unknownKey(key: string, known: readonly string[], what = "key"): string {
  const meant = key.length <= longest ? nearest(key, known) : undefined;
  const guess = meant === undefined ? "" : ` did you mean ${JSON.stringify(meant)}?`;
  const shown = JSON.stringify(key.length <= longest ? key : `${key.slice(0, longest)}...`);
  return `unknown ${what} ${shown};${guess} known are ${known.join(", ")}`;
}

/** The candidate that a misspelt word most likely stood for; undefined where none is close. */
function nearest(word: string, candidates: readonly string[]): string | undefined {
  const written = word.toLowerCase();
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of candidates) {
    const distance = editDistance(written, candidate.toLowerCase());
    if (distance < least && distance <= Math.max(1, Math.floor(candidate.length / 3))) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment distance). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, replaced);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
