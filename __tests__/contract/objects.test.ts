import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { Storage } from '@google-cloud/storage';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { crc32cOf } from '../../lib/crc32c';
import { ABSENT, Conflict, ContentDiffers, openObjects } from '../../lib/objects';
import { environmentOf } from '../../lib/runner/environment';
import type { ObjectsBed } from './objects-bed';
import { bucketOf, collected, openObjectsBed, QUANTUM, streamOf } from './objects-bed';

const hello = Buffer.from('hello');

let bed: ObjectsBed;
beforeEach(async () => {
  bed = await openObjectsBed({ permissionsOf: () => granted });
});
afterEach(async () => {
  granted = 'all';
  await bed.close();
});

/** What the caller may do. */
let granted: ReadonlySet<string> | 'all' = 'all';

describe('objects under generation preconditions', () => {
  test('an object is written with its headers, and read back with its generation', async () => {
    const options = {
      ifGeneration: ABSENT,
      contentType: 'application/json',
      cacheControl: 'no-cache',
      metadata: { model: 'smile' },
    };
    const state = await bed.bucket.write('a/b c.json', hello, options);
    expect(state).toMatchObject({
      name: 'a/b c.json',
      size: 5,
      contentType: 'application/json',
      metageneration: '1',
    });
    expect(state.metadata).toMatchObject({ model: 'smile' });
    expect(await bed.bucket.read('a/b c.json')).toMatchObject({
      bytes: hello,
      generation: state.generation,
      cacheControl: 'no-cache',
      crc32c: crc32cOf(hello),
    });
    expect(await bed.bucket.stat('a/b c.json')).toEqual(state);
  });

  test('what is not there is undefined, not an error', async () => {
    expect(await bed.bucket.stat('none')).toBeUndefined();
    expect(await bed.bucket.read('none')).toBeUndefined();
    expect(await bed.bucket.open('none')).toBeUndefined();
    expect(await bed.bucket.remove('none', { ifGeneration: '5' })).toBe(false);
  });

  test('a writer who did not read the latest generation is told, and nothing is written', async () => {
    const first = await bed.bucket.write('o', hello, { ifGeneration: ABSENT });
    await expect(bed.bucket.write('o', Buffer.from('x'), { ifGeneration: ABSENT })).rejects.toThrow(Conflict);
    const second = await bed.bucket.write('o', Buffer.from('y'), { ifGeneration: first.generation });
    const late = { ifGeneration: first.generation };
    await expect(bed.bucket.write('o', Buffer.from('z'), late)).rejects.toThrow(Conflict);
    await expect(bed.bucket.remove('o', late)).rejects.toThrow(Conflict);
    await expect(bed.bucket.upload('o', streamOf(hello), late)).rejects.toThrow(Conflict);
    expect((await bed.bucket.read('o'))?.bytes.toString()).toBe('y');
    expect(await bed.bucket.remove('o', { ifGeneration: second.generation })).toBe(true);
  });

  test.each([0, 1, QUANTUM - 1, QUANTUM, QUANTUM + 1, 3 * QUANTUM, 5 * QUANTUM + 77])(
    'a stream of %i bytes arrives whole, and comes back whole',
    async (size) => {
      const bytes = randomBytes(size);
      const uploaded = await bed.bucket.upload('dump', streamOf(bytes), { ifGeneration: ABSENT });
      expect(uploaded).toMatchObject({ size, crc32c: crc32cOf(bytes) });
      const reading = await bed.bucket.open('dump');
      expect((await collected(reading?.bytes ?? streamOf(Buffer.from('nothing')))).equals(bytes)).toBe(true);
    },
  );

  test('a stream that fails leaves no object, and its error comes out as it is', async () => {
    const failing = async function* (): AsyncGenerator<Buffer> {
      yield randomBytes(QUANTUM * 2);
      await Promise.resolve();
      throw new Error('pg_dump ended with 1');
    };
    await expect(bed.bucket.upload('dump', failing(), { ifGeneration: ABSENT })).rejects.toThrow(
      'pg_dump ended with 1',
    );
    expect(await bed.bucket.stat('dump')).toBeUndefined();
  });

  test('an object that is written once is not sent again, and never replaced', async () => {
    const bytes = randomBytes(3 * QUANTUM);
    const source = { open: () => streamOf(bytes) };
    expect(await bed.bucket.writeOnce('blob', source)).toMatchObject({ present: false });
    const calls = bed.gcs.calls.length;
    expect(await bed.bucket.writeOnce('blob', bytes)).toMatchObject({ present: true });
    expect(bed.methods().slice(calls)).toEqual(['Objects.Get']);
    await expect(bed.bucket.writeOnce('blob', hello)).rejects.toThrow(ContentDiffers);
    expect((await bed.bucket.read('blob'))?.bytes.equals(bytes)).toBe(true);
  });

  test('a source that changes while it is read makes no object', async () => {
    let opened = 0;
    const source = { open: () => streamOf(Buffer.from(`version ${(opened += 1)}`)) };
    await expect(bed.bucket.writeOnce('blob', source)).rejects.toThrow('the checksum does not match');
    expect(await bed.bucket.stat('blob')).toBeUndefined();
  });

  test('of many that write the same once, one writes and all are content', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => bed.bucket.writeOnce('blob', hello)));
    expect(all.filter(({ present }) => !present)).toHaveLength(1);
    expect(new Set(all.map(({ state }) => state.generation)).size).toBe(1);
  });

  test('a listing goes through all of its pages', async () => {
    const store = bed.gcs.state.bucket('models');
    await bed.bucket.write('m/0', hello, { ifGeneration: ABSENT });
    const version = store.live.get('m/0');
    if (!version) throw new Error('There is no object to multiply.');
    for (let each = 1; each < 1500; each += 1) store.live.set(`m/${each}`, { ...version, name: `m/${each}` });
    const names: string[] = [];
    for await (const { name } of bed.bucket.list('m/')) names.push(name);
    expect(new Set(names).size).toBe(1500);
    expect(bed.methods().filter((method) => method === 'Objects.List')).toHaveLength(2);
  });

  test('more than the limit is not read into memory', async () => {
    await bed.bucket.write('big', randomBytes(100), { ifGeneration: ABSENT });
    await expect(bed.bucket.read('big', { limit: 99 })).rejects.toThrow('100 bytes, more than the 99');
  });

  test('what is stored compressed is read as it is stored, under its own checksum', async () => {
    const storage = new Storage({ apiEndpoint: bed.gcs.url, projectId: 'demo' });
    await storage.bucket('models').file('z').save('hello'.repeat(1000), { gzip: true, resumable: false });
    const read = await bed.bucket.read('z');
    expect(read?.size).toBe(read?.bytes.length);
    expect(gunzipSync(read?.bytes ?? '').toString()).toBe('hello'.repeat(1000));
  });

  test('a bucket that is not there is named', async () => {
    const missing = bucketOf(bed.gcs.url, 'nowhere');
    const remedy = expect.stringContaining('Create gs://nowhere');
    await expect(missing.read('o')).rejects.toMatchObject({ remedy });
    await expect(missing.stat('o')).rejects.toMatchObject({ remedy });
    await expect(missing.write('o', hello, { ifGeneration: ABSENT })).rejects.toMatchObject({ remedy });
    await expect(missing.upload('o', streamOf(hello), { ifGeneration: ABSENT })).rejects.toMatchObject({
      remedy,
    });
    await expect(missing.remove('o', { ifGeneration: '1' })).rejects.toMatchObject({ remedy });
    await expect(collected(missing.list('') as never)).rejects.toMatchObject({ remedy });
  });
});

