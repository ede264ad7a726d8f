import { ByteBuffer } from 'flatbuffers';

/** The bytes are not what their identifier promises: an offset leads out of the file, or nowhere. */
export class Malformed extends Error {}

/** A file may point at itself; nothing in a model is nested deeper or longer than this. */
const MOST_ITEMS = 1_000_000;

/**
 * A table of a flatbuffer, read field by field. The library trusts its input; a file from outside deserves no trust, so
 * every offset is checked before it is followed.
 */
export class Table {
  private readonly buffer: ByteBuffer;
  private readonly position: number;

  private constructor(buffer: ByteBuffer, position: number) {
    this.buffer = buffer;
    this.position = position;
    const vtable = position - this.int32(position);
    this.check(vtable, 4);
    this.check(vtable, this.buffer.readUint16(vtable));
  }

  /** The root of a file. @throws Malformed */
  static root(bytes: Uint8Array): Table {
    const buffer = new ByteBuffer(bytes);
    if (bytes.length < 8) throw new Malformed('it is shorter than a header');
    return new Table(buffer, buffer.readUint32(0));
  }

  /** A field that is a table of its own. @param field its index in the schema */
  table(field: number): Table | undefined {
    const at = this.field(field, 4);
    return at === undefined ? undefined : this.tableAt(at);
  }

  /** A field that is a list of tables; empty where it is absent. */
  tables(field: number): Table[] {
    return this.items(field, 4).map((at) => this.tableAt(at));
  }

  int32s(field: number): number[] {
    return this.items(field, 4).map((at) => this.buffer.readInt32(at));
  }

  float32s(field: number): number[] {
    return this.items(field, 4).map((at) => this.buffer.readFloat32(at));
  }

  int64s(field: number): bigint[] {
    return this.items(field, 8).map((at) => this.buffer.readInt64(at));
  }

  uint8(field: number): number {
    const at = this.field(field, 1);
    return at === undefined ? 0 : this.buffer.readUint8(at);
  }

  text(field: number): string {
    const bytes = this.items(field, 1).map((at) => this.buffer.readUint8(at));
    return new TextDecoder().decode(Uint8Array.from(bytes));
  }

  private tableAt(at: number): Table {
    return new Table(this.buffer, at + this.uint32(at));
  }

  private items(field: number, size: number): number[] {
    const at = this.field(field, 4);
    if (at === undefined) return [];
    const vector = at + this.uint32(at);
    const length = this.uint32(vector);
    if (length > MOST_ITEMS) throw new Malformed(`a list has ${length} items`);
    this.check(vector + 4, length * size);
    return Array.from({ length }, (_, index) => vector + 4 + index * size);
  }

  private field(field: number, size: number): number | undefined {
    const offset = this.buffer.__offset(this.position, 4 + field * 2);
    if (offset === 0) return undefined;
    this.check(this.position + offset, size);
    return this.position + offset;
  }

  private uint32(at: number): number {
    this.check(at, 4);
    return this.buffer.readUint32(at);
  }

  private int32(at: number): number {
    this.check(at, 4);
    return this.buffer.readInt32(at);
  }

  private check(at: number, length: number): void {
    if (at >= 0 && at + length <= this.buffer.capacity()) return;
    throw new Malformed(`an offset leads to byte ${at + length} of ${this.buffer.capacity()}`);
  }
}
