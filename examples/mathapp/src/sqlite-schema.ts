import type { DatabaseSync } from 'node:sqlite';

/** Safe to apply again and from several processes at once. */
const schema = `
  create table if not exists users (
    id text primary key, email text not null unique, password_hash text not null
  ) strict;
  create table if not exists sessions (
    id text primary key, user_id text not null references users (id) on delete cascade,
    level integer not null, created_at integer not null, submitted_at integer, score integer
  ) strict;
  create table if not exists questions (
    session_id text not null references sessions (id) on delete cascade,
    number integer not null, prompt text not null, answer integer not null, given integer,
    primary key (session_id, number)
  ) strict;
  create table if not exists practice_days (
    user_id text not null references users (id) on delete cascade, day text not null,
    primary key (user_id, day)
  ) strict, without rowid;
  create table if not exists question_kinds (
    level integer not null, operator text not null, low integer not null, high integer not null,
    primary key (level, operator)
  ) strict, without rowid;
  insert or ignore into question_kinds (level, operator, low, high) values
    (1, '+', 0, 10), (1, '-', 0, 10),
    (2, '+', 0, 100), (2, '-', 0, 100), (2, '*', 1, 10),
    (3, '+', 0, 1000), (3, '-', 0, 1000), (3, '*', 1, 12), (3, '/', 1, 12),
    (4, '*', 2, 30), (4, '/', 2, 30);
`;

/** Creates what is missing, in one transaction. */
export function applySchema(database: DatabaseSync): void {
  database.exec(`begin immediate; ${schema} commit;`);
}
