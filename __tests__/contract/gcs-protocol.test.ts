import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { crc32cOf } from '../../emulators/crc32c';
import type { RunningGcs } from '../../emulators/gcs';
import { startGcs } from '../../emulators/gcs';

const QUANTUM = 256 * 1024;
const WEEK_MS = 7 * 24 * 3600 * 1000;

let gcs: RunningGcs;
let ahead = 0;
beforeEach(async () => {
  const clock = scaledClock(1);
  gcs = await startGcs({
    clock: { ...clock, now: () => clock.now() + ahead },
    buckets: [{ name: 'plain' }],
    writeIntervalMs: 0,
    rewriteBytesPerCall: 4,
  });
});
afterEach(async () => {
  ahead = 0;
  await gcs.close();
});

/** Bytes as the body of a request. */
const body = (bytes: Buffer | string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(bytes));

async function insert(name: string, bytes: Buffer | string, query = ''): Promise<Record<string, unknown>> {
  const url = `${gcs.url}/upload/storage/v1/b/plain/o?uploadType=media&name=${encodeURIComponent(name)}${query}`;
  const answer = await fetch(url, {
    method: 'POST',
    body: body(bytes),
    headers: { 'content-type': 'text/plain' },
  });
  return (await answer.json()) as Record<string, unknown>;
}

describe('resumable uploads', () => {
  async function begin(resource: object = {}, headers: Record<string, string> = {}): Promise<string> {
    const url = `${gcs.url}/upload/storage/v1/b/plain/o?uploadType=resumable&name=o`;
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(resource), headers });
    return answer.headers.get('location') ?? '';
  }

  async function put(
    address: string,
    range: string,
    bytes: Buffer = Buffer.alloc(0),
    headers: Record<string, string> = {},
  ): Promise<{ status: number; range: string | null; text: string }> {
    const init = { method: 'PUT', body: body(bytes), headers: { 'content-range': range, ...headers } };
    const answer = await fetch(address, init);
    return { status: answer.status, range: answer.headers.get('range'), text: await answer.text() };
  }

  test('keep whole quanta of a chunk that is not the last, and say so', async () => {
    const bytes = randomBytes(2 * QUANTUM + 100);
    const address = await begin();
    expect(await put(address, 'bytes */*')).toMatchObject({ status: 308, range: null });
    const short = await put(address, `bytes 0-${QUANTUM + 9}/*`, bytes.subarray(0, QUANTUM + 10));
    expect(short).toMatchObject({ status: 308, range: `bytes=0-${QUANTUM - 1}` });
    expect(await put(address, 'bytes */*')).toMatchObject({ status: 308, range: `bytes=0-${QUANTUM - 1}` });
    const rest = bytes.subarray(QUANTUM);
    const last = await put(address, `bytes ${QUANTUM}-${bytes.length - 1}/${bytes.length}`, rest);
    expect(JSON.parse(last.text)).toMatchObject({ size: String(bytes.length), crc32c: crc32cOf(bytes) });
    // A session that has ended says how, as often as it is asked.
    expect(await put(address, 'bytes */*')).toMatchObject({ status: 200, text: last.text });
  });

  test('skip what has come already, and refuse what comes too early', async () => {
    const bytes = randomBytes(2 * QUANTUM);
    const address = await begin();
    expect(
      (await put(address, `bytes ${QUANTUM}-${2 * QUANTUM - 1}/*`, bytes.subarray(QUANTUM))).status,
    ).toBe(503);
    await put(address, `bytes 0-${QUANTUM - 1}/*`, bytes.subarray(0, QUANTUM));
    const again = await put(address, `bytes 0-${2 * QUANTUM - 1}/${2 * QUANTUM}`, bytes);
    expect(JSON.parse(again.text)).toMatchObject({ crc32c: crc32cOf(bytes) });
  });

  test('take an object of unknown size that ends with its body, and one without bytes', async () => {
    expect((await put(await begin(), 'bytes 0-*/*', Buffer.from('hello'))).status).toBe(200);
    expect((await put(await begin(), 'bytes */0')).status).toBe(200);
    expect(await (await fetch(`${gcs.url}/b/plain/o/o`)).json()).toMatchObject({ size: '0' });
  });

  test.each([
    ['up front', { crc32c: 'AAAAAA==' }, {}],
    ['in the last chunk', {}, { 'x-goog-hash': 'crc32c=AAAAAA==' }],
    ['as MD5', { md5Hash: 'rL0Y20zC+Fzt72VPzMSk2A==' }, {}],
  ])('make no object of bytes whose hash was given otherwise %s', async (_, resource, headers) => {
    const address = await begin(resource);
    const answer = await put(address, 'bytes 0-4/5', Buffer.from('hello'), headers);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("doesn't match calculated");
    expect((await fetch(`${gcs.url}/b/plain/o/o`)).status).toBe(404);
  });

  test('expire after a week, and can be called off', async () => {
    const [old, unwanted] = [await begin(), await begin()];
    expect((await fetch(unwanted, { method: 'DELETE' })).status).toBe(499);
    expect((await put(unwanted, 'bytes 0-0/1', Buffer.from('x'))).status).toBe(499);
    ahead = WEEK_MS + 1000;
    expect((await put(old, 'bytes 0-0/1', Buffer.from('x'))).status).toBe(410);
    expect((await put(old.replace(/upload_id=.*/, 'upload_id=none'), 'bytes */*')).status).toBe(404);
  });

  test('hold their precondition against what is there at the end', async () => {
    const url = `${gcs.url}/upload/storage/v1/b/plain/o?uploadType=resumable&name=o&ifGenerationMatch=0`;
    const address = (await fetch(url, { method: 'POST' })).headers.get('location') ?? '';
    await insert('o', 'somebody else');
    expect((await put(address, 'bytes 0-0/1', Buffer.from('x'))).status).toBe(412);
    expect(await (await fetch(`${gcs.url}/b/plain/o/o?alt=media`)).text()).toBe('somebody else');
  });
});

