import { ActuarialError } from "../errors.js";

/** How losses lie in a file: as they are, or as a block of LZ4. */
export const codecs = { raw: 0, lz4: 1 } as const;

/** What this process can do with LZ4 blocks; the packages are optional. */
export interface Compression {
  /** The bytes as a block, in an array that is good until the next call; undefined where none can be made. */
  readonly encode: ((bytes: Uint8Array) => Uint8Array) | undefined;
  /**
   * The `length` bytes of a block that starts at index 4 of `stored`; what lies before it is overwritten. The length is
   * the caller's, and no more is allocated whatever the block says; undefined where it is not that block's.
   */
  readonly decode: ((stored: Uint8Array, length: number) => Uint8Array | undefined) | undefined;
}

/** Fewer bytes saved are not worth the decoding. */
const leastRatio = 1.05;

/** Named apart, so that neither the compiler nor a bundler looks for them. */
const [encoderPackage, codecPackage]: string[] = ["lz4", "lz4-napi"];

interface Lz4 {
  encodeBound(length: number): number;
  /** Returns the block's length, 0 where it has no room. */
  encodeBlock(bytes: Buffer, into: Buffer): number;
}

/** Blocks with their decoded length in front, in 4 bytes. */
interface Lz4Napi {
  compressSync(bytes: Buffer): Buffer;
  uncompressSync(bytes: Uint8Array): Buffer;
}

let loading: Promise<Compression> | undefined;

/**
 * What can be loaded, looked for once. `lz4` encodes faster, but is compiled when it is installed and often is not there;
 * `lz4-napi` does both. Only `lz4-napi` decodes: the LZ4 of `lz4` is older than the correction of CVE-2021-3520.
 */
export function compression(): Promise<Compression> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Compression> {
  const [lz4, napi] = await Promise.all([tryImport<Lz4>(encoderPackage!), tryImport<Lz4Napi>(codecPackage!)]);
  // What could not be read here is not written here.
  if (napi === undefined) return { encode: undefined, decode: undefined };
  return { encode: lz4 ? encoder(lz4) : napiEncoder(napi), decode: decoder(napi) };
}

async function tryImport<T>(name: string): Promise<T | undefined> {
  try {
    return (await import(name)).default;
  } catch {
    return undefined;
  }
}

function encoder(lz4: Lz4): (bytes: Uint8Array) => Uint8Array {
  let room = Buffer.alloc(0);
  return (bytes) => {
    const bound = lz4.encodeBound(bytes.length);
    if (room.length < bound) room = Buffer.alloc(bound);
    return room.subarray(0, lz4.encodeBlock(asBuffer(bytes), room));
  };
}

function napiEncoder(napi: Lz4Napi): (bytes: Uint8Array) => Uint8Array {
  return (bytes) => napi.compressSync(asBuffer(bytes)).subarray(4);
}

function decoder(napi: Lz4Napi): (stored: Uint8Array, length: number) => Uint8Array | undefined {
  return (stored, length) => {
    asBuffer(stored).writeUInt32LE(length, 0);
    try {
      const bytes = napi.uncompressSync(stored);
      return bytes.length === length ? bytes : undefined;
    } catch {
      return undefined;
    }
  };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The block, where there is one and it is worth while. */
export function worthwhile({ encode }: Compression, bytes: Uint8Array): Uint8Array | undefined {
  const block = encode?.(bytes);
  return block !== undefined && block.length > 0 && block.length * leastRatio <= bytes.length ? block : undefined;
}

export function decoderOf(path: string, { decode }: Compression): NonNullable<Compression["decode"]> {
  if (decode !== undefined) return decode;
  throw new ActuarialError(
    "ERR_UNSUPPORTED",
    `${path} holds compressed losses; reading them needs the package lz4-napi; npm install lz4-napi`,
  );
}
