/** Three significant digits without an exponent: 0.012, 1.23, 12.3, 1,234. */
export function digits(x: number): string {
  if (x >= 1000) return x.toLocaleString("en-US", { maximumFractionDigits: 0 });
  if (x >= 100) return x.toFixed(0);
  if (x >= 10) return x.toFixed(1);
  return x >= 0.1 || x === 0 ? x.toFixed(2) : String(Number(x.toPrecision(2)));
}

/** 1000 as "1k", 2500000 as "2.5M": for axes, where digits are many. */
export function short(x: number): string {
  const units = ["", "k", "M", "G"];
  let [size, unit] = [x, 0];
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${Number(size.toPrecision(3))}${units[unit]}`;
}

/** A whole number with separators. */
export function whole(x: number): string {
  return x.toLocaleString("en-US");
}
