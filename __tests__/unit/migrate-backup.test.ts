import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dumpArguments, isHarmless } from '../../actions/migrate-db/src/backup/archive';
import { buildOrder } from '../../actions/migrate-db/src/backup/build-order';
import { missedObjectives } from '../../actions/migrate-db/src/backup/drill';
import { parseBucket } from '../../actions/migrate-db/src/backup/inputs';
import { copyOfProperties } from '../../actions/migrate-db/src/backup/properties';
import { dataPortions, SCHEMA } from '../../actions/migrate-db/src/backup/portions';
import type { Table } from '../../actions/migrate-db/src/backup/portions';
import {
  backupName,
  folderOf,
  parseReference,
  partName,
  recordName,
  recordOfPart,
  referenceOf,
} from '../../actions/migrate-db/src/backup/record';
import { changes } from '../../actions/migrate-db/src/backup/restore';
import { expired } from '../../actions/migrate-db/src/backup/retention';
import { differences } from '../../actions/migrate-db/src/backup/snapshot';
import { together } from '../../actions/migrate-db/src/backup/together';
import { Refusal } from '../../lib/runner/input-reader';

describe('pg_dump', () => {
  const always = ['--format=custom', '--compress=0', '--no-password', '--lock-wait-timeout=60s'];

  test('gets no secret as an argument, and reads the very moment that is counted', () => {
    expect(dumpArguments(SCHEMA, '00000003-1')).toEqual([
      ...always,
      '--snapshot=00000003-1',
      '--section=pre-data',
      '--section=post-data',
    ]);
  });

  test('dumps all of it where no portion is given', () => {
    expect(dumpArguments()).toEqual(always);
  });

  test('is told which rows it leaves to another stream', () => {
    expect(dumpArguments({ sections: ['data'], without: ['public."Odd"'] })).toEqual([
      ...always,
      '--section=data',
      '--exclude-table-data=public."Odd"',
    ]);
    expect(dumpArguments({ sections: ['data'], only: ['public."Odd"'] })).toContain('--table=public."Odd"');
  });
});

describe('rows in portions', () => {
  const table = (name: string, bytes: number): Table => ({ name: `public.${name}`, quoted: name, bytes });

  test('are one where the database is small', () => {
    const tables = [table('a', 1_000), table('b', 20_000_000)];
    const all = { sections: ['data'], without: [] };
    expect(dataPortions(tables, 4)).toEqual([{ ...all, tables: ['public.a', 'public.b'] }]);
    expect(dataPortions([], 4)).toEqual([{ ...all, tables: [] }]);
  });

  test('are balanced by the size of the tables', () => {
    const tables = [table('a', 90), table('b', 50), table('c', 45), table('d', 1)];
    expect(dataPortions(tables, 2, 10)).toEqual([
      { sections: ['data'], without: ['a'], tables: ['public.b', 'public.c', 'public.d'] },
      { sections: ['data'], only: ['a'], tables: ['public.a'] },
    ]);
  });

  test('hold every table exactly once, in no more streams than asked for', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 130 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 5 }), (bytes, streams) => {
        const portions = dataPortions(
          bytes.map((size, index) => table(`t${index}`, size)),
          streams,
          10,
        );
        const [rest, ...others] = portions;
        expect(portions.length).toBeLessThanOrEqual(streams);
        const named = others.flatMap(({ only = [] }) => only);
        expect(rest?.without).toEqual(named);
        expect(new Set(named).size).toBe(named.length);
        const held = portions.flatMap(({ tables = [] }) => tables);
        expect(held.sort()).toEqual(bytes.map((_, index) => `public.t${index}`).sort());
        for (const { only = [] } of others) expect(only.length).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });
});

describe('what comes after the rows', () => {
  /** As pg_restore 15 lists it; of a newer one the lines are the same. */
  const list = [
    ';',
    '; Archive created at 2026-11-21 12:00:00 UTC',
    ';     dbname: shop',
    '215; 1259 16390 TABLE public customers shop',
    '216; 1259 16395 TABLE public orders shop',
    ';\tdepends on: 215',
    '217; 1259 16399 TABLE Odd A.b shop',
    '3345; 2606 16401 CONSTRAINT public customers customers_pkey shop',
    ';\tdepends on: 215',
    '3350; 1259 16405 INDEX public orders_customer_idx shop',
    ';\tdepends on: 216',
    '3351; 1259 16406 INDEX public orders_of_both shop',
    ';\tdepends on: 216 3350',
    '3352; 0 0 INDEX ATTACH public january_pkey shop',
    ';\tdepends on: 216 3350',
    '3353; 1259 16407 INDEX Odd a_b_idx shop',
    ';\tdepends on: 217',
    '3360; 2606 16410 FK CONSTRAINT public orders orders_customer_fkey shop',
    ';\tdepends on: 215 216 3345',
    '3361; 2620 16411 TRIGGER public orders audit shop',
    ';\tdepends on: 216 220',
    '',
  ].join('\n');

  const after = list
    .split('\n')
    .filter((line) => /^33/.test(line))
    .join('\n');

  test('is built with its own table where it needs no other one; all the rest comes last', () => {
    const { early, late } = buildOrder({ list, after }, [['public.customers', 'Odd.A.b'], ['public.orders']]);
    expect(early).toEqual([
      [['3345'], []],
      [[], ['3350', '3351']],
    ]);
    expect(late).toEqual(['3352', '3353', '3360', '3361']);
  });

  test('begins with the keys, for each locks its table', () => {
    const { early } = buildOrder({ list, after }, [['public.orders', 'public.customers']]);
    expect(early).toEqual([[['3345'], ['3350', '3351']]]);
  });

  test('waits, all of it, where nobody has put down which tables a part holds', () => {
    const { early, late } = buildOrder({ list, after }, [[], []]);
    expect(early.flat(2)).toEqual([]);
    expect(late).toHaveLength(7);
  });
});

describe('work side by side', () => {
  test('is all there, in its order', async () => {
    await expect(together([() => Promise.resolve(1), () => Promise.resolve(2)])).resolves.toEqual([1, 2]);
  });

  test('ends with the first failure, when nothing goes on any more', async () => {
    let isOver = false;
    const patient = (signal: AbortSignal): Promise<never> =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          setImmediate(() => {
            isOver = true;
            reject(new Error('stopped'));
          });
        });
      });
    await expect(together([patient, () => Promise.reject(new Error('first'))])).rejects.toThrow('first');
    expect(isOver).toBe(true);
  });
});

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
          for (const portion of [0, 1, 12]) expect(recordOfPart(partName(backup, portion))).toBe(name);
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
    expect(partName('db/x', 0)).toBe('db/x.schema.dump.zst');
    expect(partName('db/x', 2)).toBe('db/x.data-2.dump.zst');
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
