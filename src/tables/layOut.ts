const headerNumbers = 16;
/** Numbers in a cache line, on which every table starts. */
const line = 8;

/** What the fields of a header hold, by their position. */
export interface Header {
  readonly numbers?: Readonly<Record<number, number>>;
  /** From 0 to 2^32 - 1, in the low half of their field: to make one out of a double takes the kernel's loops long. */
  readonly integers?: Readonly<Record<number, number>>;
  /** Their offsets in bytes, as integers; 0 where there is none. */
  readonly tables?: Readonly<Record<number, Float64Array | undefined>>;
}

/** A header of sixteen fields with its tables behind it, as the kernel reads every composed table. */
export function layOut({ numbers = {}, integers = {}, tables = {} }: Header): Float64Array {
  let end = headerNumbers;
  const placed: [number, Float64Array][] = [];
  const fields = new Float64Array(headerNumbers);
  const words = new Uint32Array(fields.buffer);
  for (const [field, value] of Object.entries(numbers)) fields[Number(field)] = value;
  for (const [field, value] of Object.entries(integers)) words[2 * Number(field)] = value;
  for (const [field, table] of Object.entries(tables)) {
    if (table === undefined) continue;
    words[2 * Number(field)] = end * 8;
    placed.push([end, table]);
    end = Math.ceil((end + table.length) / line) * line;
  }
  const result = new Float64Array(end);
  result.set(fields);
  for (const [at, table] of placed) result.set(table, at);
  return result;
}
