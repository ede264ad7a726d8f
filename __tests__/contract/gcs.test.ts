import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CRC32C, Storage } from '@google-cloud/storage';
import { GoogleAuth, JWT, OAuth2Client } from 'google-auth-library';
import { scaledClock } from '../../emulators/clock';
import { crc32cOf } from '../../emulators/crc32c';
import type { GcsOptions, RunningGcs } from '../../emulators/gcs';
import { startGcs } from '../../emulators/gcs';

const clock = scaledClock(100);

const running: RunningGcs[] = [];

async function started(options: GcsOptions): Promise<RunningGcs> {
  const gcs = await startGcs(options);
  running.push(gcs);
  return gcs;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((gcs) => gcs.close()));
});

function clientOf({ url }: RunningGcs, token?: string): Storage {
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: token ?? 'emulated', expiry_date: Date.now() + 3_600_000 });
  return new Storage({
    ...{ apiEndpoint: url, projectId: 'demo', authClient, useAuthWithCustomEndpoint: true },
    retryOptions: { autoRetry: false },
  });
}

describe("Google's own client", () => {
  let gcs: RunningGcs;
  let storage: Storage;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gcs-test-'));
    const buckets = [{ name: 'plain' }, { name: 'versioned', versioning: true }];
    gcs = await started({ clock, buckets, writeIntervalMs: 0 });
    storage = clientOf(gcs);
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  test.each([true, false])('uploads and downloads a file, resumable: %s', async (resumable) => {
    const bytes = randomBytes(3_000_001);
    await writeFile(join(folder, 'in'), bytes);
    const options = {
      resumable,
      destination: 'dir/a b',
      metadata: { cacheControl: 'no-cache', metadata: { k: 'v' } },
    };
    const [file] = await storage.bucket('plain').upload(join(folder, 'in'), options);
    expect(file.metadata).toMatchObject({
      size: resumable ? 3_000_001 : '3000001',
      crc32c: crc32cOf(bytes),
      md5Hash: createHash('md5').update(bytes).digest('base64'),
      metageneration: '1',
      cacheControl: 'no-cache',
      metadata: { k: 'v' },
    });
    // The client verifies the hashes of what it gets.
    await file.download({ destination: join(folder, 'out') });
    expect((await readFile(join(folder, 'out'))).equals(bytes)).toBe(true);
    const [part] = await file.download({ start: 10, end: 19 });
    expect(part.equals(bytes.subarray(10, 20))).toBe(true);
  });

  test('uploads in chunks', async () => {
    const bytes = randomBytes(1_000_000);
    await storage.bucket('plain').file('o').save(bytes, { resumable: true, chunkSize: 262_144 });
    const [back] = await storage.bucket('plain').file('o').download();
    expect(back.equals(bytes)).toBe(true);
    expect(gcs.calls.filter(({ method }) => method === 'Uploads.Append').map(({ status }) => status)).toEqual(
      [308, 308, 308, 200],
    );
  });

  test('is held to its preconditions on every verb', async () => {
    const file = storage.bucket('plain').file('o');
    await file.save('one', { preconditionOpts: { ifGenerationMatch: 0 }, resumable: false });
    const { generation = 0 } = file.metadata;
    const stale = { ifGenerationMatch: Number(generation) - 1 };
    const refused = expect.objectContaining({ code: 412 });
    await expect(
      file.save('x', { preconditionOpts: { ifGenerationMatch: 0 }, resumable: false }),
    ).rejects.toEqual(refused);
    await expect(file.delete(stale)).rejects.toEqual(refused);
    await expect(file.setMetadata({ metadata: { a: 'b' } }, { ifMetagenerationMatch: 2 })).rejects.toEqual(
      refused,
    );
    const [changed] = await file.setMetadata({ metadata: { a: 'b' } }, { ifMetagenerationMatch: 1 });
    expect(changed).toMatchObject({ generation, metageneration: '2' });
    await expect(file.copy('p', { preconditionOpts: { ifGenerationMatch: 5 } })).rejects.toEqual(refused);
    await file.copy('p', { preconditionOpts: { ifGenerationMatch: 0 } });
    await expect(storage.bucket('plain').combine(['o', 'p'], 'o', { ifGenerationMatch: 0 })).rejects.toEqual(
      refused,
    );
    expect((await file.download())[0].toString()).toBe('one');
  });

  test('keeps noncurrent versions where a bucket has them, and lists them', async () => {
    const bucket = storage.bucket('versioned');
    const file = bucket.file('o');
    await file.save('one', { resumable: false });
    const first = Number(file.metadata.generation);
    await file.save('two', { resumable: false });
    await bucket.file('o').delete();
    expect((await bucket.file('o').exists())[0]).toBe(false);
    const [versions] = await bucket.getFiles({ versions: true });
    expect(versions.map(({ metadata }) => metadata.timeDeleted !== undefined)).toEqual([true, true]);
    expect((await bucket.file('o', { generation: first }).download())[0].toString()).toBe('one');
    await bucket.file('o', { generation: first }).delete();
    expect(await bucket.getFiles({ versions: true })).toMatchObject([[{ name: 'o' }], {}, {}]);
  });

  test('lists by prefix and delimiter, page by page, in the order of bytes', async () => {
    const bucket = storage.bucket('plain');
    for (const name of ['a/1', 'a/2', 'a/b/3', 'b', 'é', 'Z'])
      await bucket.file(name).save('x', { resumable: false });
    const names: string[] = [];
    for (let pageToken: string | undefined = ''; pageToken !== undefined;) {
      const page: { pageToken?: string } = pageToken === '' ? {} : { pageToken };
      const got = await bucket.getFiles({ ...page, maxResults: 2, autoPaginate: false });
      names.push(...got[0].map(({ name }) => name));
      pageToken = (got[2] as { nextPageToken?: string }).nextPageToken;
    }
    expect(names).toEqual(['Z', 'a/1', 'a/2', 'a/b/3', 'b', 'é']);
    expect(gcs.calls.filter(({ method }) => method === 'Objects.List')).toHaveLength(3);
    const [files, , answer] = await bucket.getFiles({ prefix: 'a/', delimiter: '/', autoPaginate: false });
    expect(files.map(({ name }) => name)).toEqual(['a/1', 'a/2']);
    expect(answer).toMatchObject({ prefixes: ['a/b/'] });
    const [between] = await bucket.getFiles({ startOffset: 'a/2', endOffset: 'b' });
    expect(between.map(({ name }) => name)).toEqual(['a/2', 'a/b/3']);
  });

  test('composes, and what is composed has a CRC32C and no MD5', async () => {
    const bucket = storage.bucket('plain');
    await bucket.file('1').save('hello ', { resumable: false });
    await bucket.file('2').save('world', { resumable: false });
    const [whole] = await bucket.combine(['1', '2'], 'whole');
    const [metadata] = await whole.getMetadata();
    expect(metadata).toMatchObject({ componentCount: 2, crc32c: crc32cOf(Buffer.from('hello world')) });
    expect(metadata.md5Hash).toBeUndefined();
    expect((await whole.download())[0].toString()).toBe('hello world');
  });

  test('makes, changes and deletes a bucket', async () => {
    await storage.createBucket('fresh', { versioning: { enabled: true } });
    expect((await storage.bucket('fresh').getMetadata())[0]).toMatchObject({ versioning: { enabled: true } });
    await storage.bucket('fresh').file('o').save('x', { resumable: false });
    await expect(storage.bucket('fresh').delete()).rejects.toMatchObject({ code: 409 });
    expect((await storage.getBuckets())[0].map(({ name }) => name)).toEqual(['fresh', 'plain', 'versioned']);
  });
});

