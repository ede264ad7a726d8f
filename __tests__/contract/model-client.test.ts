import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { rolledBack } from '../../actions/model-manifest/src/manifest/changes';
import { fileStorage } from '../../clients/typescript/node/file-storage';
import { bedForEachTest, bundled, modelOf, settle, sha256Of } from './model-client-bed';
import type { ClientBed } from './model-client-bed';
import { MemoryStorage } from './model-client-storages';

let bed: ClientBed;
bedForEachTest((opened) => {
  bed = opened;
});

/** What the next launch of the app uses. */
async function launched(): Promise<unknown> {
  return (await bed.open()).launch();
}

describe('an update', () => {
  test('finds a fresh installation with its bundled model', async () => {
    const client = await bed.open({ storage: new MemoryStorage() });
    expect(await client.launch()).toEqual({ source: 'bundled', version: bundled.version });
    expect(await client.update()).toEqual({ outcome: 'ready', version: '1.1.0' });
  });

  test('is ready for the next launch, and the current one only when it has proven itself', async () => {
    const client = await bed.open({ limits: { healthyLaunches: 2 } });
    expect(await client.launch()).toMatchObject({ source: 'stored', version: '1.0.0', onTrial: false });
    expect(await client.update()).toEqual({ outcome: 'ready', version: '1.1.0' });
    for (const _ of ['first', 'second']) {
      const next = await bed.open({ limits: { healthyLaunches: 2 } });
      expect(await next.launch()).toMatchObject({ version: '1.1.0', onTrial: true });
      await next.healthy();
    }
    expect(await launched()).toMatchObject({ version: '1.1.0', onTrial: false });
  });

  test('asks whether there is anything new, and takes no for an answer', async () => {
    await settle(bed.open);
    const statuses: number[] = [];
    const watching = await bed.open({
      fetch: async (url, init) => {
        const response = await fetch(url, init);
        statuses.push(response.status);
        return response;
      },
    });
    expect(await watching.update()).toEqual({ outcome: 'kept', reason: 'up-to-date' });
    expect(statuses).toEqual([304]);
  });

  test('keeps the model before the current one, and no more files than that', async () => {
    await settle(bed.open);
    const { objects } = bed.server;
    objects.set('manifest.json', bed.publisher.publish(objects, '1.2.0', modelOf(5)));
    await settle(bed.open);
    objects.set('manifest.json', bed.publisher.publish(objects, '1.3.0', modelOf(7)));
    await settle(bed.open);
    // What was previous goes when the next one comes.
    objects.set('manifest.json', bed.publisher.publish(objects, '1.4.0', modelOf(9)));
    await settle(bed.open);
    const files = (await readdir(bed.folder)).sort();
    expect(files).toEqual(
      expect.arrayContaining([`model-${sha256Of(modelOf(9))}`, `model-${sha256Of(modelOf(7))}`]),
    );
    expect(files).not.toContain(`model-${sha256Of(modelOf(2))}`);
    expect(files).not.toContain(`model-${sha256Of(modelOf(3))}`);
  });

  test('that is asked for twice at once happens once', async () => {
    const client = await bed.open();
    const [one, other] = await Promise.all([client.update(), client.update()]);
    expect(one).toBe(other);
    expect(bed.server.requests.filter((path) => path === bed.newer.path)).toHaveLength(1);
  });

  test('to the model that the app has with it downloads nothing', async () => {
    const own = { version: '1.1.0', sha256: sha256Of(bed.newer.bytes) };
    const client = await bed.open({ bundled: own });
    expect(await client.update()).toEqual({ outcome: 'ready', version: '1.1.0' });
    expect(await (await bed.open({ bundled: own })).launch()).toEqual({
      source: 'bundled',
      version: '1.1.0',
    });
    expect(bed.server.requests).toEqual(['manifest.json']);
  });
});

