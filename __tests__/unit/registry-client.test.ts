import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { Faults } from '../../emulators/faults';
import { startRegistry } from '../../emulators/registry/registry';
import type { RegistryOptions, RunningRegistry } from '../../emulators/registry/registry';
import { listenOnLoopback } from '../../emulators/server';
import { bodyOf, digestOf, MediaType, openRegistries } from '../../lib/registry';
import type { Manifest, RegistryClient, RegistryPorts } from '../../lib/registry';

const OWNER = { username: 'oauth2accesstoken', password: 'correct horse' };
const LAYER = Buffer.from('the bytes of a layer');

/** What each test opens, closed after it in the opposite order. */
const open: { close(): Promise<void> }[] = [];
let faults: Faults;
let waits: number[];
let masked: string[];

beforeEach(() => {
  [faults, waits, masked] = [new Faults(), [], []];
});

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function registryWith(options: Partial<RegistryOptions> = {}): Promise<RunningRegistry> {
  const registry = await startRegistry({ clock: scaledClock(1), faults, ...options });
  open.push(registry);
  return registry;
}

/** A client whose waits take no time and are written down. */
function client(ports: Partial<RegistryPorts> = {}): RegistryClient {
  const registries = openRegistries({
    clock: {
      now: () => Date.now(),
      sleep: (time) => {
        waits.push(time);
        return Promise.resolve();
      },
    },
    random: () => 0.5,
    signal: new AbortController().signal,
    secret: (value) => masked.push(value),
    credentials: () => Promise.resolve(OWNER),
    ...ports,
  });
  open.push(registries);
  return registries;
}

const at = ({ host }: RunningRegistry, name = 'team/app'): { registry: string; name: string } => ({
  registry: host,
  name,
});

function manifestOf(config: Buffer, layer: Buffer): Manifest {
  const descriptor = (mediaType: string, bytes: Buffer): object => ({
    mediaType,
    digest: digestOf(bytes),
    size: bytes.length,
  });
  // Spaces that a parser would lose: the bytes must arrive as they are.
  const bytes = Buffer.from(
    `${JSON.stringify({
      schemaVersion: 2,
      mediaType: MediaType.manifest,
      config: descriptor('application/vnd.oci.image.config.v1+json', config),
      layers: [descriptor('application/vnd.oci.image.layer.v1.tar', layer)],
    })}  \n`,
  );
  return { bytes, digest: digestOf(bytes), mediaType: MediaType.manifest };
}

/** Pushes a small image, and returns its manifest. */
async function push(registries: RegistryClient, registry: RunningRegistry, tag: string): Promise<Manifest> {
  const [config, manifest] = [Buffer.from('{}'), manifestOf(Buffer.from('{}'), LAYER)];
  for (const bytes of [config, LAYER])
    await registries.putBlob(at(registry), { digest: digestOf(bytes), ...bodyOf(bytes) });
  await registries.putManifest(at(registry), tag, manifest);
  return manifest;
}

const calls = (registry: RunningRegistry, method: string): number =>
  registry.calls.filter((call) => call.method === method).length;

