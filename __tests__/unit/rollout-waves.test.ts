import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { groupOf, parseWaves, wavesInWords } from '../../lib/rollout';
import { Refusal } from '../../lib/runner';
import { NOW } from './rollout-fixtures';

const regions = ['us-central1', 'europe-west1', 'asia-east1', 'northamerica-northeast2', 'me-west1'] as const;
const waves = fc.shuffledSubarray([...regions], { minLength: 1 }).chain((some) =>
  fc.array(fc.boolean(), { minLength: some.length, maxLength: some.length }).map((cuts) =>
    some.reduce<string[][]>((all, region, index) => {
      const last = all.at(-1);
      if (last && !cuts[index]) last.push(region);
      else all.push([region]);
      return all;
    }, []),
  ),
);

describe('the regions of a rollout', () => {
  test('are read as they are written, whatever they are', () => {
    fc.assert(
      fc.property(waves, (each) => {
        expect(parseWaves(wavesInWords(each))).toEqual(each);
      }),
    );
  });

  test('may be written with blanks and line breaks', () => {
    expect(parseWaves('us-central1, europe-west1\n| asia-east1')).toEqual([
      ['us-central1', 'europe-west1'],
      ['asia-east1'],
    ]);
    expect(parseWaves('europe-west1')).toEqual([['europe-west1']]);
  });

  test.each([
    ['', /wave names no region/],
    ['europe-west1 |', /wave names no region/],
    ['| europe-west1', /wave names no region/],
    ['europe-west1 || asia-east1', /wave names no region/],
    ['europe-west1, europe-west1', /given twice/],
    ['europe-west1 | asia-east1, europe-west1', /given twice/],
    ['Europe', /is not a region/],
    ['europe-west1; asia-east1', /is not a region/],
    [Array.from({ length: 13 }, (_, index) => `europe-west${index}`).join(','), /names 13 regions/],
  ])('%s is refused with what to write in its place', (text, words) => {
    const refusal = parseWaves(text);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({
      message: expect.stringMatching(words),
      remedy: expect.stringMatching(/\S/),
    });
  });

  test('are tied together by what is the same for all of them, and for no other rollout', () => {
    const one = groupOf([['europe-west1'], ['asia-east1']], {
      now: NOW,
      run: 'https://github.com/a/b/actions/runs/1',
    });
    expect(
      groupOf([['europe-west1'], ['asia-east1']], { now: NOW, run: 'https://github.com/a/b/actions/runs/1' }),
    ).toEqual(one);
    expect(one).toEqual({ id: expect.stringMatching(/^[0-9a-f]{12}$/), waves: 'europe-west1|asia-east1' });
    expect(groupOf([['europe-west1', 'asia-east1']], { now: NOW, run: '' }).id).not.toBe(one.id);
  });
});
