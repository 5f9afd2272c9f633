import { show } from "../check.js";
import { ActuarialError } from "../errors.js";

const amount = String.raw`(?:inf|(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?:\s*(?:k|m|bn))?)`;
const pattern = new RegExp(String.raw`^\s*(${amount})\s*xs\s*(${amount})\s*$`, "i");
const decimals: Readonly<Record<string, string>> = { k: "e3", m: "e6", bn: "e9" };

// The unit becomes a decimal exponent of the text, so that "1.1m" is read in one correct rounding.
function read(written: string): number {
  const word = written.toLowerCase();
  if (word === "inf") return Infinity;
  return Number(word.replaceAll(",", "").replace(/\s*(k|m|bn)$/, (_, unit: string) => decimals[unit] ?? ""));
}

/**
 * A layer as it is written in slips, "limit xs attachment", to be spread into terms: layer("5m xs 5m") is
 * { attachment: 5e6, limit: 5e6 }. Amounts are plain decimals, with thousands separated by commas or not, and k
 * (thousand), m (million) or bn (1e9); the limit may be inf. Case and spaces do not matter. Anything else is
 * ERR_PARAMETER.
 */
export function layer(text: string): { attachment: number; limit: number } {
  const found = typeof text === "string" ? pattern.exec(text) : null;
  const limit = read(found?.[1] ?? "");
  const attachment = read(found?.[2] ?? "inf");
  if (!found || !(limit > 0) || !(attachment < Infinity)) {
    throw new ActuarialError(
      "ERR_PARAMETER",
      `layer must be "limit xs attachment" like "5m xs 5m" or "inf xs 250k" ` +
        `with a limit above 0 and a finite attachment, got ${show(text)}`,
    );
  }
  return { attachment, limit };
}
