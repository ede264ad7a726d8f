import type { Pool } from 'pg';
import type { Queryable } from './postgres';
import { changedRows, inTransaction, rowsOf } from './postgres';
import type { Reads, Repository, Result, Session, User } from './repository';
import { dayOf } from './streak';

/** The repository on PostgreSQL. @param reads where the reads that change nothing go */
export function postgresRepository(pool: Pool, reads: Reads): Repository {
  return {
    questionKinds: (level) => reads.questionKinds(level),
    practiceDays: (userId) => reads.practiceDays(userId),
    addUser: (user) => addUser(pool, user),
    findUser: (email) => findUser(pool, email),
    addSession: (session) => inTransaction(pool, (connection) => addSession(connection, session)),
    answer: (of, number, answer) =>
      inTransaction(pool, (connection) => recordAnswer(connection, of, number, answer)),
    submit: (of, now) => inTransaction(pool, (connection) => submit(connection, of, now)),
    deleteSession: async ({ sessionId, userId }) =>
      (await changedRows(pool, 'delete from sessions where id = $1 and user_id = $2', sessionId, userId)) ===
      1,
    ping: async () => {
      await rowsOf(pool, 'select 1');
    },
  };
}

interface OwnedSession {
  sessionId: string;
  userId: string;
}

async function addUser(on: Queryable, { id, email, passwordHash }: User): Promise<boolean> {
  const sql =
    'insert into users (id, email, password_hash) values ($1, $2, $3) on conflict (email) do nothing';
  return (await changedRows(on, sql, id, email, passwordHash)) === 1;
}

async function findUser(on: Queryable, email: string): Promise<User | null> {
  const sql = 'select id, email, password_hash as "passwordHash" from users where email = $1';
  const [user] = await rowsOf<User>(on, sql, email);
  return user ?? null;
}

async function addSession(on: Queryable, session: Session): Promise<void> {
  const { id, userId, level, createdAt, questions } = session;
  const sql = 'insert into sessions (id, user_id, level, created_at) values ($1, $2, $3, $4)';
  await changedRows(on, sql, id, userId, level, new Date(createdAt));
  await changedRows(
    on,
    `insert into questions (session_id, number, prompt, answer)
     select $1, * from unnest($2::int[], $3::text[], $4::int[])`,
    id,
    questions.map(({ number }) => number),
    questions.map(({ prompt }) => prompt),
    questions.map(({ answer }) => answer),
  );
}

/** The session, locked until the transaction ends: an answer never slips in beside a submission. */
async function lockedSession(
  on: Queryable,
  { sessionId, userId }: OwnedSession,
): Promise<{ submitted: boolean } | null> {
  const sql = `select submitted_at is not null as submitted from sessions
    where id = $1 and user_id = $2 for update`;
  const [session] = await rowsOf<{ submitted: boolean }>(on, sql, sessionId, userId);
  return session ?? null;
}

async function recordAnswer(
  on: Queryable,
  of: OwnedSession,
  number: number,
  answer: number,
): Promise<Awaited<ReturnType<Repository['answer']>>> {
  const session = await lockedSession(on, of);
  if (session === null) return 'unknown session';
  if (session.submitted) return 'already submitted';
  const sql = 'update questions set given = $1 where session_id = $2 and number = $3';
  return (await changedRows(on, sql, answer, of.sessionId, number)) === 1 ? 'recorded' : 'unknown question';
}

async function submit(on: Queryable, of: OwnedSession, now: number): Promise<Result | null> {
  const session = await lockedSession(on, of);
  if (session === null) return null;
  if (!session.submitted) await score(on, of, now);
  const sql = `select score, (select count(*)::int from questions where session_id = sessions.id) as total
    from sessions where id = $1`;
  const [result] = await rowsOf<{ score: number; total: number }>(on, sql, of.sessionId);
  return result ?? null;
}

async function score(on: Queryable, { sessionId, userId }: OwnedSession, now: number): Promise<void> {
  await changedRows(
    on,
    `update sessions set submitted_at = $1,
       score = (select count(*) from questions where session_id = sessions.id and given = answer)
     where id = $2`,
    new Date(now),
    sessionId,
  );
  await changedRows(
    on,
    'insert into practice_days (user_id, day) values ($1, $2) on conflict do nothing',
    userId,
    dayOf(now),
  );
}
