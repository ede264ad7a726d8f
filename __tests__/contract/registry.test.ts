import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { Faults } from '../../emulators/faults';
import { startRegistry } from '../../emulators/registry/registry';
import type { RunningRegistry } from '../../emulators/registry/registry';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

let faults: Faults;
let registry: RunningRegistry;

beforeEach(async () => {
  faults = new Faults();
  registry = await startRegistry({ clock: scaledClock(1), faults });
});

afterEach(() => registry.close());

interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

async function send(
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(new URL(path, registry.url), {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const codeOf = ({ text }: Answer): unknown => {
  const { errors } = JSON.parse(text) as { errors: { code: string; message: string }[] };
  return errors[0]?.code;
};

async function pushBlob(repository: string, content: string): Promise<string> {
  const digest = digestOf(content);
  const { headers } = await send('POST', `/v2/${repository}/blobs/uploads/`);
  const { status } = await send('PUT', `${String(headers.get('location'))}?digest=${digest}`, content);
  expect(status).toBe(201);
  return digest;
}

/** A manifest whose odd spacing shows whether the bytes are kept. */
async function pushManifest(repository: string, reference: string, fields: object = {}): Promise<string> {
  const digest = await pushBlob(repository, '{}');
  const config = { mediaType: 'application/vnd.oci.empty.v1+json', digest, size: 2 };
  const text = JSON.stringify(
    { schemaVersion: 2, mediaType: manifestType, config, layers: [], ...fields },
    null,
    3,
  );
  const answer = await send('PUT', `/v2/${repository}/manifests/${reference}`, text, {
    'content-type': manifestType,
  });
  expect(answer.status).toBe(201);
  return text;
}

test('says that it speaks the protocol', async () => {
  expect((await send('GET', '/v2/')).status).toBe(200);
});

describe('blobs', () => {
  test('arrive whole and come back, also in part', async () => {
    const digest = await pushBlob('team/app', 'hello, registry');
    const path = `/v2/team/app/blobs/${digest}`;
    const head = await send('HEAD', path);
    expect([
      head.status,
      head.headers.get('content-length'),
      head.headers.get('docker-content-digest'),
    ]).toEqual([200, '15', digest]);
    expect((await send('GET', path)).text).toBe('hello, registry');
    const part = await send('GET', path, undefined, { range: 'bytes=7-' });
    expect([part.status, part.text, part.headers.get('content-range')]).toEqual([
      206,
      'registry',
      'bytes 7-14/15',
    ]);
    const beyond = await send('GET', path, undefined, { range: 'bytes=15-' });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */15']);
  });

  test('arrive in chunks, each where the last one ended', async () => {
    const begun = await send('POST', '/v2/app/blobs/uploads/');
    const location = String(begun.headers.get('location'));
    const first = await send('PATCH', location, 'hello, ', { 'content-range': '0-6' });
    expect([first.status, first.headers.get('range')]).toEqual([202, '0-6']);
    const misplaced = await send('PATCH', location, 'y', { 'content-range': '9-9' });
    expect([misplaced.status, codeOf(misplaced), misplaced.headers.get('range')]).toEqual([
      416,
      'BLOB_UPLOAD_INVALID',
      '0-6',
    ]);
    expect((await send('PATCH', location, 'chunk', { 'content-range': '7-11' })).status).toBe(202);
    const state = await send('GET', location);
    expect([state.status, state.headers.get('range')]).toEqual([204, '0-11']);
    const digest = digestOf('hello, chunks');
    expect((await send('PUT', `${location}?digest=${digest}`, 's')).status).toBe(201);
    expect((await send('GET', `/v2/app/blobs/${digest}`)).text).toBe('hello, chunks');
    expect(codeOf(await send('GET', location))).toBe('BLOB_UPLOAD_UNKNOWN');
  });

  test('are refused when their bytes are not those of the digest, and are then not there', async () => {
    const digest = digestOf('what was meant');
    const answer = await send('POST', `/v2/app/blobs/uploads/?digest=${digest}`, 'what came');
    expect([answer.status, codeOf(answer)]).toEqual([400, 'DIGEST_INVALID']);
    expect(codeOf(await send('GET', `/v2/app/blobs/${digest}`))).toBe('BLOB_UNKNOWN');
  });

  test('are mounted from another repository, or else uploaded', async () => {
    const digest = await pushBlob('one', 'shared');
    const mounted = await send('POST', `/v2/two/blobs/uploads/?mount=${digest}&from=one`);
    expect([mounted.status, mounted.headers.get('location')]).toEqual([201, `/v2/two/blobs/${digest}`]);
    expect((await send('GET', `/v2/two/blobs/${digest}`)).text).toBe('shared');
    const unknown = await send('POST', `/v2/two/blobs/uploads/?mount=${digestOf('other')}&from=one`);
    expect([unknown.status, unknown.headers.get('location')]).toEqual([
      202,
      expect.stringContaining('/uploads/'),
    ]);
  });

  test('belong to their repository, and can be deleted from it', async () => {
    const digest = await pushBlob('one', 'shared');
    expect((await send('HEAD', `/v2/two/blobs/${digest}`)).status).toBe(404);
    expect((await send('DELETE', `/v2/one/blobs/${digest}`)).status).toBe(202);
    expect((await send('HEAD', `/v2/one/blobs/${digest}`)).status).toBe(404);
  });
});

describe('manifests', () => {
  test('keep their bytes and their type, by tag and by digest', async () => {
    const text = await pushManifest('app', 'v1');
    for (const reference of ['v1', digestOf(text)]) {
      const got = await send('GET', `/v2/app/manifests/${reference}`);
      expect([got.text, got.headers.get('content-type')]).toEqual([text, manifestType]);
      const head = await send('HEAD', `/v2/app/manifests/${reference}`);
      expect([head.status, head.headers.get('docker-content-digest')]).toEqual([200, digestOf(text)]);
    }
    expect(codeOf(await send('GET', '/v2/app/manifests/v2'))).toBe('MANIFEST_UNKNOWN');
  });

  test('are refused without what they refer to, under a wrong digest, or of another type', async () => {
    const put = (reference: string, content: string, type = manifestType): Promise<Answer> =>
      send('PUT', `/v2/app/manifests/${reference}`, content, { 'content-type': type });
    const missing = { mediaType: 'text/plain', size: 1, digest: digestOf('?') };
    const child = JSON.stringify({ schemaVersion: 2, manifests: [missing] });
    const refused = [
      await put(
        'v1',
        JSON.stringify({ schemaVersion: 2, mediaType: manifestType, config: missing, layers: [] }),
      ),
      await put('v1', child, 'application/vnd.oci.image.index.v1+json'),
      await put(digestOf('another'), '{"schemaVersion":2}'),
      await put('v1', JSON.stringify({ mediaType: manifestType }), 'application/json'),
      await put('v1', 'not json'),
    ];
    expect(refused.map((answer) => [answer.status, codeOf(answer)])).toEqual([
      [404, 'MANIFEST_BLOB_UNKNOWN'],
      [404, 'MANIFEST_BLOB_UNKNOWN'],
      [400, 'DIGEST_INVALID'],
      [400, 'MANIFEST_INVALID'],
      [400, 'MANIFEST_INVALID'],
    ]);
  });

  test('a tag is deleted alone, a digest with its tags', async () => {
    const text = await pushManifest('app', 'v1');
    await pushManifest('app', 'latest');
    expect((await send('DELETE', '/v2/app/manifests/latest')).status).toBe(202);
    expect((await send('HEAD', '/v2/app/manifests/v1')).status).toBe(200);
    expect((await send('DELETE', `/v2/app/manifests/${digestOf(text)}`)).status).toBe(202);
    expect((await send('HEAD', '/v2/app/manifests/v1')).status).toBe(404);
    expect(JSON.parse((await send('GET', '/v2/app/tags/list')).text)).toEqual({ name: 'app', tags: [] });
  });
});

describe('lists', () => {
  test('tags come in order, page by page', async () => {
    for (const tag of ['v2', 'v1', 'v10']) await pushManifest('app', tag);
    const first = await send('GET', '/v2/app/tags/list?n=2');
    expect(JSON.parse(first.text)).toEqual({ name: 'app', tags: ['v1', 'v10'] });
    const next = /<(.+)>; rel="next"/.exec(String(first.headers.get('link')))?.[1];
    const second = await send('GET', String(next));
    expect(JSON.parse(second.text)).toEqual({ name: 'app', tags: ['v2'] });
    expect(second.headers.get('link')).toBeNull();
    expect(codeOf(await send('GET', '/v2/nobody/tags/list'))).toBe('NAME_UNKNOWN');
  });

  test('referrers of a manifest are found, also by type and before it exists', async () => {
    const subject = { mediaType: manifestType, digest: digestOf('to come'), size: 7 };
    const text = await pushManifest('app', 'sbom', {
      subject,
      artifactType: 'text/sbom',
      annotations: { by: 'us' },
    });
    await pushManifest('app', 'other', { subject });
    const path = `/v2/app/referrers/${subject.digest}`;
    const sboms = await send('GET', `${path}?artifactType=text/sbom`);
    expect(sboms.headers.get('oci-filters-applied')).toBe('artifactType');
    expect(JSON.parse(sboms.text)).toMatchObject({
      manifests: [{ digest: digestOf(text), artifactType: 'text/sbom', annotations: { by: 'us' } }],
    });
    const { manifests } = JSON.parse((await send('GET', path)).text) as { manifests: unknown[] };
    expect(manifests).toHaveLength(2);
  });

  test('without a Referrers API it answers 404 and does not claim to know the subject', async () => {
    await registry.close();
    registry = await startRegistry({ clock: scaledClock(1), referrersApi: false });
    const config = { mediaType: 'a/b', digest: await pushBlob('app', '{}'), size: 2 };
    const subject = { mediaType: manifestType, digest: digestOf('x'), size: 1 };
    const text = JSON.stringify({ schemaVersion: 2, config, layers: [], subject });
    const put = await send('PUT', '/v2/app/manifests/v1', text, { 'content-type': manifestType });
    expect([put.status, put.headers.get('oci-subject')]).toEqual([201, null]);
    expect((await send('GET', `/v2/app/referrers/${subject.digest}`)).status).toBe(404);
  });
});

describe('tokens', () => {
  const clock = { now: () => 0, sleep: () => Promise.resolve() };
  const owner = `Basic ${Buffer.from('oauth2accesstoken:secret').toString('base64')}`;
  let now: number;

  beforeEach(async () => {
    await registry.close();
    now = 0;
    const authentication = { username: 'oauth2accesstoken', password: 'secret', tokenSeconds: 60 };
    registry = await startRegistry({ clock: { ...clock, now: () => now }, authentication });
  });

  async function token(scope: string, authorization = owner): Promise<Answer> {
    return send('GET', `/token?service=x&scope=${scope}`, undefined, { authorization });
  }

  const bearer = ({ text }: Answer): Record<string, string> => ({
    authorization: `Bearer ${(JSON.parse(text) as { token: string }).token}`,
  });

  test('a stranger is sent to the token server, with what to ask for', async () => {
    const { status, headers } = await send('POST', '/v2/team/app/blobs/uploads/');
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe(
      `Bearer realm="${registry.url}/token",service="${registry.host}",scope="repository:team/app:pull,push"`,
    );
    expect((await token('repository:app:pull', 'Basic d3Jvbmc6d3Jvbmc=')).status).toBe(401);
  });

  test('a token opens what it was asked for, and nothing else, until it expires', async () => {
    const headers = bearer(await token('repository:team/app:pull'));
    const tags = (): Promise<Answer> => send('GET', '/v2/team/app/tags/list', undefined, headers);
    expect((await tags()).status).toBe(404);
    const push = await send('POST', '/v2/team/app/blobs/uploads/', '', headers);
    expect(push.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    expect((await send('GET', '/v2/other/tags/list', undefined, headers)).status).toBe(401);
    now += 60_000;
    expect((await tags()).headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  test('a mount needs a token for both repositories, else the blob is to be uploaded', async () => {
    const one = bearer(await token('repository:one:pull,push'));
    const digest = digestOf('shared');
    await send('POST', `/v2/one/blobs/uploads/?digest=${digest}`, 'shared', one);
    const mount = `/v2/two/blobs/uploads/?mount=${digest}&from=one`;
    const two = bearer(await token('repository:two:pull,push'));
    expect((await send('POST', mount, undefined, two)).status).toBe(202);
    const both = bearer(await token('repository:two:pull,push&scope=repository:one:pull'));
    expect((await send('POST', mount, undefined, both)).status).toBe(201);
  });
});

describe('faults', () => {
  test('strike the calls they are aimed at, and the log tells them all', async () => {
    faults.add({ kind: 'status', call: /Manifests.Get/, status: 429, retryAfterSeconds: 2 });
    faults.add({ kind: 'reset-after', call: /Uploads.Start/ });
    const throttled = await send('GET', '/v2/app/manifests/v1');
    expect([throttled.status, throttled.headers.get('retry-after'), codeOf(throttled)]).toEqual([
      429,
      '2',
      'TOOMANYREQUESTS',
    ]);
    await expect(send('POST', '/v2/app/blobs/uploads/')).rejects.toThrow();
    expect(registry.state.uploads.size).toBe(1);
    expect(registry.calls.map(({ method, status, write }) => ({ method, status, write }))).toEqual([
      { method: 'Manifests.Get', status: 429, write: false },
      { method: 'Uploads.Start', status: 0, write: true },
    ]);
  });
});