test('a permission that is missing is answered with the role to grant', async () => {
  granted = new Set(['storage.objects.get']);
  await expect(bed.bucket.write('o', hello, { ifGeneration: ABSENT })).rejects.toMatchObject({
    message: expect.stringContaining('storage.objects.create'),
    remedy: expect.stringContaining('roles/storage.objectCreator'),
  });
  await expect(bed.bucket.upload('o', streamOf(hello), { ifGeneration: ABSENT })).rejects.toMatchObject({
    remedy: expect.stringContaining('roles/storage.objectCreator'),
  });
  expect(await bed.bucket.stat('o')).toBeUndefined();
});

describe('a step is connected by its environment', () => {
  const portsWith = (variables: Record<string, string>): Parameters<typeof openObjects>[0] => ({
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    random: () => 0,
    signal: new AbortController().signal,
    environment: environmentOf(variables),
  });

  test.each(['SLUICE_STORAGE_ENDPOINT', 'STORAGE_EMULATOR_HOST'])(
    '%s leads to an emulator',
    async (variable) => {
      const bucket = openObjects(portsWith({ [variable]: `${bed.gcs.url}/` }), 'models');
      await bucket.write('o', hello, { ifGeneration: ABSENT });
      expect(bed.methods()).toEqual(['Objects.Insert']);
      await bed.close();
    },
  );

  test('no other machine is taken for an emulator', () => {
    const ports = portsWith({ STORAGE_EMULATOR_HOST: 'http://storage.example.com' });
    expect(() => openObjects(ports, 'models')).toThrow('not on this machine');
  });
});
