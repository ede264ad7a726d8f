import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { inRelease, ModelClient } from '../../clients/typescript';
import { jobClaims } from './github-bed';
import { keys } from './model-bed';
import { bundled, ManualClock, optionsFor } from './model-client-bed';
import { MemoryStorage } from './model-client-storages';
import { openReleaseBed } from './model-release-bed';
import type { ReleaseBed } from './model-release-bed';

let bed: ReleaseBed;

beforeEach(async () => {
  bed = await openReleaseBed();
});

afterEach(async () => {
  expect(bed.github.violations).toEqual([]);
  await bed.close();
});

const errorOf = ({ annotations }: { annotations: readonly { message: string }[] }): string =>
  annotations.map(({ message }) => message).join('\n');

const first = { first: 'true', channel: 'stable' };

test.each(['status', 'prune', 'promote'])('%s of a release that is not there makes none', async (verb) => {
  const step = await bed.step({ verb });
  expect(step.exitCode).toBe(1);
  expect(errorOf(step)).toContain(
    'There is no manifest at https://github.com/acme/shop/releases/download/models',
  );
  expect(bed.github.state.releases).toEqual([]);
});

describe('publishing to a release', () => {
  test('attaches the model, its report, the manifest and its history, each under a name without slashes', async () => {
    const step = await bed.publish('1.0.0', 80, first);
    expect(errorOf(step)).toBe('');
    expect(step.outputs).toMatchObject({
      result: 'published',
      stable: '1.0.0',
      manifest: 'https://github.com/acme/shop/releases/download/models/manifest.json',
    });
    const [release] = bed.github.state.releases;
    expect(release).toMatchObject({ tag: 'models', draft: false, prerelease: true });
    const [version] = bed.served().versions;
    const names = [version?.blob.sha256, version?.evaluation.reportSha256].map(
      (hash) => `blobs.sha256.${hash}`,
    );
    const history = expect.stringMatching(/^manifests\.00000001-[0-9a-f]{64}\.json$/);
    expect(bed.names()).toEqual([...names.sort(), 'manifest.json', history]);
  });

  test('lets an app find the model with the reference client', async () => {
    await bed.publish('1.0.0', 80, first);
    const asked: string[] = [];
    const client = await ModelClient.open({
      ...optionsFor({ url: '' }, new ManualClock(), [keys.public]),
      storage: new MemoryStorage(),
      runtime: { load: () => Promise.reject(new Error('not on this machine')) },
      addressOf: inRelease('https://github.com/acme/shop/releases/download/models'),
      fetch: (url) => {
        asked.push(url);
        const object = bed.bytes(url.split('/').at(-1) ?? '');
        return Promise.resolve(
          new Response(object ? new Uint8Array(object) : null, { status: object ? 200 : 404 }),
        );
      },
    });
    // It got as far as loading: manifest and model were found, and their signature, size and hash are right.
    expect(await client.update()).toMatchObject({ outcome: 'kept', reason: 'not-loadable' });
    expect(asked).toHaveLength(2);
    expect(await client.launch()).toEqual({ source: 'bundled', version: bundled.version });
  });

  test('of the same once more writes nothing', async () => {
    await bed.publish('1.0.0', 80, first);
    const before = bed.github.calls.length;
    const again = await bed.publish('1.0.0', 80, first);
    expect(again.outputs).toMatchObject({ result: 'unchanged', sequence: '1' });
    expect(bed.github.calls.slice(before).filter(({ write }) => write)).toEqual([]);
  });

  test('goes on from a later commit, though the tag of the release stays where it is', async () => {
    await bed.publish('1.0.0', 80, first);
    bed.commit('Train longer');
    const step = await bed.publish('1.1.0', 90);
    expect(errorOf(step)).toBe('');
    expect(bed.served()).toMatchObject({ sequence: 2, channels: { canary: '1.1.0' } });
    expect(bed.github.state.releases).toHaveLength(1);
  });

  test('of a better one, and its promotion, replace the manifest and keep the history', async () => {
    await bed.publish('1.0.0', 80, first);
    await bed.publish('1.1.0', 90);
    const promoted = await bed.step({ verb: 'promote', percent: '20' });
    expect(promoted.outputs).toMatchObject({ result: 'promoted', stable: '1.1.0', previous: '1.0.0' });
    expect(bed.served()).toMatchObject({ sequence: 3, rollout: { percent: 20 } });
    expect(bed.names().filter((name) => name.startsWith('manifests.'))).toHaveLength(3);
    const back = await bed.step({ verb: 'rollback', revoke: 'true' });
    expect(back.outputs).toMatchObject({ result: 'rolled-back', stable: '1.0.0', sequence: '4' });
  });

  test('without `contents: write` says which permission is missing', async () => {
    const { token } = bed.github.tokens.forJob({ contents: 'read' }, jobClaims());
    const step = await bed.publish('1.0.0', 80, { ...first, 'github-token': token });
    expect(step.exitCode).toBe(1);
    expect(errorOf(step)).toContain('contents: write');
    expect(errorOf(step)).not.toContain(token);
    expect(bed.github.state.releases).toEqual([]);
  });
});

