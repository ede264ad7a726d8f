import { once } from 'node:events';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ambient } from '../../examples/mathapp/src/parts';
import { readSettings } from '../../examples/mathapp/src/settings';
import { serve } from '../../examples/mathapp/src/serve';
import type { Service } from '../../examples/mathapp/src/serve';
import { poolsOn } from '../../examples/mathapp/src/postgres';
import { postgresReads } from '../../examples/mathapp/src/postgres-reads';
import type { Reads } from '../../examples/mathapp/src/repository';
import { readsOf, variantNamed } from '../../examples/mathapp/src/variants/choose';
import type { Variant } from '../../examples/mathapp/src/variants/choose';
import { startMathappServer } from '../mathapp-database';
import type { MathappServer } from '../mathapp-database';

let database: MathappServer;
let url: string;
let closers: (() => Promise<void>)[];
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  database = await startMathappServer();
});
afterAll(() => database.stop());

beforeEach(async () => {
  url = await database.newDatabase();
  closers = [];
  environment = {
    PORT: '0',
    HOST: '127.0.0.1',
    JWT_SECRET: 'a secret of the tests',
    DATABASE_URL: url,
  };
});

afterEach(async () => {
  await Promise.all(closers.map((close) => close()));
});

/** How a version reads, without the service around it. */
function open(
  variant: Variant,
  {
    random = Math.random,
    variables = {},
  }: { random?: () => number; variables?: Record<string, string> } = {},
): Reads {
  const pools = poolsOn(url);
  closers.push(() => pools.close());
  return readsOf(variant, { pool: pools.open(), pools, environment: variables, random });
}

const start = (variant: Variant, surroundings = ambient): Promise<Service> =>
  serve(readSettings(environment, '1.0.0'), variant, environment, surroundings);

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

describe('the versions to rehearse with', () => {
  test('good and bad versions share one store, and all say that they are healthy', async () => {
    const services = [await start('good'), await start('errors'), await start('slow')];
    const health = await Promise.all(services.map(({ url }) => fetch(`${url}/health`)));
    expect(health.map(({ status }) => status)).toEqual([200, 200, 200]);
    await Promise.all(services.map((service) => service.close()));
  });

  test('errors: once the pool is worn, exactly the reads that land on the closed connection fail', async () => {
    let turn = -1;
    const random = (): number => ((turn += 1) % 5) / 5;
    const reads = open('errors', { random });
    const failed: number[] = [];
    for (let read = 0; read < 50; read += 1) await reads.questionKinds(2).catch(() => failed.push(read));
    expect(failed).toEqual([44, 49]);
  });

  test('errors: a failed read is a 500 that tells the caller nothing of the inside', async () => {
    const reported: unknown[] = [];
    const report = (error: unknown): void => void reported.push(error);
    const { url, close } = await start('errors', { ...ambient, random: () => 0.9, report });
    for (let read = 0; read < 8; read += 1) await fetch(`${url}/questions?level=2`);
    const failed = await fetch(`${url}/questions?level=2`);
    expect(failed.status).toBe(500);
    expect(await failed.json()).toEqual({
      error: { code: 'internal', message: 'The request failed; it was logged' },
    });
    expect(reported).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/after calling end on the pool/) as unknown }),
    ]);
    await close();
  });

  test('slow: reads wait 150 ms before the first attempt', async () => {
    const reads = open('slow');
    const pools = poolsOn(url);
    closers.push(() => pools.close());
    expect(await milliseconds(() => reads.questionKinds(2))).toBeGreaterThanOrEqual(149);
    expect(await reads.questionKinds(2)).toEqual(await postgresReads(pools.open()).questionKinds(2));
  });

  test('crash-on-start: names the setting that its release forgot', async () => {
    await expect(start('crash-on-start')).rejects.toThrow('REPLICA_URL must be set');
  });

  test('trouble with the store hits every version alike, in runs, and spares a process that has just started', async () => {
    const reads = open('good', { variables: { STORE_TROUBLE: '2 of 8 at level 3' } });
    const failing = async (level: number): Promise<number[]> => {
      const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => reads.questionKinds(level)));
      return outcomes.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []));
    };
    expect(await failing(2)).toEqual([]);
    expect(await failing(3)).toEqual([2, 3, 10, 11]);
    environment['STORE_TROUBLE'] = 'often';
    await expect(start('good')).rejects.toThrow('STORE_TROUBLE must be such as');
  });

  test('an unknown version is refused with the names of those there are', () => {
    expect(() => variantNamed('worse')).toThrow('good, errors, slow, crash-on-start');
  });
});

describe('starting', () => {
  test('is refused with every fault of the environment at once', () => {
    expect(() => readSettings({ PORT: 'http' }, '1')).toThrow(
      /PORT must be.*DATABASE_URL must be.*JWT_SECRET must be/,
    );
  });

  test('closing lets a request that is under way finish', async () => {
    const { url, close } = await start('slow');
    const underWay = get(`${url}/questions`, { headers: { expect: '100-continue' } });
    const answered = once(underWay, 'response');
    // The server says "continue" as soon as it has the request, and answers it 150 ms later.
    await once(underWay, 'continue');
    await close();
    const [response] = (await answered) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(200);
  });
});
