import type { DatabaseSync } from 'node:sqlite';
import type { Reads, Repository, Session, User } from './repository';
import { changedRows, firstRow, inTransaction } from './sqlite';
import { attempt } from './sqlite-reads';
import { dayOf } from './streak';

/** The repository on one SQLite file. @param reads where the reads that change nothing go */
export function sqliteRepository(database: DatabaseSync, reads: Reads): Repository {
  return {
    questionKinds: (level) => reads.questionKinds(level),
    practiceDays: (userId) => reads.practiceDays(userId),
    addUser: (user) => attempt(() => addUser(database, user)),
    findUser: (email) => attempt(() => findUser(database, email)),
    addSession: (session) =>
      attempt(() => {
        inTransaction(database, () => {
          addSession(database, session);
        });
      }),
    answer: (of, number, answer) =>
      attempt(() => inTransaction(database, () => recordAnswer(database, of, number, answer))),
    submit: (of, now) => attempt(() => inTransaction(database, () => submit(database, of, now))),
    deleteSession: (of) => attempt(() => deleteSession(database, of)),
    ping: () =>
      attempt(() => {
        database.exec('select 1');
      }),
    close: () => {
      database.close();
    },
  };
}

type OwnedSession = { sessionId: string; userId: string };

function addUser(database: DatabaseSync, { id, email, passwordHash }: User): boolean {
  const sql = 'insert into users (id, email, password_hash) values (?, ?, ?) on conflict (email) do nothing';
  return changedRows(database, sql, id, email, passwordHash) === 1;
}

function findUser(database: DatabaseSync, email: string): User | null {
  const row = firstRow(database, 'select id, password_hash from users where email = ?', email);
  return row && { id: String(row['id']), email, passwordHash: String(row['password_hash']) };
}

function addSession(database: DatabaseSync, session: Session): void {
  const { id, userId, level, createdAt, questions } = session;
  database
    .prepare('insert into sessions (id, user_id, level, created_at) values (?, ?, ?, ?)')
    .run(id, userId, level, createdAt);
  const insert = database.prepare(
    'insert into questions (session_id, number, prompt, answer) values (?, ?, ?, ?)',
  );
  for (const { number, prompt, answer } of questions) insert.run(id, number, prompt, answer);
}

function findSession(
  database: DatabaseSync,
  { sessionId, userId }: OwnedSession,
): { submitted: boolean } | null {
  const row = firstRow(
    database,
    'select submitted_at from sessions where id = ? and user_id = ?',
    sessionId,
    userId,
  );
  return row && { submitted: row['submitted_at'] !== null };
}

function recordAnswer(
  database: DatabaseSync,
  of: OwnedSession,
  number: number,
  answer: number,
): Awaited<ReturnType<Repository['answer']>> {
  const session = findSession(database, of);
  if (session === null) return 'unknown session';
  if (session.submitted) return 'already submitted';
  const sql = 'update questions set given = ? where session_id = ? and number = ?';
  return changedRows(database, sql, answer, of.sessionId, number) === 1 ? 'recorded' : 'unknown question';
}

function submit(
  database: DatabaseSync,
  of: OwnedSession,
  now: number,
): { score: number; total: number } | null {
  const session = findSession(database, of);
  if (session === null) return null;
  if (!session.submitted) score(database, of, now);
  const sql = `select score, (select count(*) from questions where session_id = sessions.id) as total
    from sessions where id = ?`;
  const row = firstRow(database, sql, of.sessionId);
  return row && { score: Number(row['score']), total: Number(row['total']) };
}

function score(database: DatabaseSync, { sessionId, userId }: OwnedSession, now: number): void {
  database
    .prepare(
      `update sessions set submitted_at = ?,
         score = (select count(*) from questions where session_id = sessions.id and given = answer)
       where id = ?`,
    )
    .run(now, sessionId);
  database
    .prepare('insert or ignore into practice_days (user_id, day) values (?, ?)')
    .run(userId, dayOf(now));
}

function deleteSession(database: DatabaseSync, { sessionId, userId }: OwnedSession): boolean {
  return changedRows(database, 'delete from sessions where id = ? and user_id = ?', sessionId, userId) === 1;
}
