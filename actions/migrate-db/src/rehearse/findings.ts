/** From looks at the sessions to what was locked for how long, and how long each statement took. Pure. */
import type { LockTaken, Migration } from '../model';
import type { Look } from './watch';

/** A statement as the server carried it out. */
export interface StatementTime {
  /** The migration it belongs to, else its beginning. */
  readonly by: string;
  /** Milliseconds. */
  readonly took: number;
}

/** Statements that only frame others, and our own book-keeping. */
const FRAME =
  /^\s*(begin|commit|rollback|start transaction|set|reset|show|savepoint|release|select pg_current_xact_id|select 1$|deallocate|discard|listen|unlisten)\b/i;
const LEDGER = /\bsluice\.(run|migration)\b/;

const isOfInterest = ({ query }: Look): boolean => !FRAME.test(query) && !LEDGER.test(query);

/** Each lock once: from the first look that saw it to the last, under what was carried out when it came. */
export function locksTaken(looks: readonly Look[], pending: readonly Migration[]): LockTaken[] {
  const seen = new Map<string, LockTaken & { since: number }>();
  for (const [index, look] of looks.entries())
    for (const { mode, relation } of look.locks) {
      const key = [look.pid, look.transaction, relation, mode].join('\n');
      const first = seen.get(key) ?? {
        by: nameOf(statementOf(look, looks.slice(index)), pending),
        relation,
        mode,
        since: look.at,
        heldFor: 0,
      };
      seen.set(key, { ...first, heldFor: Math.round(look.at - first.since) });
    }
  return [...seen.values()].map(({ by, relation, mode, heldFor }) => ({ by, relation, mode, heldFor }));
}

/**
 * Sessions and locks are two lists of the server, read one after the other: a lock may be seen under the BEGIN before the
 * statement that took it.
 */
function statementOf(look: Look, since: readonly Look[]): Look {
  if (isOfInterest(look)) return look;
  const sameTransaction = ({ pid, transaction }: Look): boolean =>
    pid === look.pid && transaction === look.transaction;
  return since.find((later) => sameTransaction(later) && isOfInterest(later)) ?? look;
}

/** In the order in which they began. */
export function statementTimes(looks: readonly Look[], pending: readonly Migration[]): StatementTime[] {
  const seen = new Map<string, { began: number; by: string; took: number }>();
  for (const look of looks.filter(isOfInterest)) {
    const key = [look.pid, look.began].join('\n');
    const took = Math.max(0, Math.round(look.until - look.began));
    seen.set(key, { began: look.began, by: nameOf(look, pending), took });
  }
  return [...seen.values()].sort((a, b) => a.began - b.began).map(({ by, took }) => ({ by, took }));
}

/** The statement that ran, or ran last, when the work ended: where it failed, it is the one. */
export function lastStatement(looks: readonly Look[]): string | undefined {
  const look = looks.findLast(isOfInterest);
  return look && beginningOf(look.query);
}

/** A file that is sent whole is told by its name, a single statement by itself. */
function nameOf({ query }: Look, pending: readonly Migration[]): string {
  const text = query.trim();
  // The server keeps the first 1,023 bytes of a query as a rule.
  const owner = pending.find(({ sql }) => sql !== undefined && text !== '' && sql.trim().startsWith(text));
  const part = owner ?? pending.find(({ sql }) => sql?.includes(text.replace(/;$/, '')));
  return part === undefined || text === '' ? beginningOf(query) : part.id;
}

function beginningOf(query: string): string {
  const line = query.replaceAll(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
