/** More than Linux can be built for; what claims more is damaged. */
const mostCpus = 65_536;

/**
 * The numbers of a list as Linux writes it, "0-3,8,10-11", ascending (Linux, Documentation/admin-guide/cputopology.rst).
 * An empty text is an empty list; undefined where it is no such list.
 */
export function parseCpuList(text: string): readonly number[] | undefined {
  const numbers = new Set<number>();
  for (const range of text.trim() === "" ? [] : text.trim().split(",")) {
    const [, first, last = first] = range.match(/^(\d+)(?:-(\d+))?$/) ?? [];
    if (first === undefined || !(Number(last) < mostCpus)) return undefined;
    for (let cpu = Number(first); cpu <= Number(last); cpu++) numbers.add(cpu);
  }
  return [...numbers].sort((a, b) => a - b);
}

/** The shortest such text of ascending numbers. */
export function formatCpuList(numbers: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const cpu of numbers) {
    const range = ranges.at(-1);
    if (range !== undefined && range[1] + 1 === cpu) range[1] = cpu;
    else ranges.push([cpu, cpu]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}

/** Those of the first list that every other list has too; a list that is not known has all. */
export function commonCpus(
  first: readonly number[],
  ...others: readonly (readonly number[] | undefined)[]
): readonly number[] {
  const known = others.flatMap((list) => (list === undefined ? [] : [new Set(list)]));
  return first.filter((cpu) => known.every((list) => list.has(cpu)));
}
