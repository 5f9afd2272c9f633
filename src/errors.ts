/** Every error code of the library, with what it means. A code never changes its meaning. */
export const errorCodes = {
  ERR_PARAMETER: "an argument breaks its rule",
  ERR_UNKNOWN_KEY: "an object has a key that is not known there",
  ERR_DATA: "data given to the library cannot be used",
  ERR_DUPLICATE_NAME: "two components of a portfolio share a name",
  ERR_UNKNOWN_COMPONENT: "no component has that name",
  ERR_UNSUPPORTED: "this version cannot do that",
  ERR_TOO_LARGE: "the run needs more memory or draws more claims than allowed",
  ERR_NOT_KEPT: "the run did not keep what is asked for",
  ERR_RELEASED: "the result was released",
  ERR_CLOSED: "the pool was closed while the run was under way",
  ERR_WORKER_LOST: "a worker thread ended before its work was done, and so did the one in its place",
  ERR_KERNEL_TRAP: "the kernel stopped on a WebAssembly trap",
  ERR_NON_FINITE: "a simulated loss is not a finite number",
  ERR_CHECKPOINT_CORRUPT: "a checkpoint file is damaged",
  ERR_CHECKPOINT_MISMATCH: "a checkpoint file belongs to another run",
  ERR_STORAGE: "reading or writing a file failed",
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** The one error class of the library. `code` is stable and meant for programs; the message is meant for people. */
export class ActuarialError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "ActuarialError";
    this.code = code;
  }
}
