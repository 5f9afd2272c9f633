import { Frequency } from "../frequency/frequency.js";
import { lawConstructors } from "../portfolio/reading/laws.js";
import { Severity } from "../severity/severity.js";

type Law = Frequency | Severity;

/** Data and nests beyond these are not spelt out: comparing them would take longer than it saves. */
const mostValues = 64;
const mostNested = 4;

const keys = new WeakMap<Law, string>();
const numbers = new WeakMap<Law, number>();
let laws = 0;

/**
 * A text that laws have in common only where they are the same: family and parameters, or, where functions or much data
 * define a law, a number that is this object's alone.
 */
export function lawKey(law: Law): string {
  let key = keys.get(law);
  if (key === undefined) {
    key = written(law, 1);
    keys.set(law, key);
  }
  return key;
}

function written(law: Law, depth: number): string {
  const values = Object.entries(law.parameters);
  const spelt =
    depth <= mostNested &&
    lawConstructors.has(law.family) &&
    values.every(([, value]) => !Array.isArray(value) || value.length <= mostValues);
  if (!spelt) return `#${numberOf(law)}`;
  return `${law.family}(${values.map(([name, value]) => `${name}=${text(value, depth)}`).join()})`;
}

function text(value: unknown, depth: number): string {
  if (value instanceof Frequency || value instanceof Severity) return written(value, depth + 1);
  return Array.isArray(value) ? `[${value.map((each) => text(each, depth)).join()}]` : String(value);
}

function numberOf(law: Law): number {
  let number = numbers.get(law);
  if (number === undefined) {
    number = laws++;
    numbers.set(law, number);
  }
  return number;
}
