/** The table that starts so many bytes behind the start of another. */
export function tableAt(table: Float64Array, offset: number): Float64Array {
  return table.subarray(offset / 8);
}

/** The same for an offset of which 0 stands for no table. */
export function optionalTable(table: Float64Array, offset: number): Float64Array | undefined {
  return offset === 0 ? undefined : tableAt(table, offset);
}

/** The first numbers of a table by the names of its layout, in their order. */
export function fields<Name extends string>(table: Float64Array, names: readonly Name[]): Record<Name, number> {
  const record = {} as Record<Name, number>;
  names.forEach((name, i) => {
    record[name] = table[i]!;
  });
  return record;
}
