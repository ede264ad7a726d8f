import type { Queryable } from './postgres';
import { rowsOf } from './postgres';
import type { QuestionKind } from './questions';
import type { Reads } from './repository';

/** Reads through one pool. */
export function postgresReads(database: Queryable): Reads {
  return pooledReads(() => database);
}

/** Reads through a connection that is chosen anew for each. */
export function pooledReads(choose: () => Queryable): Reads {
  return {
    questionKinds: async (level) => {
      const sql = 'select operator, low, high from question_kinds where level = $1 order by operator';
      const rows = await rowsOf<{ operator: string; low: number; high: number }>(choose(), sql, level);
      return rows.map((row): QuestionKind => ({ ...row, operator: operatorOf(row.operator) }));
    },
    practiceDays: async (userId) => {
      const sql = 'select day from practice_days where user_id = $1 order by day desc';
      const rows = await rowsOf<{ day: string }>(choose(), sql, userId);
      return rows.map(({ day }) => day);
    },
  };
}

function operatorOf(text: string): QuestionKind['operator'] {
  if (text === '+' || text === '-' || text === '*' || text === '/') return text;
  throw new Error(`question_kinds has the unknown operator "${text}"`);
}
