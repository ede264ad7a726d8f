import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isHarmless } from '../../actions/migrate-db/src/backup/pg-dump/archive';
import { missedObjectives } from '../../actions/migrate-db/src/backup/objectives';
import { parseBucket } from '../../actions/migrate-db/src/backup/inputs';
import { copyOfProperties } from '../../actions/migrate-db/src/backup/properties';
import {
  backupName,
  folderOf,
  parseReference,
  partName,
  recordName,
  recordOfPart,
  referenceOf,
} from '../../actions/migrate-db/src/backup/pg-dump/record';
import { changes } from '../../actions/migrate-db/src/backup/pg-dump/restore';
import { expired } from '../../actions/migrate-db/src/backup/pg-dump/retention';
import { differences } from '../../actions/migrate-db/src/backup/contents';
import { Refusal } from '../../lib/runner/input-reader';

describe('names in the bucket', () => {
  test('lead from an archive to its record, and from a reference to its object, whatever the database is called', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
        (database, at) => {
          const backup = backupName(folderOf('db/', database), at.toISOString(), '42-1-ab');
          const name = recordName(backup);
          const parsed = parseReference(referenceOf('bucket', { object: name, generation: '17' }));
          expect(parsed).toEqual({ bucket: 'bucket', object: name, generation: '17' });
          for (const part of ['schema', 'others', 1, 12] as const)
            expect(recordOfPart(partName(backup, part))).toBe(name);
          expect(name.split('/')).toHaveLength(3);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('sort by time', () => {
    const times = ['2026-01-02T03:04:05.678Z', '2026-01-02T03:04:06.000Z', '2026-11-01T00:00:00.000Z'];
    const names = times.map((time) => recordName(backupName('db/', time, '9')));
    expect([...names].sort()).toEqual(names);
    expect(names[0]).toBe('db/20260102T030405Z-9.json');
    expect(partName('db/x', 'schema')).toBe('db/x.schema.dump.zst');
    expect(partName('db/x', 2)).toBe('db/x.table-2.copy.zst');
  });

  test.each([
    ['gs://bucket', { name: 'bucket', prefix: '' }],
    ['gs://bucket/', { name: 'bucket', prefix: '' }],
    ['gs://bucket/a/b//', { name: 'bucket', prefix: 'a/b/' }],
  ])('begin with what %s says', (text, expected) => {
    expect(parseBucket(text)).toEqual(expected);
  });

  test.each(['bucket', 's3://bucket', 'gs://', 'gs:///folder', 'gs://Bucket'])('%s is no place', (text) => {
    expect(parseBucket(text)).toBeInstanceOf(Refusal);
  });
});

describe('retention', () => {
  const day = 24 * 3600 * 1000;
  const shelf = (ages: readonly number[]): { name: string; created: number }[] =>
    [...ages].sort((a, b) => a - b).map((age) => ({ name: `${age}d`, created: -age * day }));
  const gone = (ages: readonly number[], count: number | undefined, age: number | undefined): string[] =>
    expired(shelf(ages), { count, age: age === undefined ? undefined : age * day }, 0).map(
      ({ name }) => name,
    );

  test.each([
    ['nothing without a rule', undefined, undefined, []],
    ['all but the newest two', 2, undefined, ['3d', '40d']],
    ['what is older than a week', undefined, 7, ['40d']],
    ['what neither rule keeps', 1, 2, ['3d', '40d']],
  ])('removes %s', (_what, count, age, expected) => {
    expect(gone([1, 2, 3, 40], count, age)).toEqual(expected);
  });

  test('never removes the newest, nor what a rule keeps', () => {
    const rule = fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined });
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 100 })), rule, rule, (ages, count, age) => {
        const left = shelf(ages).map(({ name }) => name);
        const removed = new Set(gone(ages, count, age));
        expect(removed.has(left[0] ?? '')).toBe(false);
        for (const name of left.slice(0, count ?? 0)) expect(removed.has(name)).toBe(false);
        for (const each of removed) expect(Number.parseInt(each)).toBeGreaterThan(age ?? -1);
      }),
      { numRuns: 100 },
    );
  });
});

describe('what a copy must hold', () => {
  const dumped = { fingerprint: 'a', rows: { 'public.orders': 3, 'public.items': 5 } };

  test('is missed table by table', () => {
    const found = { fingerprint: 'b', rows: { 'public.orders': 2, 'public.other': 1 } };
    expect(differences(dumped, found, { schema: true })).toEqual([
      'The schema is not the same.',
      'public.items is missing.',
      'public.orders has 2 rows in place of 3.',
      'public.other should not be there.',
    ]);
    expect(differences(dumped, { ...dumped, fingerprint: 'b' }, { schema: false })).toEqual([]);
  });

  test('is what the approver compares the present with', () => {
    expect(changes(dumped, { fingerprint: 'b', rows: { 'public.orders': 9 } })).toEqual([
      'The schema has changed since.',
      'public.items: 5 rows then, not there now.',
      'public.orders: 3 rows then, 9 rows now.',
    ]);
    expect(changes(dumped, dumped)).toEqual([]);
  });
});

describe('an empty database like another one', () => {
  const plain = {
    ...{ oid: '5', owner: 'o"wner', encoding: 'UTF8', tablespace: 'pg_default', datconnlimit: -1 },
    ...{ datcollate: "de_DE.utf8'", datctype: 'C', datlocprovider: 'c' as const },
  };
  test('keeps owner, encoding and locale', () => {
    expect(copyOfProperties(plain)).toBe(
      `TEMPLATE template0 OWNER "o""wner" ENCODING 'UTF8' LC_COLLATE 'de_DE.utf8''' LC_CTYPE 'C'`,
    );
  });
  test('keeps its tablespace, and does not name the usual one, for which hardly any role has the privilege', () => {
    expect(copyOfProperties(plain)).not.toContain('TABLESPACE');
    expect(copyOfProperties({ ...plain, tablespace: 'fast' })).toMatch(/ TABLESPACE "fast"$/);
  });
  test.each([
    ['of 15 and 16', { daticulocale: 'und' }],
    ['from 17 on', { datlocale: 'und' }],
  ])('keeps the locale of ICU as servers %s tell it', (_which, column) => {
    expect(copyOfProperties({ ...plain, ...column, datlocprovider: 'i' })).toContain(
      `LOCALE_PROVIDER icu ICU_LOCALE 'und'`,
    );
  });
});

test('only a parameter that the server does not know is no fault of a restore', () => {
  const unknown =
    'pg_restore: error: could not execute query: ERROR:  unrecognized configuration parameter "transaction_timeout"';
  const other = 'pg_restore: error: could not execute query: ERROR:  relation "x" already exists';
  expect(isHarmless({ ok: false, said: [unknown, 'Command was: SET transaction_timeout = 0;'] })).toBe(true);
  expect(isHarmless({ ok: false, said: [unknown, other] })).toBe(false);
  expect(isHarmless({ ok: false, said: [] })).toBe(false);
});

test('objectives are missed by what is longer, and not by what is as long', () => {
  const objectives = { restoreTime: 1000, backupAge: 60_000 };
  expect(missedObjectives({ took: 1000, age: 60_000 }, objectives)).toEqual([]);
  expect(missedObjectives({ took: 1001, age: 60_001 }, objectives)).toHaveLength(2);
  expect(missedObjectives({ took: 9e9, age: 9e9 }, { restoreTime: undefined, backupAge: undefined })).toEqual(
    [],
  );
});
