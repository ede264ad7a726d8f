/** Reading PostgreSQL's parse tree. Its fields are absent where they are empty, zero or false. */
import type { A_Const, FuncCall, Node, RangeVar, TypeName } from 'libpg-query';

/** A relation by its name: schema.name as the catalog has it. */
export type RelationName = string;

/** `public` stands in where no schema is written: the search path is the session's, not the file's. */
export function relationName(relation: RangeVar | undefined): RelationName {
  return `${relation?.schemaname ?? 'public'}.${relation?.relname ?? ''}`;
}

/** The words of a list of identifiers, such as a qualified name. */
export function words(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []));
}

/** Names in a DROP, each as its list of words. */
export function qualifiedNames(objects: readonly Node[] | undefined): string[][] {
  return (objects ?? []).map((object) => {
    if ('List' in object) return words(object.List.items);
    if ('TypeName' in object) return words(object.TypeName.names);
    return words([object]);
  });
}

/** schema.name of a qualified name. */
export function relationOf(name: readonly string[]): RelationName {
  return [name.at(-2) ?? 'public', name.at(-1) ?? ''].join('.');
}

/** Another name in the same schema. */
export function sibling(relation: RelationName, name: string): RelationName {
  return `${relation.slice(0, relation.indexOf('.'))}.${name}`;
}

/** The name as SQL writes it, without a schema that is only assumed. */
export function written(relation: RelationName): string {
  const [schema = '', ...name] = relation.split('.');
  return [...(schema === 'public' ? [] : [schema]), name.join('.')].map(identifier).join('.');
}

/** An identifier, quoted only where PostgreSQL would read it otherwise. */
export function identifier(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** The words of SQL's grammar that no table or column can have as a bare name. */
const RESERVED = new Set(
  (
    'all analyse analyze and any array as asc asymmetric authorization between binary both case cast check collate ' +
    'collation column concurrently constraint create cross current_catalog current_date current_role current_schema ' +
    'current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for ' +
    'foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral ' +
    'leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer overlaps ' +
    'placing primary references returning right select session_user similar some symmetric system_user table ' +
    'tablesample then to trailing true union unique user using variadic verbose when where window with'
  ).split(' '),
);

/** A constant's value in words; undefined for NULL and what is no constant. */
export function constantOf(node: Node | undefined): string | undefined {
  if (node === undefined || !('A_Const' in node)) return undefined;
  const { sval, ival, fval, boolval }: A_Const = node.A_Const;
  if (sval) return sval.sval ?? '';
  if (ival) return String(ival.ival ?? 0);
  if (fval) return fval.fval ?? '0';
  return boolval ? String(boolval.boolval ?? false) : undefined;
}

/** The type's own name, without schema, length and brackets: `varchar`, `int4`. */
export function typeOf(type: TypeName | undefined): string {
  return words(type?.names).at(-1) ?? '';
}

/** What is in parentheses behind a type: 10 and 2 of numeric(10,2). */
export function modifiersOf(type: TypeName | undefined): number[] {
  return (type?.typmods ?? []).map((node) => Number(constantOf(node)));
}

/** The names of all functions called below a node; no recursion, for expressions may be nested very deep. */
export function functionsCalled(root: Node | undefined): string[] {
  const names: string[] = [];
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (typeof node !== 'object' || node === null) continue;
    // The tree is JSON: under the key of a kind there is always a node of it.
    if ('FuncCall' in node) names.push(words((node.FuncCall as FuncCall).funcname).at(-1) ?? '');
    for (const value of Object.values(node)) waiting.push(value);
  }
  return names;
}
