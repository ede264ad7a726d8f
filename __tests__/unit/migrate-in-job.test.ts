import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { secretIn } from '../../actions/migrate-db/src/in-job/inputs';
import { prismaStatus } from '../../actions/migrate-db/src/in-job/prisma-status';
import { answerIn } from '../../actions/migrate-db/src/in-job/tools';
import { Refusal } from '../../lib/runner/input-reader';

describe('what `prisma migrate status` prints', () => {
  const behind = [
    'Prisma schema loaded from prisma/schema.prisma',
    'Datasource "db": PostgreSQL database "app", schema "public" at "10.0.0.3:5432"',
    '3 migrations found in prisma/migrations',
    'Following migrations have not yet been applied:',
    '20260102000000_note',
    '20260103000000_index',
    '',
    'To apply migrations in development run prisma migrate dev.',
    'To apply migrations in production run prisma migrate deploy.',
  ];

  test('names what is pending', () => {
    expect(prismaStatus(behind)?.pending.map(({ id }) => id)).toEqual([
      '20260102000000_note',
      '20260103000000_index',
    ]);
  });

  test('says nothing as long as names may be missing, and never fewer than all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: behind.length }), (seen) => {
        const standing = prismaStatus(behind.slice(0, seen));
        if (standing) expect(standing.pending).toHaveLength(2);
        else expect(seen).toBeLessThan(8);
      }),
    );
  });

  test('tells a migration that failed, and histories that have parted', () => {
    const failed = [
      'Following migration have failed:',
      '20260102000000_note',
      'During development if the failed',
    ];
    expect(prismaStatus(failed)?.obstacles).toMatchObject([{ kind: 'dirty' }]);
    const parted = 'Your local migration history and the migrations table from your database are different:';
    expect(prismaStatus([parted])?.obstacles).toMatchObject([{ kind: 'drifted' }]);
  });

  test('says nothing where it could not connect', () => {
    expect(prismaStatus(["Error: P1001: Can't reach database server at `10.0.0.3:5432`"])).toBeUndefined();
  });
});

test.each([
  ['DATABASE_URL=database-url', ['DATABASE_URL', { secret: 'database-url', version: 'latest' }]],
  ['URL=url:7', ['URL', { secret: 'url', version: '7' }]],
  ['URL=projects/p/secrets/url:7', ['URL', { secret: 'projects/p/secrets/url', version: '7' }]],
])('%s is a secret of the job', (line, expected) => {
  expect(secretIn(line)).toEqual(expected);
});

test.each(['URL', 'URL=', '1URL=url', 'URL=url:newest', 'URL=postgresql://u:p@h/d'])('%s is none', (line) => {
  expect(secretIn(line)).toBeInstanceOf(Refusal);
});

test('an answer is read once it is whole, whatever is printed around it', () => {
  const lines = ['starting', '{"pending":', '[{"id":"1"}]', '}', 'done'];
  expect(answerIn(lines)).toEqual({ pending: [{ id: '1' }] });
  for (const seen of [0, 1, 2, 3]) expect(answerIn(lines.slice(0, seen))).toBeUndefined();
});