test('our CRC32C is that of the client', () => {
  for (const size of [0, 1, 7, 8, 9, 1000, 65_537]) {
    const bytes = randomBytes(size);
    const theirs = new CRC32C();
    theirs.update(bytes);
    expect(crc32cOf(bytes)).toBe(theirs.toString());
  }
  expect(Buffer.from(crc32cOf(Buffer.from('123456789')), 'base64').toString('hex')).toBe('e3069283');
});

test('who lacks a permission is told which, and who is nobody is told to log in', async () => {
  const permissions: Record<string, ReadonlySet<string> | undefined> = {
    reader: new Set(['storage.objects.get']),
    creator: new Set(['storage.objects.create']),
  };
  const permissionsOf = (token = ''): ReadonlySet<string> | undefined => permissions[token];
  const gcs = await started({ clock, buckets: [{ name: 'plain' }], permissionsOf, writeIntervalMs: 0 });
  const write = (token: string): Promise<void> =>
    clientOf(gcs, token).bucket('plain').file('o').save('x', { resumable: false });
  await expect(write('reader')).rejects.toMatchObject({
    code: 403,
    message: expect.stringContaining('storage.objects.create'),
  });
  await write('creator');
  await expect(write('creator')).rejects.toMatchObject({
    code: 403,
    message: expect.stringContaining('storage.objects.delete'),
  });
  await expect(write('stranger')).rejects.toMatchObject({ code: 401 });
  expect((await clientOf(gcs, 'reader').bucket('plain').file('o').download())[0].toString()).toBe('x');
});

test('one object takes one write a second, and others are not held up by it', async () => {
  const gcs = await started({ clock: scaledClock(0.001), buckets: [{ name: 'plain' }] });
  const bucket = clientOf(gcs).bucket('plain');
  await bucket.file('o').save('1', { resumable: false });
  await expect(bucket.file('o').save('2', { resumable: false })).rejects.toMatchObject({
    code: 429,
    errors: [{ reason: 'rateLimitExceeded' }],
  });
  await bucket.file('p').save('1', { resumable: false });
});

test('a signed address opens an object until it expires, and no other', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let now = Date.now();
  const signer = 'signer@demo.iam.gserviceaccount.com';
  const gcs = await started({
    ...{ clock: { ...clock, now: () => now }, buckets: [{ name: 'plain' }], writeIntervalMs: 0 },
    signingKeys: { [signer]: publicKey.export({ type: 'spki', format: 'pem' }).toString() },
    permissionsOf: (token) => (token === undefined ? undefined : 'all'),
  });
  await clientOf(gcs).bucket('plain').file('dir/o b').save('secret', { resumable: false });
  const private_key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const authClient = new GoogleAuth({ authClient: new JWT({ email: signer, key: private_key }) });
  authClient.jsonContent = { type: 'service_account', client_email: signer, private_key };
  const signing = new Storage({ apiEndpoint: gcs.url, projectId: 'demo', authClient });
  const read = { version: 'v4', action: 'read', host: gcs.url } as const;
  const [url] = await signing
    .bucket('plain')
    .file('dir/o b')
    .getSignedUrl({ ...read, expires: Date.now() + 60_000 });
  const answer = await fetch(url);
  expect(await answer.text()).toBe('secret');
  expect((await fetch(url.replace('dir/o', 'dir/p'))).status).toBe(403);
  expect((await fetch(`${gcs.url}/plain/dir/o%20b`)).status).toBe(401);
  now += 61_000;
  expect(await (await fetch(url)).text()).toContain('<Code>ExpiredToken</Code>');
});
