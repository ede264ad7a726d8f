/** The wire format of protocol buffers. Source: https://protobuf.dev/programming-guides/encoding */
import { Malformed } from './model';

/** A field as it is on the wire: a number, or bytes that only the message's schema can explain. */
export interface Field {
  readonly number: number;
  readonly value: number | Buffer;
}

const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/** @throws Malformed where the bytes are no message */
export function fieldsOf(message: Buffer): Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < message.length;) {
    const tag = varintAt(message, at);
    const { value, end } = valueAt(message, tag.end, tag.value % 8);
    fields.push({ number: Math.floor(tag.value / 8), value });
    at = end;
  }
  return fields;
}

function valueAt(message: Buffer, at: number, wire: number): { value: number | Buffer; end: number } {
  if (wire === WIRE.varint) return varintAt(message, at);
  if (wire === WIRE.fixed64) return slice(message, at, 8);
  if (wire === WIRE.fixed32) return slice(message, at, 4);
  if (wire !== WIRE.bytes) throw new Malformed('its manifest is not a protocol buffer');
  const length = varintAt(message, at);
  return slice(message, length.end, length.value);
}

function slice(message: Buffer, at: number, length: number): { value: Buffer; end: number } {
  const end = at + length;
  if (end > message.length) throw new Malformed('its manifest breaks off');
  return { value: message.subarray(at, end), end };
}

/** At most ten bytes; beyond 2^53 digits are lost, which no field that is read here can have. */
function varintAt(message: Buffer, at: number): { value: number; end: number } {
  let value = 0;
  for (let read = 0; read < 10; read += 1) {
    const byte = message[at + read];
    if (byte === undefined) break;
    value += (byte & 0x7f) * 2 ** (7 * read);
    if ((byte & 0x80) === 0) return { value, end: at + read + 1 };
  }
  throw new Malformed('its manifest breaks off');
}
