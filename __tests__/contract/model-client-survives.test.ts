import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ModelClient } from '../../clients/typescript';
import type { Fetch, Present } from '../../clients/typescript';
import { fileStorage } from '../../clients/typescript/node/file-storage';
import {
  bundled,
  ManualClock,
  modelOf,
  multiplying,
  openClientBed,
  optionsFor,
  Publisher,
  settle,
  sha256Of,
} from './model-client-bed';
import type { ClientBed } from './model-client-bed';
import { MemoryStorage, MortalStorage } from './model-client-storages';
import type { Death } from './model-client-storages';

const NOTHING = new Uint8Array();

describe('a process that is killed', () => {
  let bed: ClientBed;

  beforeAll(async () => {
    bed = await openClientBed();
  });

  afterAll(() => bed.close());

  /** An update on a disk of its own, killed as it is said, and what the app is like afterwards. */
  async function killed(
    death: Death,
    after: (folder: string, log: string[]) => Promise<void>,
  ): Promise<boolean> {
    const folder = await mkdtemp(join(tmpdir(), 'killed-'));
    try {
      await cp(bed.folder, folder, { recursive: true });
      const storage = new MortalStorage(await fileStorage(folder), death);
      const client = await bed.open({ storage }).catch(() => undefined);
      const update = await client?.update();
      await after(folder, storage.log);
      return update?.outcome !== 'ready';
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async function reopened(folder: string): Promise<ModelClient> {
    return bed.open({ storage: await fileStorage(folder) });
  }

  async function expectIntact(folder: string, present: Present): Promise<void> {
    if (present.source !== 'stored') throw new Error('the present model is lost');
    const hash = sha256Of(await readFile(join(folder, present.file)));
    expect(hash).toBe(sha256Of(modelOf(present.version === '1.0.0' ? 2 : 3)));
  }

  test.each(['before', 'after'] as const)(
    '%s any operation on its disk starts with a whole model',
    async (moment) => {
      let strikes = 0;
      for (let at = 0; ; at += 1) {
        const wasStruck = await killed({ at, moment }, async (folder) => {
          const client = await reopened(folder);
          const present = await client.launch();
          await expectIntact(folder, present);
          const update = await client.update();
          // A check that was broken off counts against the model; everything else is made good.
          const reason = 'reason' in update ? update.reason : 'ready';
          expect(['ready', 'up-to-date', 'failed-before']).toContain(reason);
          await client.closed();
          const next = await (await reopened(folder)).launch();
          await expectIntact(folder, next);
          if (reason === 'ready') expect(next.version).toBe('1.1.0');
        });
        if (!wasStruck) break;
        strikes += 1;
      }
      expect(strikes).toBeGreaterThan(10);
    },
  );

  test('between download and rename has the whole file already, and only gives it its name', async () => {
    let rename = -1;
    await killed({ at: Infinity, moment: 'before' }, (_folder, log) => {
      rename = log.findIndex((operation) => operation.startsWith('rename part-'));
      return Promise.resolve();
    });
    expect(rename).toBeGreaterThan(0);
    await killed({ at: rename, moment: 'before' }, async (folder) => {
      bed.server.requests.length = 0;
      const client = await reopened(folder);
      expect(await client.launch()).toMatchObject({ version: '1.0.0' });
      expect(await client.update()).toEqual({ outcome: 'ready', version: '1.1.0' });
      expect(bed.server.requests).toEqual(['manifest.json']);
    });
  });
});

describe('whatever bytes a server sends', () => {
  const [publisher, clock, storage] = [new Publisher(), new ManualClock(), new MemoryStorage()];
  const objects = new Map<string, Buffer>();
  const present = modelOf(2);

  const opened = (disk: MemoryStorage, fetch: Fetch): Promise<ModelClient> => {
    const options = optionsFor({ url: 'http://models.example' }, clock, [publisher.pem]);
    return ModelClient.open({ ...options, fetch, storage: disk, runtime: multiplying(disk) });
  };
  const honest: Fetch = (url) => {
    const object = objects.get(new URL(url).pathname.slice(1));
    return Promise.resolve(
      object ? new Response(new Uint8Array(object)) : new Response(null, { status: 404 }),
    );
  };

  beforeAll(async () => {
    objects.set('manifest.json', publisher.publish(objects, '1.0.0', present));
    await settle(() => opened(storage, honest));
    objects.set('manifest.json', publisher.publish(objects, '1.1.0', modelOf(3)));
  });

  /** Anything at all, or what is there with something else in one place. */
  const answers = fc.record({
    status: fc.constantFrom(200, 200, 200, 206, 301, 404, 416, 500, 503),
    range: fc.constantFrom('', 'bytes 0-9/10', 'bytes 5-/5', 'nonsense'),
    location: fc.oneof(fc.webUrl(), fc.string({ unit: 'binary-ascii', maxLength: 8 })),
    body: fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
      fc.record({ at: fc.nat(), byte: fc.nat(255), cut: fc.nat() }),
    ),
  });

  test('the present model stays, and what is put on trial is what was signed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(answers, { minLength: 1, maxLength: 4 }), async (script) => {
        const disk = new MemoryStorage(storage.files);
        let asked = 0;
        const client = await opened(disk, (url) => {
          const answer = script[asked % script.length];
          asked += 1;
          return answer ? Promise.resolve(answerOf(answer, url)) : Promise.reject(new Error('no script'));
        });
        expect(await client.launch()).toMatchObject({ version: '1.0.0' });
        const update = await client.update();
        expect(sha256Of(disk.files.get(`model-${sha256Of(present)}`) ?? NOTHING)).toBe(sha256Of(present));
        const next = await (await opened(disk, honest)).launch();
        expect(next.version).toBe(update.outcome === 'ready' ? '1.1.0' : '1.0.0');
        expect(next).not.toMatchObject({ version: bundled.version });
        if (next.version === '1.1.0' && 'file' in next)
          expect(sha256Of(disk.files.get(next.file) ?? NOTHING)).toBe(sha256Of(modelOf(3)));
      }),
      { numRuns: 300 },
    );
  });

  type Answer = typeof answers extends fc.Arbitrary<infer T> ? T : never;

  function answerOf({ status, range, location, body }: Answer, url: string): Response {
    const bytes = body instanceof Uint8Array ? body : changed(url, body);
    const headers = { 'content-range': range, location: encodeURI(location) };
    return new Response(new Uint8Array(bytes), { status, headers });
  }

  function changed(url: string, { at, byte, cut }: { at: number; byte: number; cut: number }): Uint8Array {
    const object = new Uint8Array(objects.get(new URL(url).pathname.slice(1)) ?? []);
    if (object.length > 0) object[at % object.length] = byte;
    return cut % 3 === 0 ? object.subarray(0, cut % (object.length + 1)) : object;
  }
});
