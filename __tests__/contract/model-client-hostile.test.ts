import type { ServerResponse } from 'node:http';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fileStorage } from '../../clients/typescript/node/file-storage';
import { bedThatKeepsItsModel, modelOf, Publisher, sha256Of, updated } from './model-client-bed';
import type { ClientBed } from './model-client-bed';
import { pathOf } from './model-client-server';
import type { Trick } from './model-client-server';

let bed: ClientBed;
bedThatKeepsItsModel((opened) => {
  bed = opened;
});

const kept = (reason: string): unknown => expect.objectContaining({ outcome: 'kept', reason });

const serveManifest = (object: Buffer): void => {
  bed.server.objects.set('manifest.json', object);
};

/** Answers for one path. */
const forPath =
  (path: string, answer: (response: ServerResponse, range: string | undefined) => void): Trick =>
  (request, response) => {
    if (pathOf(request) !== path) return false;
    answer(response, request.headers.range);
    return true;
  };

describe('a manifest that is not to be believed', () => {
  test('an older one, signed by the right key', async () => {
    serveManifest(bed.publisher.sign({ ...current(), sequence: 9 }));
    await updateAside();
    serveManifest(bed.publisher.sign({ ...current(), sequence: 8 }));
    expect(await updated(bed)).toEqual(kept('lower-sequence'));
  });

  test('one that has expired', async () => {
    bed.clock.pass(91 * 86_400_000);
    expect(await updated(bed)).toEqual(kept('expired'));
  });

  test('one that expires while the server goes on saying that nothing has changed', async () => {
    await updateAside();
    bed.clock.pass(91 * 86_400_000);
    bed.server.trick = forPath('manifest.json', (response) => response.writeHead(304).end());
    expect(await updated(bed)).toEqual(kept('unexpected-status'));
  });

  test('one that was changed after it was signed', async () => {
    const envelope = JSON.parse(bed.publisher.sign(current()).toString()) as { payload: string };
    const payload = Buffer.from(JSON.stringify({ ...current(), sequence: 99 })).toString('base64');
    serveManifest(Buffer.from(JSON.stringify({ ...envelope, payload })));
    expect(await updated(bed)).toEqual(kept('not-signed'));
  });

  test('one with the signature of another key', async () => {
    serveManifest(new Publisher().sign(current()));
    expect(await updated(bed)).toEqual(kept('not-signed'));
  });

  test('one that changes between two reads', async () => {
    await updateAside();
    const other = { ...current(), channels: { stable: '1.0.0', canary: '1.1.0', previous: null } };
    serveManifest(bed.publisher.sign(other));
    expect(await updated(bed)).toEqual(kept('other-content'));
  });

  test('one without an end', async () => {
    bed.server.trick = forPath('manifest.json', (response) => {
      response.writeHead(200);
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, '['))) {
          // Until the other side takes no more for the moment.
        }
      };
      response.on('drain', pour);
      pour();
    });
    expect(await updated(bed)).toEqual(kept('too-large'));
  });

  test.each([
    ['an error page', 502, '<html>Bad gateway</html>', 'unexpected-status'],
    ['a page to log in, as in a hotel', 200, '<html>Welcome</html>', 'not-an-envelope'],
    ['nothing', 200, '', 'not-an-envelope'],
    ['not found', 404, '', 'unexpected-status'],
  ])('%s', async (_what, status, body, reason) => {
    bed.server.trick = forPath('manifest.json', (response) => response.writeHead(status).end(body));
    expect(await updated(bed)).toEqual(kept(reason));
  });
});

describe('a connection that leads nowhere', () => {
  test('redirects in a circle', async () => {
    bed.server.trick = (_request, response) => {
      response.writeHead(302, { location: '/manifest.json' }).end();
      return true;
    };
    expect(await updated(bed)).toEqual(kept('too-many-redirects'));
    expect(bed.server.requests.length).toBeLessThan(10);
  });

  test('a redirect away from an encrypted connection', async () => {
    const client = await bed.open({
      addressOf: (path) => `https://models.example/${path}`,
      fetch: () => Promise.resolve(Response.redirect('http://models.example/manifest.json', 302)),
    });
    expect(await client.update()).toEqual(kept('unsafe-redirect'));
  });

  test('a manifest that comes a byte at a time and never ends', async () => {
    bed.server.trick = forPath('manifest.json', (response) => response.writeHead(200).write('{'));
    const asked = bed.server.asked('manifest.json');
    const update = updated(bed);
    await asked;
    bed.clock.pass(10_001);
    expect(await update).toEqual(kept('timeout'));
  });

  test('a server that takes the question and never answers', async () => {
    bed.server.trick = forPath('manifest.json', () => undefined);
    const asked = bed.server.asked('manifest.json');
    const update = updated(bed);
    await asked;
    bed.clock.pass(10_001);
    expect(await update).toEqual(kept('timeout'));
  });

  test('a network that does not even notice that it was given up', async () => {
    let isAsked = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    const never = new Promise<Response>(() => undefined);
    const client = await bed.open({
      fetch: () => {
        isAsked();
        return never;
      },
    });
    const update = client.update();
    await asked;
    bed.clock.pass(10_001);
    expect(await update).toEqual(kept('timeout'));
  });

  test('a model that stops coming', async () => {
    const { path, bytes } = bed.newer;
    bed.server.trick = forPath(path, (response) => {
      response.writeHead(200, { 'content-length': bytes.length }).write(bytes.subarray(0, 70_000));
    });
    const asked = bed.server.asked(path);
    const update = updated(bed);
    await asked;
    bed.clock.pass(600_001);
    expect(await update).toEqual(kept('timeout'));
  });

  test('no network', async () => {
    const { url } = bed.server;
    await bed.server.close();
    expect(url).toContain('127.0.0.1');
    expect(await updated(bed)).toEqual(kept('offline'));
  });
});

