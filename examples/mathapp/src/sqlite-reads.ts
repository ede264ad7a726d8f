import type { DatabaseSync } from 'node:sqlite';
import type { QuestionKind } from './questions';
import type { Reads } from './repository';

/** Reads through one connection. */
export function sqliteReads(database: DatabaseSync): Reads {
  return pooledReads(() => database);
}

/** Reads through a connection that is chosen anew for each. */
export function pooledReads(choose: () => DatabaseSync): Reads {
  return {
    questionKinds(level) {
      return attempt(() =>
        choose()
          .prepare('select operator, low, high from question_kinds where level = ? order by operator')
          .all(level)
          .map((row): QuestionKind => ({
            operator: operatorOf(String(row['operator'])),
            low: Number(row['low']),
            high: Number(row['high']),
          })),
      );
    },
    practiceDays(userId) {
      return attempt(() =>
        choose()
          .prepare('select day from practice_days where user_id = ? order by day desc')
          .all(userId)
          .map((row) => String(row['day'])),
      );
    },
  };
}

/** SQLite answers at once; its faults must still arrive as rejections, as any other store's do. */
export function attempt<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}

function operatorOf(text: string): QuestionKind['operator'] {
  if (text === '+' || text === '-' || text === '*' || text === '/') return text;
  throw new Error(`question_kinds has the unknown operator "${text}"`);
}
