import { once } from 'node:events';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Front } from '../../emulators/front/front';
import { openBench, revisionOf, see, service, until } from './front-bench';
import type { Bench, Seen } from './front-bench';

let bench: Bench;

beforeEach(async () => {
  bench = await openBench();
});

afterEach(() => bench.close());

describe('requests', () => {
  test('are split by percent, and counted by revision and status', async () => {
    let turn = -1;
    const front = bench.open({ random: () => ((turn += 1) % 100) / 100 });
    await Promise.all([bench.start(front, 'svc-1'), bench.start(front, 'svc-2')]);
    const entries = [
      { revision: 'svc-1', percent: 90 },
      { revision: 'svc-2', percent: 10, tag: 'candidate' },
    ];
    const { uri } = await front.platform.route({ name: service, entries });
    await Promise.all(Array.from({ length: 100 }, () => see(uri)));
    expect((await fetch(`${uri}/error`)).status).toBe(500);
    expect(front.counts()).toEqual({
      total: 101,
      failed: 1,
      revisions: { 'svc-1': { 200: 90, 500: 1 }, 'svc-2': { 200: 10 } },
    });
  });

  test('to a tag reach its revision at any percent; the URL stays when the tag moves or goes', async () => {
    const front = bench.open();
    await Promise.all([bench.start(front, 'svc-1'), bench.start(front, 'svc-2')]);
    const route = (revision: string): ReturnType<Front['platform']['route']> =>
      front.platform.route({
        name: service,
        entries: [
          { revision: 'svc-1', percent: 100 },
          { revision, percent: 0, tag: 'candidate' },
        ],
      });
    const first = await route('svc-2');
    const url = String(first.tagUris['candidate']);
    expect([await revisionOf(first.uri), await revisionOf(url)]).toEqual(['svc-1', 'svc-2']);
    expect(await route('svc-1')).toEqual(first);
    expect(await revisionOf(url)).toBe('svc-1');
    await front.platform.route({ name: service, entries: [{ revision: 'svc-1', percent: 100 }] });
    expect((await fetch(url)).status).toBe(503);
  });

  test('of services in two regions do not meet, though the revisions have one name', async () => {
    const front = bench.open();
    const urls = await Promise.all(
      ['europe', 'asia'].map(async (location) => {
        await bench.start(front, 'svc-1', { location, env: { REGION: location } });
        const name = `projects/p/locations/${location}/services/svc`;
        return (await front.platform.route({ name, entries: [{ revision: 'svc-1', percent: 100 }] })).uri;
      }),
    );
    const regions = await Promise.all(urls.map(async (url) => (await see(url)).env['REGION']));
    expect(regions).toEqual(['europe', 'asia']);
  });

  test('that no revision takes are counted as failed', async () => {
    const front = bench.open();
    const { uri } = await front.platform.route({
      name: service,
      entries: [{ revision: 'svc-1', percent: 100 }],
    });
    expect((await fetch(uri)).status).toBe(503);
    await front.platform.route({ name: service, entries: [] });
    expect((await fetch(uri)).status).toBe(503);
    expect(front.counts()).toEqual({
      total: 2,
      failed: 2,
      revisions: { 'svc-1': { 503: 1 }, '(none)': { 503: 1 } },
    });
  });

  test('and responses flow while they are written', async () => {
    const url = await bench.serveOnly(bench.open(), 'svc-1');
    const sent = request(`${url}/echo`, { method: 'POST', headers: { 'content-type': 'text/plain' } });
    sent.write('first');
    const [response] = (await once(sent, 'response')) as [
      NodeJS.ReadableStream & { headers: Record<string, unknown> },
    ];
    const [first] = (await once(response, 'data')) as [Buffer];
    expect(first.toString()).toBe('first');
    expect(response.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(response.headers['x-served-by']).toBe('svc-1');
    sent.end('last');
    const [last] = (await once(response, 'data')) as [Buffer];
    expect(last.toString()).toBe('last');
  });

  test('keep their host and tell who asked', async () => {
    const url = await bench.serveOnly(bench.open(), 'svc-1');
    const response = await fetch(url, { headers: { 'x-forwarded-for': '203.0.113.9' } });
    const { headers } = (await response.json()) as Seen;
    expect(headers).toMatchObject({ host: new URL(url).host, 'x-forwarded-for': '203.0.113.9, 127.0.0.1' });
  });

  test('whose response breaks off are failures; those whose caller leaves are not', async () => {
    const front = bench.open();
    const url = await bench.serveOnly(front, 'svc-1');
    const served: { status: number; failed: boolean; path: string }[] = [];
    front.onResponse(({ status, failed, path }) => served.push({ status, failed, path }));
    await expect(fetch(`${url}/break`).then((response) => response.text())).rejects.toThrow();
    const leaving = new AbortController();
    const stalled = fetch(`${url}/stall`, { signal: leaving.signal });
    await see(url);
    leaving.abort();
    await expect(stalled).rejects.toThrow();
    await until(() => served.length === 3);
    expect(served).toEqual([
      { status: 200, failed: true, path: '/break' },
      { status: 200, failed: false, path: '/' },
      { status: 499, failed: false, path: '/stall' },
    ]);
  });
});
