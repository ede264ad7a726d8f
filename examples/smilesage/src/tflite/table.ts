import { ByteBuffer } from 'flatbuffers';

/** A table of a flatbuffer, read field by field. Only for files whose hash is known: it trusts their offsets. */
export class Table {
  private readonly buffer: ByteBuffer;
  private readonly position: number;

  constructor(buffer: ByteBuffer, position: number) {
    this.buffer = buffer;
    this.position = position;
  }

  static root(bytes: Uint8Array): Table {
    const buffer = new ByteBuffer(bytes);
    return new Table(buffer, buffer.readUint32(0));
  }

  number(field: number, kind: 'int8' | 'int32' | 'uint32' | 'float32'): number {
    const at = this.at(field);
    if (at === undefined) return 0;
    const { buffer } = this;
    switch (kind) {
      case 'int8':
        return buffer.readInt8(at);
      case 'int32':
        return buffer.readInt32(at);
      case 'uint32':
        return buffer.readUint32(at);
      case 'float32':
        return buffer.readFloat32(at);
    }
  }

  table(field: number): Table | undefined {
    const at = this.at(field);
    return at === undefined ? undefined : new Table(this.buffer, at + this.buffer.readUint32(at));
  }

  tables(field: number): Table[] {
    return this.items(field, 4).map((at) => new Table(this.buffer, at + this.buffer.readUint32(at)));
  }

  int32s(field: number): number[] {
    return this.items(field, 4).map((at) => this.buffer.readInt32(at));
  }

  /** A copy, at the beginning of a buffer of its own: what is stored may lie at any address. */
  bytes(field: number): Uint8Array<ArrayBuffer> {
    const places = this.items(field, 1);
    const begin = places[0] ?? 0;
    return Uint8Array.from(this.buffer.bytes().subarray(begin, begin + places.length));
  }

  text(field: number): string {
    return new TextDecoder().decode(this.bytes(field));
  }

  private items(field: number, size: number): number[] {
    const at = this.at(field);
    if (at === undefined) return [];
    const vector = at + this.buffer.readUint32(at);
    return Array.from({ length: this.buffer.readUint32(vector) }, (_, index) => vector + 4 + index * size);
  }

  private at(field: number): number | undefined {
    const offset = this.buffer.__offset(this.position, 4 + field * 2);
    return offset === 0 ? undefined : this.position + offset;
  }
}
