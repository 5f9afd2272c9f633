import { countTable } from "../tables/countTable.js";
import { severityTable } from "../tables/severityTable.js";
import type { ComponentPlan } from "./component.js";

const headerNumbers = 8;
const methods = { "sum closure": 1, "per claim": 2 } as const;

/** A component as the kernel reads it (layout: assembly/component.ts): a header, then its tables on cache lines. */
export function encodeComponent(plan: ComponentPlan): Float64Array {
  const { counting, losses, aggregate } = plan;
  const header = new Float64Array(headerNumbers);
  const tables: Float64Array[] = [];
  let at = headerNumbers;
  const place = (table: Float64Array | undefined): number => {
    if (table === undefined) return 0;
    const start = at;
    tables.push(table);
    at = Math.ceil((at + table.length) / 8) * 8;
    return start * 8;
  };
  header[0] = methods[losses.method];
  header[1] = plan.chunk;
  header[2] = place(counting.groups && countTable(counting.groups));
  header[3] = place(countTable(counting.counts, counting.positive));
  if (losses.method === "sum closure") {
    header[4] = losses.alpha;
    header[7] = losses.scale;
  } else {
    header[4] = place(severityTable(losses.parts()).numbers);
    const terms = losses.terms;
    header[5] = place(terms && Float64Array.of(terms.trend, terms.threshold, terms.deduct, terms.limit, terms.share));
  }
  header[6] = place(aggregate && Float64Array.of(aggregate.deductible, aggregate.limit, aggregate.share));

  const numbers = new Float64Array(new SharedArrayBuffer(at * 8));
  numbers.set(header);
  let start = headerNumbers;
  for (const table of tables) {
    numbers.set(table, start);
    start = Math.ceil((start + table.length) / 8) * 8;
  }
  return numbers;
}
