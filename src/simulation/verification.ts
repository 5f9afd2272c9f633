import { deepFreeze } from "../deepFreeze.js";
import type { ComparedField } from "./comparedFields.js";
import type { Warning } from "./execution.js";
import type { Manifest } from "./manifest.js";
import { verificationText } from "./verificationText.js";

/** What running a manifest again gave. A frozen value; `String(verification)` is a table for people. */
export interface Verification {
  /** Every field is the same. */
  readonly same: boolean;
  /** All that were compared. */
  readonly fields: readonly ComparedField[];
  /** What may explain a difference, or weakens the comparison: OTHER_VERSION, OTHER_KERNEL, NOT_HASHED. */
  readonly warnings: readonly Warning[];
  /** Of the new run. */
  readonly manifest: Manifest;
  toString(): string;
}

const printed = {
  toString(this: Verification): string {
    return verificationText(this);
  },
};

export function verificationOf(found: Omit<Verification, "same" | "toString">): Verification {
  const same = found.fields.every((field) => field.same);
  return deepFreeze(Object.assign(Object.create(printed) as Verification, { same, ...found }));
}