describe('a model that is not the one that was signed', () => {
  const answering = (answer: (response: ServerResponse, range: string | undefined) => void): void => {
    bed.server.trick = forPath(bed.newer.path, answer);
  };

  test('another one of the same size', async () => {
    answering((response) => response.end(modelOf(4)));
    expect(await updated(bed)).toEqual(kept('wrong-hash'));
  });

  test('a longer one', async () => {
    answering((response) => response.end(Buffer.concat([bed.newer.bytes, Buffer.from('more')])));
    expect(await updated(bed)).toEqual(kept('wrong-size'));
  });

  test('one without an end', async () => {
    answering((response) => {
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) {
          // Until the other side takes no more for the moment.
        }
      };
      response.on('drain', pour);
      pour();
    });
    expect(await updated(bed)).toEqual(kept('wrong-size'));
  });

  test('one that is gone', async () => {
    bed.server.objects.delete(bed.newer.path);
    expect(await updated(bed)).toEqual(kept('unexpected-status'));
  });

  /** The honest server goes on where the part on the disk ends. */
  async function expectTheRest(): Promise<void> {
    const { size } = await stat(join(bed.folder, `part-${sha256Of(bed.newer.bytes)}`));
    expect(size).toBeGreaterThan(0);
    bed.server.trick = undefined;
    bed.server.requests.length = 0;
    await updateAside();
    expect(bed.server.requests).toContain(`${bed.newer.path} bytes=${size}-`);
  }

  test('one that is cut off as if that were all; the rest is fetched the next time', async () => {
    // Without a length the end of the answer looks like the end of the file.
    answering((response) => {
      response.write(bed.newer.bytes.subarray(0, 70_000), () => response.end());
    });
    expect(await updated(bed)).toEqual(kept('cut-off'));
    await expectTheRest();
  });

  test('one whose connection breaks; the rest is fetched the next time', async () => {
    const { bytes } = bed.newer;
    const answered = new Promise<ServerResponse>((resolve) => {
      answering((response) => {
        response.writeHead(200, { 'content-length': bytes.length }).write(bytes.subarray(0, 70_000));
        resolve(response);
      });
    });
    const storage = await fileStorage(bed.folder);
    const append = storage.append.bind(storage);
    storage.append = (name, chunks) => append(name, breakingAfterOne(chunks, answered));
    expect(await (await bed.open({ storage })).update()).toEqual(kept('cut-off'));
    await expectTheRest();
  });

  test.each([
    ['all of it again', (response: ServerResponse) => response.writeHead(200).end(bed.newer.bytes), 'ready'],
    [
      'another part than was asked for',
      (response: ServerResponse) =>
        response.writeHead(206, { 'content-range': 'bytes 5-9/200023' }).end('other'),
      'unexpected-status',
    ],
    ['that there is no such part', (response: ServerResponse) => response.writeHead(416).end(), 'wrong-size'],
    [
      'a rest of another model',
      (response: ServerResponse, range = '') => {
        const from = Number(/\d+/.exec(range)?.[0]);
        const headers = { 'content-range': `bytes ${from}-200022/200023` };
        response.writeHead(206, headers).end(Buffer.alloc(bed.newer.bytes.length - from));
      },
      'wrong-hash',
    ],
  ])('asked for the rest, it sends %s', async (_what, answer, wanted) => {
    answering((response) => {
      response.write(bed.newer.bytes.subarray(0, 70_000), () => response.end());
    });
    expect(await updated(bed)).toEqual(kept('cut-off'));
    answering(answer);
    const update = await (await bed.open()).update();
    expect('reason' in update ? update.reason : update.outcome).toBe(wanted);
    // On trial it would be used in the next launch: that is for another test.
    if (wanted === 'ready') await giveUpTrial();
  });
});

/** The connection breaks once the first piece is on the disk. */
async function* breakingAfterOne(
  chunks: AsyncIterable<Uint8Array>,
  answered: Promise<ServerResponse>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk;
    (await answered).destroy();
  }
}

function current(): NonNullable<Publisher['manifest']> {
  if (!bed.publisher.manifest) throw new Error('nothing is published');
  return bed.publisher.manifest;
}

/** The manifest is seen and the model fetched, and then not used, so that 1.0.0 stays what the app has. */
async function updateAside(): Promise<void> {
  expect(await (await bed.open()).update()).toEqual({ outcome: 'ready', version: '1.1.0' });
  await giveUpTrial();
}

async function giveUpTrial(): Promise<void> {
  const client = await bed.open();
  await client.launch();
  await client.unusable();
}