describe('a registry that asks for tokens', () => {
  test('gets and gives an image byte for byte', async () => {
    const registry = await registryWith({ authentication: OWNER });
    const registries = client();
    const manifest = await push(registries, registry, 'v1');
    const found = await registries.getManifest({ ...at(registry), tag: 'v1' });
    expect(found).toEqual(manifest);
    expect(await registries.resolve({ ...at(registry), tag: 'v1' })).toBe(manifest.digest);
    expect(await buffer(await registries.openBlob(at(registry), digestOf(LAYER)))).toEqual(LAYER);
    expect(masked).toContain(OWNER.password);
  });

  test('is asked for one token for each scope, not for each request', async () => {
    const registry = await registryWith({ authentication: OWNER });
    const registries = client();
    await push(registries, registry, 'v1');
    await Promise.all(['a', 'b', 'c'].map((tag) => registries.headManifest({ ...at(registry), tag })));
    expect(calls(registry, 'Tokens.Issue')).toBe(2);
  });

  test('is asked for a new token when the old one has expired', async () => {
    const clock = { ...scaledClock(1), skipped: 0 };
    const now = (): number => Date.now() + clock.skipped;
    const registry = await registryWith({
      clock: { now, sleep: (ms, signal) => clock.sleep(ms, signal) },
      authentication: { ...OWNER, tokenSeconds: 60 },
    });
    const registries = client();
    await push(registries, registry, 'v1');
    clock.skipped = 120_000;
    expect(await registries.headManifest({ ...at(registry), tag: 'v1' })).toBeDefined();
  });

  test('refuses a wrong password in words that say what to do', async () => {
    const registry = await registryWith({ authentication: OWNER });
    const registries = client({ credentials: () => Promise.resolve({ ...OWNER, password: 'wrong' }) });
    const pushed = push(registries, registry, 'v1');
    await expect(pushed).rejects.toMatchObject({ status: 401, remedy: expect.stringContaining('Log in') });
    await expect(pushed).rejects.not.toThrow(/wrong"/);
  });

  test('lets anybody pull who may, and nobody push', async () => {
    const registry = await registryWith({ authentication: { ...OWNER, anonymousPull: true } });
    const manifest = await push(client(), registry, 'v1');
    const anonymous = client({ credentials: () => Promise.resolve(undefined) });
    expect(await anonymous.resolve({ ...at(registry), tag: 'v1' })).toBe(manifest.digest);
    await expect(anonymous.putManifest(at(registry), 'v2', manifest)).rejects.toMatchObject({ status: 401 });
  });

  test('mounts a blob of another repository, with a token for both', async () => {
    const registry = await registryWith({ authentication: OWNER });
    const registries = client();
    await push(registries, registry, 'v1');
    const arrival = await registries.putBlob(at(registry, 'other/app'), {
      digest: digestOf(LAYER),
      size: LAYER.length,
      mountFrom: at(registry),
      open: () => Readable.from([LAYER]),
    });
    expect(arrival).toBe('mounted');
    expect(registry.state.repositories.get('other/app')?.blobs.get(digestOf(LAYER))).toEqual(LAYER);
  });
});

describe('a registry that is out of sorts', () => {
  test('is left alone for as long as it asks', async () => {
    const registry = await registryWith();
    faults.add({ kind: 'status', status: 429, retryAfterSeconds: 7, call: /Manifests.Put/ });
    await push(client(), registry, 'v1');
    expect(faults.pending).toBe(0);
    expect(waits).toEqual([7000]);
  });

  test.each([
    'Registry.Probe',
    'Blobs.Head',
    'Uploads.Start',
    'Uploads.Finish',
    'Manifests.Put',
    'Tokens.Issue',
  ])('gets the image all the same when %s answers 503, breaks before or breaks after', async (method) => {
    for (const kind of ['status', 'reset-before', 'reset-after'] as const) {
      const registry = await registryWith({ authentication: OWNER });
      const call = new RegExp(`^${method}$`);
      faults.add(kind === 'status' ? { kind, call, status: 503 } : { kind, call });
      const registries = client();
      const manifest = await push(registries, registry, 'v1');
      expect(faults.pending).toBe(0);
      expect(await registries.getManifest({ ...at(registry), tag: 'v1' })).toEqual(manifest);
    }
  });

  test('is not sent a blob again whose arrival was not confirmed', async () => {
    const registry = await registryWith();
    faults.add({ kind: 'reset-after', call: /Uploads.Finish/ });
    const arrival = await client().putBlob(at(registry), { digest: digestOf(LAYER), ...bodyOf(LAYER) });
    expect(arrival).toBe('uploaded');
    expect(calls(registry, 'Uploads.Finish')).toBe(1);
  });

  test('is given up in the end, with the reason', async () => {
    const registry = await registryWith();
    faults.add({ kind: 'status', status: 503, call: /Manifests.Head/, times: 100 });
    const asked = client({ tries: 4 }).resolve({ ...at(registry), tag: 'v1' });
    await expect(asked).rejects.toThrow(/answered 503 to HEAD 127\.0\.0\.1/);
    expect(waits).toHaveLength(3);
  });

  test('is left at once when the step is cancelled', async () => {
    const registry = await registryWith();
    const cancelled = new AbortController();
    cancelled.abort(new Error('cancelled'));
    const asked = client({ signal: cancelled.signal }).resolve({ ...at(registry), tag: 'v1' });
    await expect(asked).rejects.toThrow('cancelled');
    expect(registry.calls).toEqual([]);
  });
});

test('what is not there is said so', async () => {
  const registry = await registryWith();
  const registries = client();
  expect(await registries.headManifest({ ...at(registry), tag: 'v1' })).toBeUndefined();
  expect(await registries.getManifest({ ...at(registry), tag: 'v1' })).toBeUndefined();
  expect(await registries.hasBlob(at(registry), digestOf(LAYER))).toBe(false);
  expect(await registries.listTags(at(registry))).toEqual([]);
  await expect(registries.resolve({ ...at(registry), tag: 'v1' })).rejects.toThrow(/There is no image .*:v1/);
});

test('the refusal of a registry is passed on in its own words', async () => {
  const registry = await registryWith();
  const manifest = manifestOf(Buffer.from('{}'), LAYER);
  await expect(client().putManifest(at(registry), 'v1', manifest)).rejects.toThrow(/MANIFEST_BLOB_UNKNOWN/);
});

/** A server of the tests' own, for answers that no honest registry gives. */
async function serverThat(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ host: string; url: string; authorizations: (string | undefined)[] }> {
  const authorizations: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    request.resume();
    authorizations.push(request.headers.authorization);
    answer(request, response);
  });
  const listening = await listenOnLoopback(server);
  open.push(listening);
  return { host: `127.0.0.1:${listening.port}`, url: listening.url, authorizations };
}

