import { formatHardware } from "./formatHardware.js";
import type { Hardware, HardwareFacts } from "./hardware.js";

const printed = {
  toString(this: HardwareFacts): string {
    return formatHardware(this);
  },
};

/** The facts, frozen to the bottom, that print themselves. */
export function hardwareOf(facts: HardwareFacts): Hardware {
  return freeze(Object.assign(Object.create(printed) as Hardware, facts));
}

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === "object" && part !== null) freeze(part);
  return Object.freeze(value);
}
