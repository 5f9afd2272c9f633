const units = ["B", "KiB", "MiB", "GiB", "TiB"];

/** Bytes for people: "23.5 GiB". */
export function formatBytes(bytes: number): string {
  if (!(bytes < Infinity)) return "no limit";
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${Number(size.toFixed(size < 10 ? 2 : 1))} ${units[unit]}`;
}
