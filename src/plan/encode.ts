import { countCellTable, countTable } from "../tables/countTable.js";
import { gapTable } from "../tables/gapTable.js";
import { largestClaimTable } from "../tables/largestClaim.js";
import { layOut } from "../tables/layOut.js";
import { severityTable } from "../tables/severityTable.js";
import type { AggregateTerms } from "../terms/aggregate.js";
import type { ClaimTerms } from "../terms/perClaim.js";
import type { ComponentPlan, PerClaim, SumClosure } from "./component.js";
import type { Count } from "./counting.js";

const samplers = { "sum closure": 1, "sum table": 2, "per claim": 2 } as const;

/** A component as the kernel reads it (layout: assembly/component.ts): a header, then its tables on cache lines. */
export function encodeComponent(plan: ComponentPlan): Float64Array {
  const { counting, losses, aggregate, outputs } = plan;
  const { groups, claims } = counting;
  const gaps = counting.logEmpty === 0 ? undefined : gapTable(counting.logEmpty, plan.chunk);
  const annual = aggregate && Float64Array.of(aggregate.deductible, aggregate.limit, aggregate.share);
  const tables =
    losses.method === "per claim"
      ? {
          2: groups && table(groups),
          3: table(claims),
          4: severityTable(losses.parts()).numbers,
          5: losses.terms && claimNumbers(losses.terms),
          // A policy's terms are those of a group, the bucket's those of a trial; of one group they are the same.
          6: plan.perPolicy ? annual : undefined,
          8: plan.perPolicy ? undefined : annual,
          10: losses.counted && countedNumbers(losses.counted),
          11: plan.largest?.arrivals && largestClaimTable(plan.largest.arrivals),
        }
      : // A group's claims are one draw: what was a group is now the trial, and its terms are those of a draw.
        {
          3: groups && table(groups),
          4: losses.method === "sum table" ? losses.table.numbers : gammaSums(losses, claims),
          5: aggregate && claimNumbers(asClaimTerms(aggregate)),
        };
  const numbers = layOut({
    integers: { 0: samplers[losses.method], 1: plan.chunk, 9: outputs ? 1 : 0 },
    tables: { ...tables, 7: gaps },
  });
  const shared = new Float64Array(new SharedArrayBuffer(numbers.byteLength));
  shared.set(numbers);
  return shared;
}

function table({ law, positive }: Count): Float64Array {
  return countTable(law, positive);
}

/** The layout of assembly/gammaSums.ts. */
function gammaSums({ alpha, scale }: SumClosure, { law, positive }: Count): Float64Array {
  return layOut({ numbers: { 0: alpha, 1: scale }, tables: { 2: countCellTable(law, positive) } });
}

function countedNumbers({ amount, claims }: NonNullable<PerClaim["counted"]>): Float64Array {
  return layOut({ numbers: { 0: amount }, tables: { 1: table(claims) } });
}

function claimNumbers({ trend, threshold, deduct, limit, share }: ClaimTerms): Float64Array {
  return Float64Array.of(trend, threshold, deduct, limit, share);
}

/** share * min(max(S - D, 0), L) in the form that claims have. */
function asClaimTerms({ deductible, limit, share }: AggregateTerms): ClaimTerms {
  return { trend: 1, threshold: deductible, deduct: deductible, limit, share };
}
