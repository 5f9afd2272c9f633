import { aliasSlots, writeAlias } from "./alias.js";
import { inversionTable } from "./inversionTable.js";
import type { SeverityPart } from "./part.js";

const headerNumbers = 8;

export interface SeverityTable {
  readonly numbers: Float64Array;
  /** Largest interpolation error of its parts, in units of the bound of inversionTable.ts. */
  readonly worst: number;
}

/** A severity hands out one array of parts, so its table is made once and lives as long as the severity does. */
const made = new WeakMap<readonly SeverityPart[], SeverityTable>();

/** The kernel's table of a severity (layout: assembly/claims.ts), made out of its parts. */
export function severityTable(parts: readonly SeverityPart[]): SeverityTable {
  let table = made.get(parts);
  if (table === undefined) {
    table = makeTable(parts);
    made.set(parts, table);
  }
  return table;
}

function makeTable(parts: readonly SeverityPart[]): SeverityTable {
  const points = parts.filter((part) => part.kind === "points");
  const continuous = parts.filter((part) => part.kind === "continuous");
  const tables = continuous.map(inversionTable);
  const worst = tables.reduce((largest, table) => Math.max(largest, table.worst), 0);

  const values = points.flatMap((part) => [...part.values]);
  const weights = Float64Array.from([
    ...points.flatMap((part) => [...part.weights]),
    ...continuous.map((part) => part.weight),
  ]);
  const chooses = weights.length > 1 || values.length > 0;
  const slotsAt = headerNumbers;
  const targetsAt = slotsAt + (chooses ? 2 * aliasSlots(weights.length) : 0);
  let at = roundUp(targetsAt + (chooses ? weights.length : 0));
  const starts = tables.map((table) => {
    const start = at;
    at = roundUp(at + table.numbers.length);
    return start;
  });

  const numbers = new Float64Array(at);
  tables.forEach((table, i) => {
    numbers.set(table.numbers, starts[i]!);
  });
  numbers[0] = chooses ? 1 : 0;
  numbers[5] = (starts[0] ?? 0) * 8;
  if (chooses) {
    numbers[1] = aliasSlots(weights.length) - 1;
    numbers[2] = slotsAt * 8;
    numbers[3] = targetsAt * 8;
    numbers[4] = values.length;
    numbers.set(values, targetsAt);
    numbers.set(
      starts.map((start) => start * 8),
      targetsAt + values.length,
    );
    writeAlias(
      weights,
      Uint32Array.from(weights, (_, i) => i),
      numbers,
      slotsAt,
    );
  }
  return { numbers, worst };
}

/** Tables start on cache lines. */
function roundUp(numbers: number): number {
  return Math.ceil(numbers / 8) * 8;
}
