import { readCount, readFolder, readText } from "./files.js";

/** Pages larger than usual, of which a program with large arrays has to look up fewer. */
export interface HugePages {
  /** "always", "madvise" or "never"; undefined where the system does not say. */
  readonly transparent: string | undefined;
  /** What is set aside, by the size of a page in bytes; sizes of which there is none are left out. */
  readonly pools: readonly { readonly pageBytes: number; readonly pages: number; readonly free: number }[];
}

/** Linux, Documentation/admin-guide/mm/transhuge.rst and hugetlbpage.rst. */
export function hugePages(root: string): HugePages {
  const folder = "/sys/kernel/mm";
  const choice = readText(root, `${folder}/transparent_hugepage/enabled`);
  const pools = readFolder(root, `${folder}/hugepages`).flatMap((name) => {
    const [, size] = name.match(/^hugepages-(\d+)kB$/) ?? [];
    const pages = readCount(root, `${folder}/hugepages/${name}/nr_hugepages`) ?? 0;
    const free = readCount(root, `${folder}/hugepages/${name}/free_hugepages`) ?? 0;
    return size === undefined || pages === 0 ? [] : [{ pageBytes: 1024 * Number(size), pages, free }];
  });
  return { transparent: choice?.match(/\[(\w+)\]/)?.[1], pools: pools.sort((a, b) => a.pageBytes - b.pageBytes) };
}