describe('publishers who do not know of each other', () => {
  test('both at once lose nothing: whoever was told "published" is in the manifest', async () => {
    await bed.publish('1.0.0', 80, first);
    const versions = ['1.1.0', '1.2.0'];
    const steps = await Promise.all([bed.publish('1.1.0', 90), bed.publish('1.2.0', 95)]);
    const told = versions.filter((_, index) => steps[index]?.outputs['result'] === 'published');
    expect(told.length).toBeGreaterThan(0);
    expect(bed.served().versions.map(({ version }) => version)).toEqual(expect.arrayContaining(told));
    expect(bed.served().sequence).toBe(1 + told.length);
    for (const step of steps)
      if (step.exitCode !== 0) expect(errorOf(step)).toMatch(/is lower than 1\.2\.0|Others have changed/);
    expect(bed.names()).not.toContain('manifest-next.json');
  });

  test('killed when the old manifest is gone and the new one has no name: the next run finishes it', async () => {
    await bed.publish('1.0.0', 80, first);
    const strike = { method: 'repos/delete-release-asset', nth: 1, moment: 'onEffect' } as const;
    const killed = await bed.publishKilled('1.1.0', 90, strike);
    expect(killed.signal).toBe('SIGKILL');
    expect(bed.names()).toContain('manifest-next.json');
    expect(bed.names()).not.toContain('manifest.json');
    const next = await bed.publish('1.1.0', 90);
    expect(next.outputs).toMatchObject({ result: 'unchanged', sequence: '2', canary: '1.1.0' });
    expect(bed.served()).toMatchObject({ sequence: 2, channels: { stable: '1.0.0', canary: '1.1.0' } });
    expect(bed.names()).not.toContain('manifest-next.json');
  });

  test("killed with the turn in hand: after two minutes it is somebody else's", async () => {
    await bed.publish('1.0.0', 80, first);
    bed.clock.offset = -600_000;
    // The model, the report, the history, and then what is to be the manifest.
    const strike = { method: 'repos/upload-release-asset', nth: 4, moment: 'onEffect' } as const;
    const killed = await bed.publishKilled('1.1.0', 90, strike);
    expect(killed.signal).toBe('SIGKILL');
    expect(bed.names()).toEqual(expect.arrayContaining(['manifest-next.json', 'manifest.json']));
    bed.clock.offset = 0;
    const next = await bed.publish('1.2.0', 95);
    expect(errorOf(next)).toBe('');
    expect(next.outputs).toMatchObject({ result: 'published', sequence: '2', canary: '1.2.0' });
    expect(bed.served().versions.map(({ version }) => version)).toEqual(['1.0.0', '1.2.0']);
    expect(bed.names()).not.toContain('manifest-next.json');
  });

  test.each(['reset-before', 'reset-after'] as const)(
    'a connection that breaks (%s) at every kind of write is survived',
    async (kind) => {
      await bed.publish('1.0.0', 80, first);
      for (const call of [/upload-release-asset/, /delete-release-asset/, /update-release-asset/])
        bed.faults.add({ call, kind, times: 1 });
      const step = await bed.publish('1.1.0', 90);
      expect(errorOf(step)).toBe('');
      expect(bed.faults.pending).toBe(0);
      expect(bed.served()).toMatchObject({ sequence: 2, channels: { canary: '1.1.0' } });
    },
  );
});
