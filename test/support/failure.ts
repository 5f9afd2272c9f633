import { ActuarialError } from "../../dist/errors.js";

/** The ActuarialError that a call throws; that it throws nothing, or anything else, is the test's failure. */
export function failure(call: () => unknown): ActuarialError {
  try {
    call();
  } catch (error) {
    if (error instanceof ActuarialError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

/** What a call throws, as "CODE message". */
export function refusal(call: () => unknown): string {
  const { code, message } = failure(call);
  return `${code} ${message}`;
}
