import { deepFreeze } from "../deepFreeze.js";
import { formatHardware } from "./formatHardware.js";
import type { Hardware, HardwareFacts } from "./hardware.js";

const printed = {
  toString(this: HardwareFacts): string {
    return formatHardware(this);
  },
};

/** The facts, frozen to the bottom, that print themselves. */
export function hardwareOf(facts: HardwareFacts): Hardware {
  return deepFreeze(Object.assign(Object.create(printed) as Hardware, facts));
}
