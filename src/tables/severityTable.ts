import { aliasSlots, writeAlias } from "./alias.js";
import { inversionTable } from "./inversionTable.js";
import { layOut } from "./layOut.js";
import type { ContinuousPart, SeverityPart } from "./part.js";
import { stripTable } from "./stripTable.js";

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
  const [only] = parts;
  if (parts.length === 1 && only?.kind === "continuous") return continuousTable(only);
  return choiceTable(parts);
}

/** Kind 2, strips before the inversion table; or kind 0 where strips would hold too little, the inversion table alone. */
function continuousTable(part: ContinuousPart): SeverityTable {
  const inversion = inversionTable(part);
  const strips = stripTable(inversion.numbers);
  const numbers =
    strips === undefined
      ? layOut({ 0: 0 }, { 5: inversion.numbers }).numbers
      : layOut(
          { 0: 2, 1: strips.restSlots.length / 2 - 1, 7: strips.count },
          { 2: strips.restSlots, 3: strips.rest, 5: inversion.numbers, 6: strips.strips },
        ).numbers;
  return { numbers, worst: inversion.worst };
}

/** Kind 1: an alias table over points and continuous parts. */
function choiceTable(parts: readonly SeverityPart[]): SeverityTable {
  const points = parts.filter((part) => part.kind === "points");
  const continuous = parts.filter((part) => part.kind === "continuous");
  const tables = continuous.map(inversionTable);
  const values = points.flatMap((part) => [...part.values]);
  const weights = Float64Array.from([
    ...points.flatMap((part) => [...part.weights]),
    ...continuous.map((part) => part.weight),
  ]);
  const slots = new Float64Array(2 * aliasSlots(weights.length));
  writeAlias(
    weights,
    Uint32Array.from(weights, (_, i) => i),
    slots,
    0,
  );
  const targets = new Float64Array(weights.length);
  targets.set(values);
  const header = { 0: 1, 1: slots.length / 2 - 1, 4: values.length };
  const { numbers, offsets } = layOut(
    header,
    { 2: slots, 3: targets },
    tables.map((table) => table.numbers),
  );
  numbers.set(offsets, numbers[3]! / 8 + values.length);
  return { numbers, worst: tables.reduce((largest, table) => Math.max(largest, table.worst), 0) };
}
