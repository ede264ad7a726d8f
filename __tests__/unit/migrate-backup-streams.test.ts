/** How a database is divided, in which order it comes back, and what goes side by side. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dumpArguments } from '../../actions/migrate-db/src/backup/pg-dump/archive';
import { buildsOn, lateIn } from '../../actions/migrate-db/src/backup/pg-dump/build-order';
import { Places } from '../../actions/migrate-db/src/backup/pg-dump/places';
import { largeTables, othersThan, SCHEMA } from '../../actions/migrate-db/src/backup/pg-dump/portions';
import type { Table } from '../../actions/migrate-db/src/backup/contents';
import { readingArguments } from '../../actions/migrate-db/src/backup/pg-dump/rows';
import { together } from '../../actions/migrate-db/src/backup/pg-dump/together';

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
    const table = {
      name: 'public.Odd',
      quoted: 'public."Odd"',
      scope: '',
      copied: 'public."Odd" ("a")',
      bytes: 1,
    };
    expect(dumpArguments(othersThan([table]))).toEqual([
      ...always,
      '--section=data',
      '--exclude-table-data=public."Odd"',
    ]);
  });
});

test('psql gets no secret as an argument, reads the very moment that is counted, and looks at no settings of its user', () => {
  const args = readingArguments({
    ...{ quoted: 'public."a:b"', copied: 'public."a:b" ("x")', encoding: 'LATIN1', snapshot: '00000003-1' },
  });
  expect(args).toEqual(expect.arrayContaining(['--no-psqlrc', '--no-password', '--set=ON_ERROR_STOP=1']));
  const [, moment, copy] = args.filter((arg) => arg.startsWith('--command='));
  expect(moment).toContain("READ ONLY; SET TRANSACTION SNAPSHOT '00000003-1'; LOCK TABLE ONLY public.");
  expect(copy).toBe('--command=\\copy public."a:b" ("x") TO pstdout');
});

describe('tables with a stream of their own', () => {
  const table = (name: string, bytes: number, columns = ' ("id")'): Table => {
    const quoted = `public."${name}"`;
    return {
      name: `public.${name}`,
      quoted,
      copied: columns && `${quoted}${columns}`,
      scope: `ONLY ${quoted}`,
      bytes,
    };
  };
  const namesOf = (tables: readonly Table[]): string[] => tables.map(({ name }) => name);

  test('are those that take longer to copy than a stream takes to begin, the largest first', () => {
    const megabytes = (count: number): number => count * 1024 * 1024;
    const tables = [table('a', megabytes(31)), table('b', megabytes(32)), table('c', megabytes(900))];
    expect(namesOf(largeTables(tables))).toEqual(['public.c', 'public.b']);
  });

  test('are none whose names a program could read otherwise, or that have nothing to copy', () => {
    const tables = [
      table('stra\u00dfe', 90),
      table('two\nlines', 90),
      table('none', 90, ''),
      table('a b', 90),
    ];
    expect(namesOf(largeTables(tables, 10))).toEqual(['public.a b']);
  });

  test('are so many that each can be an argument of pg_dump, and each once', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 130 });
    fc.assert(
      fc.property(sizes, (bytes) => {
        const tables = bytes.map((size, index) => table(`t${index}`, size));
        const large = largeTables(tables, 10);
        expect(large.length).toBeLessThanOrEqual(100);
        expect(new Set(namesOf(large)).size).toBe(large.length);
        const least = Math.min(...large.map((each) => each.bytes));
        const others = tables.filter((each) => !large.includes(each));
        for (const { bytes: size } of others) expect(size < 10 || size <= least).toBe(true);
        expect(othersThan(large).without).toEqual(large.map(({ quoted }) => quoted));
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

  test('is built with its own table where it needs no other one', () => {
    const of = (...tables: string[]): unknown => buildsOn({ all: list, after }, tables);
    expect(of('public.customers', 'Odd.A.b')).toEqual({ keys: ['3345'], indexes: [] });
    expect(of('public.orders')).toEqual({ keys: [], indexes: ['3350'] });
    expect(of('public.orders', 'public.customers')).toEqual({ keys: ['3345'], indexes: ['3350'] });
    expect(of()).toEqual({ keys: [], indexes: [] });
  });

  test('waits where two tables begin with the same name', () => {
    const two = list.replace('TABLE Odd A.b shop', 'TABLE public orders old shop');
    expect(buildsOn({ all: two, after }, ['public.orders'])).toEqual({ keys: [], indexes: [] });
    expect(buildsOn({ all: two, after }, ['public.orders old'])).toEqual({ keys: [], indexes: ['3353'] });
  });

  test('comes last, all the rest of it', () => {
    const built = [
      { keys: ['3345'], indexes: [] },
      { keys: [], indexes: ['3350'] },
    ];
    expect(lateIn({ all: list, after }, built)).toEqual(['3351', '3352', '3353', '3360', '3361']);
    expect(lateIn({ all: list, after }, [])).toHaveLength(7);
  });
});

describe('places', () => {
  const signal = new AbortController().signal;
  /** Somebody who stays until he is told to go. */
  const visitor = (places: Places, count: number): { isIn: () => boolean; go: () => Promise<void> } => {
    let [isIn, leave] = [false, (): void => undefined];
    const stay = places.with(count, signal, () => {
      isIn = true;
      return new Promise<void>((resolve) => (leave = resolve));
    });
    return {
      isIn: () => isIn,
      go: async () => {
        leave();
        await stay;
      },
    };
  };
  const settled = (): Promise<void> => new Promise(setImmediate);

  test('are given in the order of asking, also to whom needs several', async () => {
    const places = new Places(2);
    const [one, both, other] = [visitor(places, 1), visitor(places, 2), visitor(places, 1)];
    const seen = async (): Promise<boolean[]> => {
      await settled();
      return [one, both, other].map(({ isIn }) => isIn());
    };
    expect(await seen()).toEqual([true, false, false]);
    expect(places.taken).toBe(1);
    await one.go();
    expect(await seen()).toEqual([true, true, false]);
    await both.go();
    expect(await seen()).toEqual([true, true, true]);
    await other.go();
    expect(places.taken).toBe(0);
  });

  test('are free again after a failure, and nobody is let in once it is over', async () => {
    const places = new Places(1);
    await expect(places.with(1, signal, () => Promise.reject(new Error('no luck')))).rejects.toThrow(
      'no luck',
    );
    const over = AbortSignal.abort(new Error('over'));
    await expect(places.with(1, over, () => Promise.resolve('in'))).rejects.toThrow('over');
    await expect(places.with(1, signal, () => Promise.resolve('in'))).resolves.toBe('in');
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
    isOver = false;
    const outer = new AbortController();
    const work = together([patient], outer.signal);
    outer.abort();
    await expect(work).rejects.toThrow('stopped');
    expect(isOver).toBe(true);
  });
});