describe('reads', () => {
  test.each([
    ['bytes=2-4', 206, 'cde', 'bytes 2-4/10'],
    ['bytes=7-', 206, 'hij', 'bytes 7-9/10'],
    ['bytes=-2', 206, 'ij', 'bytes 8-9/10'],
    ['bytes=5-99', 206, 'fghij', 'bytes 5-9/10'],
    ['nonsense', 200, 'abcdefghij', null],
  ])('of the range %s', async (range, status, text, contentRange) => {
    await insert('o', 'abcdefghij');
    const answer = await fetch(`${gcs.url}/download/storage/v1/b/plain/o/o?alt=media`, {
      headers: { range },
    });
    expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([
      status,
      text,
      contentRange,
    ]);
  });

  test('of a range beyond the end are refused', async () => {
    await insert('o', 'abc');
    expect((await fetch(`${gcs.url}/b/plain/o/o?alt=media`, { headers: { range: 'bytes=3-' } })).status).toBe(
      416,
    );
  });

  test('with a NotMatch that fails say that nothing has changed; with a Match, that it has', async () => {
    const { generation } = await insert('o', 'abc');
    const at = `${gcs.url}/storage/v1/b/plain/o/o`;
    for (const alt of ['json', 'media']) {
      expect((await fetch(`${at}?alt=${alt}&ifGenerationNotMatch=${String(generation)}`)).status).toBe(304);
      expect((await fetch(`${at}?alt=${alt}&ifGenerationMatch=1`)).status).toBe(412);
      expect((await fetch(`${at}?alt=${alt}&ifMetagenerationMatch=1`)).status).toBe(200);
    }
  });

  test('on the public path have the cache headers of public objects, and a tag to ask again with', async () => {
    await insert('dir/o', 'abc');
    const bindings = [{ role: 'roles/storage.objectViewer', members: ['allUsers'] }];
    const path = `${gcs.url}/plain/dir/o`;
    expect((await fetch(path)).headers.get('cache-control')).toBe('private, max-age=0');
    await fetch(`${gcs.url}/storage/v1/b/plain/iam`, { method: 'PUT', body: JSON.stringify({ bindings }) });
    const answer = await fetch(path);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=3600');
    const etag = answer.headers.get('etag') ?? '';
    expect((await fetch(path, { headers: { 'if-none-match': etag } })).status).toBe(304);
    const change = { method: 'PATCH', body: JSON.stringify({ cacheControl: 'no-cache' }) };
    await fetch(`${gcs.url}/storage/v1/b/plain/o/dir%2Fo`, change);
    expect((await fetch(path)).headers.get('cache-control')).toBe('no-cache');
    expect(await (await fetch(`${gcs.url}/plain/none`)).text()).toContain('<Code>NoSuchKey</Code>');
  });
});

