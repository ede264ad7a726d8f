import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readBuildInputs } from '../../actions/build-image/src/inputs';
import type { Inputs } from '../../actions/build-image/src/model';
import { planLines } from '../../actions/build-image/src/plan';
import { tagsFrom } from '../../actions/build-image/src/tags';
import type { TagSet } from '../../actions/build-image/src/tags';
import { releasesAmong, versionAfter } from '../../actions/build-image/src/versions';
import type { ReleaseNumber } from '../../actions/build-image/src/versions';
import { InputFaults, inputsFrom, readInputs } from '../../lib/runner';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const AROUND = {
  commit: 'c0ffee0c0ffee',
  ref: 'refs/heads/main',
  source: undefined,
  temporary: '/tmp',
  sourceDateEpoch: undefined,
};

function read(values: Record<string, string>): Inputs {
  const workplace = {
    workspace: '/home/shop',
    around: AROUND,
    kindOf: (path: string) => (path.endsWith('Dockerfile') ? ('file' as const) : ('folder' as const)),
    mask: () => undefined,
  };
  return readInputs(inputsFrom(values), (input) => readBuildInputs(input, workplace));
}

/** What is wrong, as `input: message`. */
function faultsOf(values: Record<string, string>): string[] {
  try {
    read(values);
  } catch (error) {
    if (error instanceof InputFaults) return error.faults.map(({ name, message }) => `${name}: ${message}`);
    throw error;
  }
  return [];
}

describe('the versions of a repository', () => {
  test('are its tags of three numbers, with or without a v, the highest first', () => {
    const tags = [
      '1.9.0',
      'latest',
      'v1.10.0',
      '2.0.0-rc.1',
      '1',
      '1.10',
      '01.0.0',
      'sha-1234567',
      '1.2.3.4',
    ];
    expect(releasesAmong(tags).map(({ tag }) => tag)).toEqual(['v1.10.0', '1.9.0']);
    expect(releasesAmong(['99999999999999999999.0.0'])).toEqual([]);
  });

  test.each([
    [[], 'major', '1.0.0'],
    [[], 'minor', '0.1.0'],
    [[], 'patch', '0.0.1'],
    [['1.2.3', 'v1.4.1', '0.9.9', '2.0.0-beta'], 'major', '2.0.0'],
    [['1.2.3', 'v1.4.1', '0.9.9', '2.0.0-beta'], 'minor', '1.5.0'],
    [['1.2.3', 'v1.4.1', '0.9.9', '2.0.0-beta'], 'patch', '1.4.2'],
  ] as const)('with %j are followed, %s, by %s', (tags, bump, next) => {
    expect(versionAfter(releasesAmong(tags), bump)).toBe(next);
  });

  test('are followed by one that is higher than all of them', () => {
    const number = fc.nat(30);
    const tag = fc.tuple(number, number, number).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(fc.array(tag), fc.constantFrom('major', 'minor', 'patch'), (tags, bump) => {
        const next = versionAfter(releasesAmong(tags), bump);
        expect(releasesAmong([...tags, next])[0]?.version).toBe(next);
        expect(tags).not.toContain(next);
      }),
    );
  });
});

describe('a rule that counts on', () => {
  const tags = (lines: string[], number?: ReleaseNumber): TagSet => tagsFrom(lines, AROUND, number);
  const newest = { version: '1.4.0', newest: true };

  test('gives no tag before the number is known, and then the most telling one', () => {
    const lines = ['type=sha', 'type=semver,bump=minor'];
    expect(tags(lines)).toEqual({
      tags: ['sha-c0ffee0'],
      version: 'sha-c0ffee0',
      counting: { bump: 'minor', lines },
    });
    expect(tags(lines, newest)).toMatchObject({ tags: ['1.4.0', 'sha-c0ffee0'], version: '1.4.0' });
  });

  test('moves a tag such as 1.4 along, but not back beside a newer release', () => {
    const lines = ['type=semver,bump=patch,prefix=v', 'type=semver,bump=patch,pattern={{major}}.{{minor}}'];
    expect(tags(lines, newest).tags).toEqual(['v1.4.0', '1.4']);
    expect(tags(lines, { ...newest, newest: false }).tags).toEqual(['v1.4.0']);
  });

  test('is not there where it is switched off', () => {
    expect(tags(['v1', 'type=semver,bump=minor,enable=false']).counting).toBeUndefined();
  });

  test.each([
    [['type=semver,bump=huge'], /bump=huge/],
    [['type=semver,bump=minor,value=1.0.0'], /both a value and a bump/],
    [['type=sha,bump=minor'], /attribute "bump"/],
    [['type=semver,bump=minor', 'type=semver,bump=major'], /different parts/],
    [['type=semver,bump=minor,pattern={{major}}'], /nobody can count on/],
    [['type=semver,bump=minor,suffix=-slim'], /nobody can count on/],
    [['type=semver,bump=minor,pattern={{nonsense}}'], /unknown part/],
  ])('%j is refused', (lines, message) => {
    expect(() => tags(lines)).toThrow(message);
  });
});

describe('the inputs of retag', () => {
  const RETAG = {
    backend: 'retag',
    image: `ghcr.io/acme/shop:main@${DIGEST}`,
    tags: 'type=semver,bump=minor',
  };
  const defaults = { context: '.', platforms: 'linux/amd64' };

  test('are the image with its digest, and its new names', () => {
    const inputs = read({ ...RETAG, ...defaults });
    expect(inputs).toMatchObject({
      backend: 'retag',
      repository: { registry: 'ghcr.io', name: 'acme/shop' },
      image: { registry: 'ghcr.io', name: 'acme/shop', digest: DIGEST },
    });
    expect(planLines(inputs)).toEqual([
      `Take ghcr.io/acme/shop@${DIGEST} as it is.`,
      'Push it to ghcr.io/acme/shop as its own version or the next minor one.',
    ]);
  });

  test('have all their faults reported at once', () => {
    const faults = faultsOf({
      ...RETAG,
      image: 'ghcr.io/acme/shop:main',
      context: 'api',
      platforms: 'linux/arm64',
      labels: 'a=b',
      dockerfile: 'Dockerfile',
      files: 'dist -> /app',
      tags: 'type=semver,bump=huge',
    });
    const named = faults.map((fault) => fault.split(':')[0]);
    expect(named).toEqual(['context', 'platforms', 'labels', 'dockerfile', 'files', 'tags', 'image']);
    expect(faults.at(-1)).toContain('has no digest');
    expect(faults[0]).toBe('context: The backend retag builds nothing.');
  });

  test.each<[Record<string, string>, RegExp]>([
    [{ ...RETAG, tags: 'type=semver' }, /^tags: None of the lines/],
    [{ ...RETAG, 'previous-tag': '1.2.0' }, /^previous-tag: .*one of the tags/],
    [{ ...RETAG, backend: 'docker' }, /^image: .*without `:main`/],
    [{ image: 'ghcr.io/acme/shop', tags: 'type=semver,bump=minor' }, /^tags: None of the lines/],
  ])('%j', (values, message) => {
    expect(faultsOf(values)).toContainEqual(expect.stringMatching(message));
  });
});