describe('a model on trial', () => {
  beforeEach(async () => {
    await (await bed.open()).update();
  });

  test('that brings the app down is given up, and not fetched again', async () => {
    expect(await launched()).toMatchObject({ version: '1.1.0', onTrial: true });
    // Nothing was heard of that launch: it crashed.
    const next = await bed.open();
    expect(await next.launch()).toMatchObject({ version: '1.0.0', onTrial: false });
    expect(await next.update()).toEqual({ outcome: 'kept', reason: 'failed-before' });
  });

  test('is given another launch where the app was only closed', async () => {
    const client = await bed.open();
    await client.launch();
    await client.closed();
    expect(await launched()).toMatchObject({ version: '1.1.0', onTrial: true });
  });

  test('that cannot be loaded is replaced in the same launch', async () => {
    const client = await bed.open();
    await client.launch();
    expect(await client.unusable()).toMatchObject({ version: '1.0.0' });
    expect(await launched()).toMatchObject({ version: '1.0.0' });
  });
});

describe('a model that was revoked', () => {
  test('is given up at once, for the one before it', async () => {
    await settle(bed.open);
    const { publisher, server } = bed;
    if (!publisher.manifest) throw new Error('nothing is published');
    const context = { modelId: 'smile', now: bed.clock.now(), lifetime: 9e9, previousManifestSha256: null };
    const back = rolledBack(publisher.manifest, { channel: 'stable', to: undefined, revoke: true }, context);
    server.objects.set('manifest.json', publisher.sign(back));
    const client = await bed.open();
    expect(await client.launch()).toMatchObject({ version: '1.1.0' });
    const update = await client.update();
    expect(update).toMatchObject({
      reason: 'up-to-date',
      replacement: { version: '1.0.0', source: 'stored' },
    });
    expect(await launched()).toMatchObject({ version: '1.0.0' });
  });

  test('with all others leaves the bundled one', async () => {
    const { old, publisher, server } = bed;
    const versions = old.manifest.versions.map((version) => ({ ...version, revoked: true }));
    server.objects.set('manifest.json', publisher.sign({ ...old.manifest, versions, sequence: 3 }));
    const client = await bed.open();
    await client.launch();
    expect(await client.update()).toMatchObject({
      reason: 'no-version',
      replacement: { source: 'bundled', version: bundled.version },
    });
  });
});

describe('the disk', () => {
  test('may lose its state: the bundled model is there, and the next update brings the rest', async () => {
    await writeFile(join(bed.folder, 'state.json'), '{"half of i');
    expect(await launched()).toEqual({ source: 'bundled', version: bundled.version });
    expect(await (await bed.open()).update()).toMatchObject({ outcome: 'ready' });
  });

  test('may lose the current model', async () => {
    await writeFile(join(bed.folder, `model-${sha256Of(modelOf(2))}`), 'half of it');
    expect(await launched()).toMatchObject({ source: 'bundled' });
  });

  test('may hold a model that another version of the app cannot use any more', async () => {
    const { publisher, server } = bed;
    const object = publisher.publish(server.objects, '1.2.0', modelOf(5), { preprocessingId: 'crop-224' });
    server.objects.set('manifest.json', object);
    const knowing = async (preprocessing: string[]) => {
      const installation = {
        id: 'i',
        channel: 'stable',
        appVersion: '1.0.0',
        runtimeVersion: '2.0.0',
      } as const;
      return bed.open({ installation: { ...installation, preprocessing, formats: ['tflite'] } });
    };
    await settle(() => knowing(['crop-224']));
    expect(await (await knowing(['crop-224'])).launch()).toMatchObject({ version: '1.2.0' });
    expect(await (await knowing([])).launch()).toMatchObject({ version: '1.0.0' });
  });

  test('may be full: then no model goes on trial, since its crash could not be noticed', async () => {
    await (await bed.open()).update();
    const storage = await fileStorage(bed.folder);
    storage.write = () => Promise.reject(new Error('no space left'));
    const client = await bed.open({ storage });
    expect(await client.launch()).toMatchObject({
      version: '1.0.0',
      onTrial: false,
      fault: expect.any(Error),
    });
    expect(await client.update()).toMatchObject({ outcome: 'kept' });
  });

  test('keeps what was being written apart from what is there', async () => {
    await writeFile(join(bed.folder, 'state.json.unfinished'), 'half of it');
    expect(await launched()).toMatchObject({ version: '1.0.0' });
    await (await bed.open()).update();
    expect(await readdir(bed.folder)).not.toContain('state.json.unfinished');
    const state = JSON.parse(await readFile(join(bed.folder, 'state.json'), 'utf8')) as unknown;
    expect(state).toMatchObject({ seen: { sequence: 2 } });
  });
});
