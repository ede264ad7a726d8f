import { describe, expect, test } from '@jest/globals';
import { tagsFrom } from '../../actions/build-image/src/tags';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

function tags(lines: string[], ref = 'refs/heads/main'): readonly string[] {
  return tagsFrom(lines, {
    commit: COMMIT,
    ref,
    source: undefined,
    temporary: '/tmp',
    sourceDateEpoch: undefined,
  }).tags;
}

describe('tags', () => {
  test.each([
    [['v1', 'Latest_2.x'], undefined, ['v1', 'Latest_2.x']],
    [['type=raw,value=edge'], undefined, ['edge']],
    [['type=raw,value=edge,enable=false', 'v1'], undefined, ['v1']],
    [['type=sha'], undefined, ['sha-0123456']],
    [['type=sha,format=long,prefix='], undefined, [COMMIT]],
    [['type=sha,suffix=-slim'], undefined, ['sha-0123456-slim']],
    [['type=ref'], 'refs/heads/feature/Käse#1', ['feature-K-se-1']],
    [['type=ref'], 'refs/tags/v1.2.3', ['v1.2.3']],
    [['type=ref'], 'refs/pull/7/merge', ['pr-7']],
    [['type=ref,event=branch'], 'refs/tags/v1.2.3', []],
    [['type=semver,value=v1.2.3'], undefined, ['1.2.3']],
    [['type=semver'], 'refs/tags/v1.2.3', ['1.2.3']],
    [['type=semver'], 'refs/heads/main', []],
    [['type=semver,value=1.2.3,pattern={{major}}.{{minor}}'], undefined, ['1.2']],
    [['type=semver,value=1.2.3,pattern=v{{major}}'], undefined, ['v1']],
    [['type=semver,value=v1.2.3+build.5,pattern={{version}}'], undefined, ['1.2.3']],
    [['type=semver,value=v1.2.3,pattern={{raw}}'], undefined, ['v1.2.3']],
    [['type=semver,value=2.0.0-rc.1,pattern={{major}}'], undefined, ['2.0.0-rc.1']],
    [['a', 'type=raw,value=a'], undefined, ['a']],
  ])('%j at %s', (lines, ref, expected) => {
    expect(tags(lines, ref)).toEqual(expected);
  });

  test('the most telling one comes first and is the version', () => {
    const lines = ['type=sha', 'nightly', 'type=ref,event=branch', 'type=semver,value=1.2.3'];
    expect(tags(lines)).toEqual(['1.2.3', 'main', 'nightly', 'sha-0123456']);
    expect(tags([...lines, 'type=raw,value=first,priority=1000'])[0]).toBe('first');
  });

  test.each([
    ['type=pep440,value=1', /type "pep440", which is not known/],
    ['type=constructor', /which is not known/],
    ['value=1', /has no type/],
    ['type=sha,lenght=3', /attribute "lenght"/],
    ['type=sha,format=tiny', /format=tiny/],
    ['type=ref,event=push', /event=push/],
    ['type=raw,value=x,enable=yes', /enable=yes/],
    ['type=raw,value=x,priority=high', /priority=high/],
    ['type=semver,value=latest', /not a semantic version/],
    ['type=semver,value=1.2.3,pattern={{majr}}', /unknown part/],
    ['.hidden', /is none/],
    ['with space', /is none/],
    ['käse', /is none/],
    ['x'.repeat(129), /is none/],
  ])('%s is refused', (line, message) => {
    expect(() => tags([line])).toThrow(message);
  });
});