/** Wants basic authentication, then sends the readers of blobs elsewhere. */
const sendingTo =
  (target: () => string) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    if (request.headers.authorization === undefined)
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' });
    else response.writeHead(307, { location: target() });
    response.end();
  };

describe('credentials', () => {
  test('stay behind when the registry sends a reader to another origin', async () => {
    const storage = await serverThat((_request, response) => response.end(LAYER));
    const registry = await serverThat(sendingTo(() => `${storage.url}/signed?x=1`));
    const bytes = await client().readBlob({ registry: registry.host, name: 'app' }, digestOf(LAYER));
    expect(bytes).toEqual(LAYER);
    expect(registry.authorizations).toContainEqual(expect.stringMatching(/^Basic /));
    expect(storage.authorizations).toEqual([undefined]);
  });

  test('are not taken along to where nothing is encrypted, nor is the request', async () => {
    const registry = await serverThat(sendingTo(() => 'http://storage.example/blob'));
    const read = client().readBlob({ registry: registry.host, name: 'app' }, digestOf(LAYER));
    await expect(read).rejects.toThrow(/not encrypted/);
  });

  test('are not shown to a token server without https', async () => {
    const registry = await serverThat((_request, response) => {
      response.writeHead(401, { 'www-authenticate': 'Bearer realm="ftp://tokens.example/",service="x"' });
      response.end();
    });
    const read = client().resolve({ registry: registry.host, name: 'app', tag: 'v1' });
    await expect(read).rejects.toThrow(/no address with https/);
  });

  test('a refresh token is exchanged by POST', async () => {
    const asked: string[] = [];
    const server = await serverThat((request, response) => {
      if (request.headers.authorization === 'Bearer good') {
        response.writeHead(200, { 'docker-content-digest': digestOf(LAYER) }).end();
      } else if (request.url === '/token') {
        asked.push(request.method ?? '');
        response.end('{"access_token":"good"}');
      } else {
        const realm = `http://${request.headers.host ?? ''}/token`;
        response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="x"` }).end();
      }
    });
    const registries = client({ credentials: () => Promise.resolve({ identityToken: 'refresh me' }) });
    await registries.resolve({ registry: server.host, name: 'app', tag: 'v1' });
    expect(asked).toEqual(['POST']);
    expect(masked).toEqual(['refresh me', 'good']);
  });
});

describe('what arrives', () => {
  test('is refused where a blob has other bytes than its digest says', async () => {
    const server = await serverThat((_request, response) => response.end('something else'));
    const read = client().readBlob({ registry: server.host, name: 'app' }, digestOf(LAYER));
    await expect(read).rejects.toThrow(/sent the bytes of/);
    const stream = await client().openBlob({ registry: server.host, name: 'app' }, digestOf(LAYER));
    await expect(buffer(stream)).rejects.toThrow(/sent the bytes of/);
  });

  test('is refused where a manifest has other bytes than its digest says', async () => {
    const server = await serverThat((_request, response) => response.end('{}'));
    const asked = client().getManifest({ registry: server.host, name: 'app', digest: digestOf(LAYER) });
    await expect(asked).rejects.toThrow(/is corrupt/);
  });
});

test('tags are read page by page', async () => {
  const pages: Record<string, [string[], string?]> = {
    '/v2/app/tags/list?n=1000': [['v1', 'v2'], '</v2/app/tags/list?n=2&last=v2>; rel="next"'],
    '/v2/app/tags/list?n=2&last=v2': [['v3']],
  };
  const server = await serverThat((request, response) => {
    const [tags, link] = pages[request.url ?? ''] ?? [[]];
    response.writeHead(200, link === undefined ? {} : { link });
    response.end(JSON.stringify({ name: 'app', tags }));
  });
  expect(await client().listTags({ registry: server.host, name: 'app' })).toEqual(['v1', 'v2', 'v3']);
});
