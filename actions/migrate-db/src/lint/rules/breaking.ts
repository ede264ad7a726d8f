import type { ObjectType } from 'libpg-query';
import { identifier, qualifiedNames, relationName, relationOf, sibling, words, written } from '../nodes';
import type { Fault, Rule } from '../rule';
import { alterations } from '../statement';
import type { Statement } from '../statement';

const EXPAND_FIRST =
  'Let no revision use it any more; then do it in a later release, in a file with the comment `-- sluice: phase: contract after COMMIT` that names the last commit in need of it.';

const DROPPED: Partial<Record<ObjectType, string>> = {
  OBJECT_TABLE: 'table',
  OBJECT_SCHEMA: 'schema',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'materialized view',
};

export const dropInUse: Rule = {
  id: 'drop-in-use',
  severity: 'error',
  title: 'DROP of a table, column, view or schema outside a contract phase',
  about: 'shape',
  find: (statement) => [...droppedObjects(statement), ...droppedColumns(statement)],
};

function droppedObjects({ node }: Statement): Fault[] {
  if (!('DropStmt' in node)) return [];
  const { removeType, objects } = node.DropStmt;
  const kind = removeType && DROPPED[removeType];
  if (kind === undefined) return [];
  return qualifiedNames(objects).map((name) => ({
    tables: kind === 'schema' ? [] : [relationOf(name)],
    why: `The revision that serves fails as soon as it asks for the ${kind} ${name.map(identifier).join('.')}, and its data is gone.`,
    remedy: EXPAND_FIRST,
  }));
}

function droppedColumns(statement: Statement): Fault[] {
  return alterations(statement).flatMap(({ table, column, command, at }) =>
    command.subtype === 'AT_DropColumn'
      ? {
          at,
          tables: [table],
          why: `The revision that serves fails as soon as it asks for ${identifier(column)} of ${written(table)}, and its data is gone.`,
          remedy: EXPAND_FIRST,
        }
      : [],
  );
}

const RENAMED: Partial<Record<ObjectType, string>> = {
  OBJECT_TABLE: 'table',
  OBJECT_COLUMN: 'column',
  OBJECT_SCHEMA: 'schema',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_ATTRIBUTE: 'attribute',
};

export const rename: Rule = {
  id: 'rename-in-use',
  severity: 'error',
  title: 'RENAME of what a revision asks for by its name',
  about: 'shape',
  find: (statement) => {
    const { node } = statement;
    if ('AlterEnumStmt' in node && node.AlterEnumStmt.oldVal !== undefined) {
      const { oldVal, typeName } = node.AlterEnumStmt;
      return [broken(`value '${oldVal}' of ${words(typeName).map(identifier).join('.')}`, [])];
    }
    if (!('RenameStmt' in node)) return [];
    const { renameType, relation, subname, newname = '' } = node.RenameStmt;
    const kind = renameType && RENAMED[renameType];
    if (kind === undefined) return [];
    const table = relation === undefined ? undefined : relationName(relation);
    const what = [subname, table && written(table)].filter((each) => each !== undefined).join(' of ');
    return [
      {
        ...broken(`${kind} ${what}`, table === undefined ? [] : [table]),
        ...bridge(kind, table, subname, newname),
      },
    ];
  },
};

const broken = (what: string, tables: readonly string[]): Fault => ({
  tables,
  why: `It is over in a moment, and from then on the revision that serves fails when it asks for the ${what} by the old name.`,
  remedy: 'Keep the old name: add the new one beside it, and let the old one go in a contract phase.',
});

/** What lets both names live for a while. */
function bridge(
  kind: string,
  table: string | undefined,
  column: string | undefined,
  name: string,
): { safe?: string } {
  if (table === undefined) return {};
  if (kind === 'table')
    return { safe: `CREATE VIEW ${written(sibling(table, name))} AS SELECT * FROM ${written(table)};` };
  if (kind !== 'column' || column === undefined) return {};
  return {
    safe: [
      `-- Read the column under its new name until the old one is asked for no more:`,
      `CREATE VIEW ${written(`${table}_by_${name}`)} AS SELECT *, ${identifier(column)} AS ${identifier(name)} FROM ${written(table)};`,
    ].join('\n'),
  };
}
