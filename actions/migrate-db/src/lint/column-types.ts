import type { TypeName } from 'libpg-query';
import { identifier, modifiersOf, typeOf, words } from './nodes';

/** A column's type. */
export interface ColumnType {
  /** The catalog's name: int4, varchar, timestamptz. */
  readonly name: string;
  /** 10 and 2 of numeric(10,2). */
  readonly modifiers: readonly number[];
  readonly array: boolean;
}

/** What `ALTER COLUMN ... TYPE` does to the rows; `unknown` where the old type is. */
export type TypeChange = 'same' | 'catalog' | 'rewrite' | 'unknown';

/** Spellings of SQL, of `format_type` and of the column pseudo-types, and the catalog's name for each. */
const CATALOG_NAMES: Readonly<Record<string, string>> = {
  integer: 'int4',
  bigint: 'int8',
  smallint: 'int2',
  'character varying': 'varchar',
  character: 'bpchar',
  boolean: 'bool',
  real: 'float4',
  'double precision': 'float8',
  'bit varying': 'varbit',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamptz',
  'time without time zone': 'time',
  'time with time zone': 'timetz',
  serial: 'int4',
  serial4: 'int4',
  bigserial: 'int8',
  serial8: 'int8',
  smallserial: 'int2',
  serial2: 'int2',
};

/** Types of the same bytes on disk. A length on the new one makes every row be looked at. */
const SAME_BYTES = new Set(['varchar text', 'text varchar', 'cidr inet', 'xml text']);

/** Whose modifier is a greatest length or precision, so that more of it changes no row. */
const WIDENING = new Set(['varchar', 'varbit', 'timestamp', 'timestamptz', 'time', 'timetz']);

const SERIAL = /^(small|big)?serial[248]?$/;

export function isSerial(type: TypeName | undefined): boolean {
  return SERIAL.test(typeOf(type));
}

export function columnType(type: TypeName | undefined): ColumnType {
  const name = typeOf(type);
  return {
    name: CATALOG_NAMES[name] ?? name,
    modifiers: modifiersOf(type),
    array: (type?.arrayBounds ?? []).length > 0,
  };
}

/** Reads a type as `format_type` writes it, for example `timestamp(3) without time zone` or `numeric(10,2)[]`. */
export function parseType(text: string): ColumnType {
  const modifiers = /\(([\d,]+)\)/.exec(text)?.[1];
  const array = text.endsWith('[]');
  const name = text.replace(/\([\d,]+\)/, '').replace(/\[\]$/, '');
  return {
    name: CATALOG_NAMES[name] ?? name.split('.').at(-1)?.replaceAll('"', '') ?? name,
    modifiers: modifiers === undefined ? [] : modifiers.split(',').map(Number),
    array,
  };
}

/** A type as SQL writes it for a column: the serial types are integers with a default. */
export function writtenType(type: TypeName | undefined): string {
  const named = columnType(type);
  const [schema, ...more] = words(type?.names);
  const own =
    more.length > 0 && schema !== undefined && schema !== 'pg_catalog' ? `${identifier(schema)}.` : '';
  return `${own}${typeInWords({ ...named, name: identifier(named.name) })}`;
}

/** For people: `numeric(10,2)`. */
export function typeInWords({ name, modifiers, array }: ColumnType): string {
  return `${name}${modifiers.length > 0 ? `(${modifiers.join(',')})` : ''}${array ? '[]' : ''}`;
}

/** Whether PostgreSQL has to write every row anew; only where it has not to is the change over in a moment. */
export function typeChange(from: ColumnType | undefined, to: ColumnType): TypeChange {
  if (from === undefined) return 'unknown';
  if (typeInWords(from) === typeInWords(to)) return 'same';
  if (from.array || to.array) return 'rewrite';
  if (from.name !== to.name) {
    return SAME_BYTES.has(`${from.name} ${to.name}`) && to.modifiers.length === 0 ? 'catalog' : 'rewrite';
  }
  return isWider(from, to) ? 'catalog' : 'rewrite';
}

function isWider(from: ColumnType, to: ColumnType): boolean {
  const [oldLength, oldScale = 0] = from.modifiers;
  const [newLength, newScale = 0] = to.modifiers;
  if (to.name !== 'numeric' && !WIDENING.has(to.name)) return false;
  if (newLength === undefined) return true;
  return oldLength !== undefined && newLength >= oldLength && newScale === oldScale;
}
