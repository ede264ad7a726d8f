import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startPostgres } from '../../emulators/postgres';
import { fault, image, openBed, serving } from './deploy-cloudrun-bed';
import type { Bed, Entries } from './deploy-cloudrun-bed';
import { bundleRollback, deployed } from './rollback-bed';

let entries: Entries;
let bed: Bed;
beforeAll(async () => {
  entries = await bundleRollback();
});
beforeEach(async () => {
  bed = await openBed(entries);
  await bed.create();
  await deployed(bed);
});
afterEach(() => bed.close());
afterAll(() => entries.rollback.remove());

describe('what the traffic is back on', () => {
  test('fails the step where it answers with errors, again and again; the traffic stays back', async () => {
    bed.platform.behave(image('0'), { status: () => 503 });
    const result = await bed.rollback();
    expect(result.exitCode).toBe(1);
    expect(fault(result)).toMatch(
      /The traffic of app in europe-west1 is back on app-old, but it answers 503/,
    );
    expect(result.outputs['result']).toBe('rolled-back');
    expect(serving(await bed.get())).toEqual({ 'app-old': 100 });
  });

  test('may fail at first, as a cold instance does', async () => {
    bed.platform.behave(image('0'), { status: (n) => (n < 2 ? 500 : 200) });
    const result = await bed.rollback();
    expect([fault(result), result.outputs['result']]).toEqual(['', 'rolled-back']);
  });

  test('may refuse who has not logged in: it serves', async () => {
    bed.platform.behave(image('0'), { status: () => 403 });
    expect(fault(await bed.rollback())).toBe('');
  });

  test('may be out of reach from here: that is said, and is no fault', async () => {
    const { platform } = bed;
    const route = platform.route.bind(platform);
    platform.route = async (entry) => ({ ...(await route(entry)), uri: '' });
    const result = await bed.rollback();
    expect([fault(result), result.outputs['result']]).toEqual(['', 'rolled-back']);
    expect(result.stdout).toContain('has no address');
  });
});

describe('the database', () => {
  test('is asked for one row once the traffic is back', async () => {
    const server = await startPostgres();
    try {
      const result = await bed.rollback({ 'database-url': server.url });
      expect([fault(result), result.outputs['result']]).toEqual(['', 'rolled-back']);
    } finally {
      await server.stop();
    }
  });

  test('fails the step where it does not answer; nothing of its address is said', async () => {
    const url = 'postgresql://keeper:hush-hush-42@127.0.0.1:9/ledger';
    const result = await bed.rollback({ 'database-url': url });
    expect(fault(result)).toMatch(
      /The traffic is back, but the database of `database-url` does not answer \(ECONNREFUSED\)/,
    );
    expect([result.exitCode, result.outputs['result']]).toEqual([1, 'rolled-back']);
    const said = [result.stdout.replaceAll(/^::add-mask::.*$/gm, ''), result.stderr, result.summary].join(
      '\n',
    );
    expect(said).not.toMatch(/hush-hush|keeper|ledger/);
    expect(serving(await bed.get())).toEqual({ 'app-old': 100 });
  });

  test('is left alone where nothing was brought back', async () => {
    await bed.rollback();
    const result = await bed.rollback({ 'database-url': 'postgresql://127.0.0.1:9/ledger' });
    expect([result.exitCode, result.outputs['result']]).toEqual([0, 'unchanged']);
  });
});
