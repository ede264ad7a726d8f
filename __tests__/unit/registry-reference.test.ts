import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatReference, parseReference, parseRepository } from '../../lib/registry';

const DIGEST = `sha256:${'a'.repeat(64)}` as const;

describe('a reference', () => {
  test.each([
    ['node', { registry: 'docker.io', name: 'library/node' }],
    ['node:24-slim', { registry: 'docker.io', name: 'library/node', tag: '24-slim' }],
    ['team/app', { registry: 'docker.io', name: 'team/app' }],
    ['localhost/app', { registry: 'localhost', name: 'app' }],
    ['127.0.0.1:5000/app:v1', { registry: '127.0.0.1:5000', name: 'app', tag: 'v1' }],
    ['[::1]:5000/app', { registry: '[::1]:5000', name: 'app' }],
    [
      `europe-docker.pkg.dev/p/r/app:v1@${DIGEST}`,
      { registry: 'europe-docker.pkg.dev', name: 'p/r/app', tag: 'v1', digest: DIGEST },
    ],
  ])('%s', (text, reference) => {
    expect(parseReference(text)).toEqual(reference);
  });

  test.each([
    '',
    'App',
    'a//b',
    'app:',
    'app:.v1',
    'app@sha256:12',
    `app@${DIGEST}@${DIGEST}`,
    'host.io/../app',
    'ex ample/app',
  ])('"%s" is refused, with an example of what is not', (text) => {
    expect(() => parseReference(text)).toThrow(/is not an image/);
  });

  test('reads back what it writes', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    const reference = fc.record(
      {
        registry: fc.constantFrom('ghcr.io', '127.0.0.1:5000', 'localhost:1', 'europe-docker.pkg.dev'),
        name: fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
        tag: fc.stringMatching(/^\w[\w.-]{0,20}$/),
        digest: fc.constant(DIGEST),
      },
      { requiredKeys: ['registry', 'name'] },
    );
    fc.assert(
      fc.property(reference, (each) => {
        expect(parseReference(formatReference(each))).toEqual(each);
      }),
    );
  });

  test('a repository has neither tag nor digest', () => {
    expect(parseRepository('ghcr.io/team/app')).toEqual({ registry: 'ghcr.io', name: 'team/app' });
    expect(() => parseRepository('ghcr.io/team/app:v1')).toThrow(/without `:v1`/);
    expect(() => parseRepository(`ghcr.io/team/app@${DIGEST}`)).toThrow(/without `@sha256/);
  });
});
