/**
 * Reads the elements of Android's binary XML, which manifests inside an APK are written in.
 * Source: `ResourceTypes.h` in Android's frameworks/base.
 */
import { ANDROID_ATTRIBUTES } from './android-manifest';
import type { AttributeValue, ManifestElement } from './android-manifest';
import { Malformed } from './model';
import { readStringPool } from './string-pool';

const CHUNK = { stringPool: 0x0001, xml: 0x0003, startElement: 0x0102, resourceMap: 0x0180 } as const;
const TYPE = { string: 0x03, decimal: 0x10, hexadecimal: 0x11, boolean: 0x12 } as const;

interface Chunk {
  type: number;
  headerSize: number;
  /** The whole chunk. */
  bytes: Buffer;
}

/** What the chunks before an element have said. */
interface Context {
  strings: readonly string[];
  /** The attribute's number by the index of its name. */
  resources: readonly number[];
}

/** @throws Malformed where it is not binary XML, or breaks off */
export function* binaryXmlElements(bytes: Buffer): Generator<ManifestElement> {
  const context: Context = { strings: [], resources: [] };
  for (const chunk of chunksOf(bytes)) {
    if (chunk.type === CHUNK.stringPool) context.strings = readStringPool(chunk.bytes);
    if (chunk.type === CHUNK.resourceMap) context.resources = numbersIn(chunk);
    if (chunk.type === CHUNK.startElement) yield guarded(() => elementIn(chunk, context));
  }
}

function* chunksOf(bytes: Buffer): Generator<Chunk> {
  if (bytes.length < 8 || bytes.readUInt16LE(0) !== CHUNK.xml)
    throw new Malformed('its manifest is not binary XML');
  for (let at = bytes.readUInt16LE(2); at + 8 <= bytes.length;) {
    const [type, headerSize, size] = [
      bytes.readUInt16LE(at),
      bytes.readUInt16LE(at + 2),
      bytes.readUInt32LE(at + 4),
    ];
    if (size < Math.max(8, headerSize) || at + size > bytes.length)
      throw new Malformed('its manifest breaks off');
    yield { type, headerSize, bytes: bytes.subarray(at, at + size) };
    at += size;
  }
}

function numbersIn({ headerSize, bytes }: Chunk): number[] {
  const count = Math.floor((bytes.length - headerSize) / 4);
  return Array.from({ length: count }, (_, index) => bytes.readUInt32LE(headerSize + 4 * index));
}

function elementIn({ headerSize, bytes }: Chunk, context: Context): ManifestElement {
  const name = context.strings[bytes.readUInt32LE(headerSize + 4)] ?? '';
  const [start, size, count] = [8, 10, 12].map((offset) => bytes.readUInt16LE(headerSize + offset));
  const at = (index: number): number => headerSize + (start ?? 0) + index * (size ?? 0);
  const attributes = Array.from({ length: count ?? 0 }, (_, index) => attributeAt(bytes, at(index), context));
  return { name, attributes: new Map(attributes) };
}

function attributeAt(bytes: Buffer, at: number, { strings, resources }: Context): [string, AttributeValue] {
  const nameIndex = bytes.readUInt32LE(at + 4);
  const name = ANDROID_ATTRIBUTES.get(resources[nameIndex] ?? 0) ?? strings[nameIndex] ?? '';
  return [name, valueOf(bytes.readUInt8(at + 15), bytes, at + 16, strings)];
}

function valueOf(type: number, bytes: Buffer, at: number, strings: readonly string[]): AttributeValue {
  if (type === TYPE.string) return strings[bytes.readUInt32LE(at)];
  if (type === TYPE.boolean) return bytes.readUInt32LE(at) !== 0;
  if (type === TYPE.decimal || type === TYPE.hexadecimal) return bytes.readInt32LE(at);
  // A reference, a colour, a dimension: nothing that is looked for here.
  return undefined;
}

/** An offset that leads out of the chunk is a fault of the file, not of ours. */
function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof RangeError) throw new Malformed('its manifest points outside of itself', { cause });
    throw cause;
  }
}
