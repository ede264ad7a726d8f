/** Somebody works on the pages of App Store Connect while a build is submitted. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { openAppStoreBed, refusalOf } from './mobile-app-store-bed';
import type { AppStoreBed } from './mobile-app-store-bed';

let bed: AppStoreBed;

const open = async (...seed: Parameters<typeof openAppStoreBed>): Promise<void> => {
  bed = await openAppStoreBed(...seed);
};

afterEach(() => bed.close());

const builds = [
  { version: '1.1', build: '41' },
  { version: '1.2', build: '42' },
];
const before = { version: '1.1', build: '41', state: 'READY_FOR_DISTRIBUTION' } as const;
/** Users have 1.1, and build 42 of 1.2 is processed. */
const update = { builds, versions: [before] };
const which = { version: '1.2.0', build: '42' };
const notes = { 'en-US': 'Faster.' };

const versionOf = (number: string): Record<string, unknown> | undefined =>
  bed.list('appStoreVersions').find(({ attributes }) => attributes['versionString'] === number)?.attributes;
const statesOf = (type: string): unknown[] => bed.list(type).map(({ attributes }) => attributes['state']);

describe('a draft of a review', () => {
  const addDraft = (): void => {
    const [app] = bed.list('apps');
    const attributes = { platform: 'IOS', state: 'READY_FOR_REVIEW' };
    bed.store.records.add('reviewSubmissions', attributes, { app: app?.id ?? '', items: [] });
  };

  test('that somebody has opened is used', async () => {
    await open(update);
    addDraft();
    await bed.act('submit', which, { notes });
    expect(statesOf('reviewSubmissions')).toEqual(['WAITING_FOR_REVIEW']);
  });

  test('that somebody opens in the middle, so that Apple refuses another, is used', async () => {
    await open(update, {
      hooks: {
        onCall: ({ method }) => {
          if (method === 'ReviewSubmissions.Create') addDraft();
        },
      },
    });
    bed.faults.add({ call: /^ReviewSubmissions\.Create$/, kind: 'status', status: 409 });
    await bed.act('submit', which, { notes });
    expect(statesOf('reviewSubmissions')).toEqual(['WAITING_FOR_REVIEW']);
  });
});

describe('somebody in App Store Connect, in the middle', () => {
  /** Does something by hand right before the first call of a kind. */
  const openWith = async (method: string, byHand: () => void): Promise<void> => {
    let isDone = false;
    await open(update, {
      hooks: {
        onCall: (call) => {
          if (isDone || call.method !== method) return;
          isDone = true;
          byHand();
        },
      },
    });
  };
  const setState = (state: string): void => {
    for (const { attributes } of bed.list('appStoreVersions').slice(1)) attributes['appVersionState'] = state;
  };

  test('who deletes the draft is told, and a second run begins anew', async () => {
    await openWith('Phases.Create', () => {
      for (const version of bed.list('appStoreVersions').slice(1)) bed.store.records.remove(version);
    });
    expect(await refusalOf(bed.act('submit', which, { notes }))).not.toBe('');
    expect(await bed.act('submit', which, { notes })).toMatchObject({ state: 'in-review' });
  });

  test('who takes the version out of the review is not overruled', async () => {
    await openWith('ReviewSubmissions.Update', () => {
      setState('DEVELOPER_REJECTED');
      for (const { attributes } of bed.list('reviewSubmissions')) attributes['state'] = 'COMPLETE';
    });
    expect(await refusalOf(bed.act('submit', which, { notes }))).not.toBe('');
    expect(versionOf('1.2')).toMatchObject({ appVersionState: 'DEVELOPER_REJECTED' });
  });

  test('who submits the version first has done so, and nothing is submitted twice', async () => {
    await openWith('ReviewSubmissions.Update', () => {
      setState('WAITING_FOR_REVIEW');
      for (const { attributes } of bed.list('reviewSubmissions')) attributes['state'] = 'WAITING_FOR_REVIEW';
    });
    expect(await bed.act('submit', which, { notes })).toMatchObject({ state: 'in-review' });
    expect(bed.list('reviewSubmissions')).toHaveLength(1);
  });
});
