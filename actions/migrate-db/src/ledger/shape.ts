/** What the database was like after the last run that ended well: whoever changes it by hand is found out by it. */
import { LEDGER_SCHEMA } from '../database';
import type { Session } from '../database';
import type { ToolName } from '../model';
import { hasLedger } from './ledger';

export interface RecordedShape {
  readonly tool: ToolName;
  /** Ids of the migrations that were applied, in the tool's order. */
  readonly applied: readonly string[];
  /** As `server_version_num`: another version may describe the same schema in other words. */
  readonly serverVersion: number;
  /** As `shapeOf` gives them. */
  readonly lines: readonly string[];
}

/** There is one for a database; undefined where the last run did not end well, or there was none. */
export async function recordedShape(session: Session): Promise<RecordedShape | undefined> {
  if (!(await hasLedger(session))) return undefined;
  const [row] = await session.query<RecordedShape & Record<string, unknown>>(
    `SELECT tool, applied, server_version AS "serverVersion", lines FROM ${LEDGER_SCHEMA}.shape`,
  );
  return row;
}

export async function recordShape(session: Session, shape: RecordedShape): Promise<void> {
  const { tool, applied, serverVersion, lines } = shape;
  await session.query(
    `INSERT INTO ${LEDGER_SCHEMA}.shape (tool, applied, server_version, lines) VALUES ($1, $2, $3, $4)
     ON CONFLICT (only_one) DO UPDATE
     SET tool = excluded.tool, applied = excluded.applied, server_version = excluded.server_version, lines = excluded.lines`,
    [tool, JSON.stringify(applied), serverVersion, JSON.stringify(lines)],
  );
}

/** After a run that left something half done, a person puts the schema in order by hand, and rightly. */
export async function forgetShape(session: Session): Promise<void> {
  await session.query(`DELETE FROM ${LEDGER_SCHEMA}.shape`);
}