test('multipart bodies are read with either line end, across chunks', async () => {
  const bytes = Buffer.concat([Buffer.from('\r\n--almost'), randomBytes(300_000), Buffer.from('\r\n')]);
  for (const line of ['\r\n', '\n']) {
    const head = `--frontier${line}Content-Type: application/json${line}${line}{"name":"m"}${line}--frontier${line}Content-Type: text/plain${line}${line}`;
    const whole = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`${line}--frontier--`)]);
    const url = `${gcs.url}/upload/storage/v1/b/plain/o?uploadType=multipart`;
    const headers = { 'content-type': 'multipart/related; boundary="frontier"' };
    const answer = await fetch(url, { method: 'POST', body: body(whole), headers });
    expect(await answer.json()).toMatchObject({
      name: 'm',
      contentType: 'text/plain',
      crc32c: crc32cOf(bytes),
    });
  }
});

test('a rewrite goes on from its token until all is copied', async () => {
  await insert('from', 'abcdefghij');
  const url = `${gcs.url}/storage/v1/b/plain/o/from/rewriteTo/b/plain/o/to`;
  const step = async (token?: string): Promise<Record<string, unknown>> => {
    const query = token === undefined ? '' : `?rewriteToken=${token}`;
    return (await (await fetch(url + query, { method: 'POST' })).json()) as Record<string, unknown>;
  };
  const first = await step();
  expect(first).toMatchObject({ done: false, totalBytesRewritten: '4', objectSize: '10' });
  const second = await step(String(first['rewriteToken']));
  expect(second).toMatchObject({ done: false, totalBytesRewritten: '8' });
  expect((await fetch(`${gcs.url}/b/plain/o/to`)).status).toBe(404);
  expect(await step(String(second['rewriteToken']))).toMatchObject({
    done: true,
    resource: { name: 'to', size: '10' },
  });
  expect(await (await fetch(`${gcs.url}/b/plain/o/to?alt=media`)).text()).toBe('abcdefghij');
});

test('generations and metagenerations are strings, and generations only grow', async () => {
  const seen = [];
  for (const text of ['a', 'b', 'c']) seen.push((await insert('o', text))['generation']);
  expect(seen.every((generation) => typeof generation === 'string')).toBe(true);
  expect(seen.map(BigInt as (text: unknown) => bigint)).toEqual(
    seen.map(BigInt as (text: unknown) => bigint).sort((a, b) => (a < b ? -1 : 1)),
  );
  expect(new Set(seen).size).toBe(3);
});

test('errors have the shape of Google’s', async () => {
  await insert('o', 'x');
  expect(await insert('o', 'y', '&ifGenerationMatch=0')).toMatchObject({
    error: { code: 412, errors: [{ reason: 'conditionNotMet', domain: 'global' }] },
  });
  expect(await (await fetch(`${gcs.url}/b/plain/o/none`)).json()).toMatchObject({
    error: { code: 404, message: 'No such object: plain/none', errors: [{ reason: 'notFound' }] },
  });
  expect(await insert('o', 'y', '&ifGenerationMatch=zero')).toMatchObject({ error: { code: 400 } });
});
