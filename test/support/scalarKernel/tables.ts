/** The table that starts so many bytes behind the start of another. */
export function tableAt(table: Float64Array, offset: number): Float64Array {
  return table.subarray(offset / 8);
}

/** The same for an offset of which 0 stands for no table. */
export function optionalTable(table: Float64Array, offset: number): Float64Array | undefined {
  return offset === 0 ? undefined : tableAt(table, offset);
}

/** The first fields of a table by the names of its layout, in their order: doubles, but for the `integers`. */
export function fields<Name extends string>(
  table: Float64Array,
  names: readonly Name[],
  integers: readonly Name[] = [],
): Record<Name, number> {
  const words = new Uint32Array(table.buffer, table.byteOffset, 2 * names.length);
  const record = {} as Record<Name, number>;
  names.forEach((name, i) => {
    record[name] = integers.includes(name) ? words[2 * i]! : table[i]!;
  });
  return record;
}
