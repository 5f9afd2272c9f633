import { readClaims } from "./claims.js";
import { type Counts, readCounts } from "./counts.js";
import { readGammaSums } from "./gammaSums.js";
import { type Gaps, readGaps } from "./gaps.js";
import { type Largest, readLargest } from "./largest.js";
import type { Sampler } from "./sampler.js";
import type { Stream } from "./stream.js";
import { fields, optionalTable, tableAt } from "./tables.js";
import { readAggregateTerms, readDrawTerms, type Terms } from "./terms.js";

/** A component (assembly/component.ts): a trial is a number of groups, a group a number of draws. */
export interface Component {
  /** Trials of a chunk. */
  readonly chunk: number;
  /** Without them a trial is one group. */
  readonly groups: Counts | undefined;
  /** Without them a trial is one draw. */
  readonly counts: Counts | undefined;
  readonly draw: Sampler;
  readonly drawTerms: Terms | undefined;
  readonly groupTerms: Terms | undefined;
  readonly trialTerms: Terms | undefined;
  /** Claims of a group that are only counted: each adds the same amount. */
  readonly counted: { readonly amount: number; readonly counts: Counts } | undefined;
  /** Where trials without loss are skipped. */
  readonly gaps: Gaps | undefined;
  /** Where the largest claims of a block's trials are drawn first, by a stream of their own. */
  readonly largest: ((stream: Stream) => Largest[]) | undefined;
}

const header = [
  ...["sampler", "chunk", "groups", "counts", "table"],
  ...["drawTerms", "groupTerms", "gaps", "trialTerms", "outputs", "counted", "largest"],
] as const;

export function readComponent(table: Float64Array): Component {
  const at = fields(table, header, header);
  const read = <T>(offset: number, reader: (part: Float64Array) => T): T | undefined => {
    const part = optionalTable(table, offset);
    return part && reader(part);
  };
  return {
    chunk: at.chunk,
    groups: read(at.groups, readCounts),
    counts: read(at.counts, readCounts),
    draw: (at.sampler === 1 ? readGammaSums : readClaims)(tableAt(table, at.table)),
    drawTerms: read(at.drawTerms, readDrawTerms),
    groupTerms: read(at.groupTerms, readAggregateTerms),
    trialTerms: read(at.trialTerms, readAggregateTerms),
    counted: read(at.counted, readCounted),
    gaps: read(at.gaps, readGaps),
    largest: read(at.largest, readLargest),
  };
}

function readCounted(table: Float64Array): Component["counted"] {
  const { amount, counts } = fields(table, ["amount", "counts"], ["counts"]);
  return { amount, counts: readCounts(tableAt(table, counts)) };
}
