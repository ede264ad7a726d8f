/** What belongs to a database and is in no dump of its contents: locale, owner, settings, grants. */
import { z } from 'zod';
import { identifier } from '../database';
import type { Session } from '../database';

/** Columns of pg_database; some came with later versions of the server. */
const catalogRow = z.object({
  datcollate: z.string().nullish(),
  datctype: z.string().nullish(),
  datlocprovider: z.enum(['c', 'i', 'b']).default('c'),
  daticulocale: z.string().nullish(),
  datlocale: z.string().nullish(),
  daticurules: z.string().nullish(),
  datconnlimit: z.number(),
});

export interface Properties extends z.infer<typeof catalogRow> {
  readonly oid: string;
  readonly owner: string;
  readonly encoding: string;
  readonly tablespace: string;
}

export async function propertiesOf(session: Session, database: string): Promise<Properties> {
  const [row] = await session.query<{
    catalog: unknown;
    oid: string;
    owner: string;
    encoding: string;
    tablespace: string;
  }>(
    `SELECT to_jsonb(d) AS catalog, d.oid::text, pg_get_userbyid(d.datdba) AS owner, pg_encoding_to_char(d.encoding) AS encoding, t.spcname AS tablespace
     FROM pg_database d JOIN pg_tablespace t ON t.oid = d.dattablespace WHERE d.datname = $1`,
    [database],
  );
  if (row === undefined) throw new Error(`There is no database ${database}.`);
  const { catalog, ...rest } = row;
  return { ...catalogRow.parse(catalog), ...rest };
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The clauses of CREATE DATABASE that make an empty database like another one. Pure. */
export function copyOfProperties(properties: Properties): string {
  const { owner, encoding, tablespace, datcollate, datctype, datlocprovider } = properties;
  const locale = properties.datlocale ?? properties.daticulocale;
  return [
    'TEMPLATE template0',
    `OWNER ${identifier(owner)}`,
    `ENCODING ${literal(encoding)}`,
    ...(datcollate ? [`LC_COLLATE ${literal(datcollate)}`] : []),
    ...(datctype ? [`LC_CTYPE ${literal(datctype)}`] : []),
    ...(datlocprovider === 'i' ? ['LOCALE_PROVIDER icu', `ICU_LOCALE ${literal(locale ?? '')}`] : []),
    ...(datlocprovider === 'i' && properties.daticurules
      ? [`ICU_RULES ${literal(properties.daticurules)}`]
      : []),
    ...(datlocprovider === 'b' ? ['LOCALE_PROVIDER builtin', `BUILTIN_LOCALE ${literal(locale ?? '')}`] : []),
    // Where template0 is anyway; to name it takes a privilege that hardly any role has.
    ...(tablespace === 'pg_default' ? [] : [`TABLESPACE ${identifier(tablespace)}`]),
  ].join(' ');
}

/** Gives a database the settings, the grants and the limit of another one, in the caller's transaction. */
export async function dressLike(session: Session, original: string, copy: string): Promise<void> {
  const { oid, datconnlimit } = await propertiesOf(session, original);
  await copySettings(session, oid, copy);
  await copyGrants(session, oid, copy);
  if (datconnlimit !== -1)
    await session.query(`ALTER DATABASE ${identifier(copy)} CONNECTION LIMIT ${datconnlimit}`);
}

async function copySettings(session: Session, oid: string, copy: string): Promise<void> {
  const settings = await session.query<{ role: string | null; entry: string }>(
    `SELECT r.rolname AS role, unnest(s.setconfig) AS entry FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole
     WHERE s.setdatabase = $1`,
    [oid],
  );
  for (const { role, entry } of settings) {
    const [, name = '', value = ''] = /^([^=]+)=([\s\S]*)$/.exec(entry) ?? [];
    const whose = role === null ? '' : `ROLE ${identifier(role)} IN `;
    // A value such as a search path is stored ready to be read; set and taken over, nobody has to quote it anew.
    await session.query('SELECT set_config($1, $2, true)', [name, value]);
    await session.query(
      `ALTER ${whose}DATABASE ${identifier(copy)} SET ${name.split('.').map(identifier).join('.')} FROM CURRENT`,
    );
  }
}

async function copyGrants(session: Session, oid: string, copy: string): Promise<void> {
  const grants = await session.query<{ role: string | null; privilege: string; grantable: boolean }>(
    `SELECT r.rolname AS role, a.privilege_type AS privilege, a.is_grantable AS grantable
     FROM pg_database d CROSS JOIN LATERAL aclexplode(d.datacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee WHERE d.oid = $1`,
    [oid],
  );
  if (grants.length === 0) return;
  await session.query(`REVOKE ALL ON DATABASE ${identifier(copy)} FROM PUBLIC`);
  for (const { role, privilege, grantable } of grants) {
    const whom = role === null ? 'PUBLIC' : identifier(role);
    await session.query(
      `GRANT ${privilege} ON DATABASE ${identifier(copy)} TO ${whom}${grantable ? ' WITH GRANT OPTION' : ''}`,
    );
  }
}
