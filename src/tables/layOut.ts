const headerNumbers = 16;
/** Numbers in a cache line, on which every table starts. */
const line = 8;

/**
 * A header of sixteen numbers with tables behind it, as the kernel reads every composed table. `values` go into fields of
 * the header as they are; `tables` go behind it, and their offsets in bytes into the fields. `more` tables stand at the
 * end, their offsets are returned.
 */
export function layOut(
  values: Readonly<Record<number, number>>,
  tables: Readonly<Record<number, Float64Array | undefined>>,
  more: readonly Float64Array[] = [],
): { numbers: Float64Array; offsets: number[] } {
  let end = headerNumbers;
  const placed: [number, Float64Array][] = [];
  const place = (table: Float64Array): number => {
    const at = end;
    placed.push([at, table]);
    end = Math.ceil((at + table.length) / line) * line;
    return at * 8;
  };
  const header = new Float64Array(headerNumbers);
  for (const [field, value] of Object.entries(values)) header[Number(field)] = value;
  for (const [field, table] of Object.entries(tables)) if (table !== undefined) header[Number(field)] = place(table);
  const offsets = more.map(place);
  const numbers = new Float64Array(end);
  numbers.set(header);
  for (const [at, table] of placed) numbers.set(table, at);
  return { numbers, offsets };
}
