/** What runs the library. */
export interface Runtime {
  readonly node: string;
  readonly v8: string;
  /** Whether the engine has the vector instructions without which the kernel does not load. */
  readonly webAssemblySimd: boolean;
}

/** A module of one function, () -> (): v128.const 0, drop. An engine without SIMD finds it invalid. */
const vectorModule = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x0a, 0x17, 0x01, 0x15, 0x00, 0xfd, 0x0c],
  ...new Array<number>(16).fill(0x00),
  ...[0x1a, 0x0b],
);

export function runtime(): Runtime {
  return {
    node: process.versions.node,
    v8: process.versions.v8,
    webAssemblySimd: WebAssembly.validate(vectorModule),
  };
}
