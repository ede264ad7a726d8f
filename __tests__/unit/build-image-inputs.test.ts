import { describe, expect, test } from '@jest/globals';
import { readBuildInputs } from '../../actions/build-image/src/inputs';
import type { Inputs } from '../../actions/build-image/src/model';
import { InputFaults, inputsFrom, readInputs } from '../../lib/runner';

/** The checkout of the tests. */
const DISK: Record<string, 'file' | 'folder' | 'other'> = {
  '/home/shop': 'folder',
  '/home/shop/Dockerfile': 'file',
  '/home/shop/api': 'folder',
  '/home/shop/api/Dockerfile': 'file',
  '/home/shop/dist': 'folder',
  '/home/shop/package.json': 'file',
};

function read(values: Record<string, string>, mask: (value: string) => void = () => undefined): Inputs {
  const around = {
    commit: 'c0ffee0c0ffee',
    ref: 'refs/heads/main',
    source: undefined,
    temporary: '/tmp',
    sourceDateEpoch: undefined,
  };
  const workplace = {
    workspace: '/home/shop',
    around,
    kindOf: (path: string) => DISK[path] ?? ('nothing' as const),
    mask,
  };
  return readInputs(inputsFrom({ image: 'ghcr.io/acme/shop', ...values }), (input) =>
    readBuildInputs(input, workplace),
  );
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

const APPEND = { backend: 'append', base: 'scratch', files: 'dist -> /app' };

describe('what may be left out', () => {
  test('for Docker is all but the image', () => {
    expect(read({})).toMatchObject({
      backend: 'docker',
      dockerfile: '/home/shop/Dockerfile',
      context: '/home/shop',
      platform: 'linux/amd64',
      tags: ['sha-c0ffee0'],
    });
  });

  test('leaves the Dockerfile in its context', () => {
    expect(read({ context: 'api' })).toMatchObject({ dockerfile: '/home/shop/api/Dockerfile' });
    expect(read({ context: 'api', dockerfile: 'Dockerfile' })).toMatchObject({
      dockerfile: '/home/shop/Dockerfile',
    });
  });
});

test('append reads how the container starts', () => {
  const inputs = read({
    ...APPEND,
    files: 'dist -> /app\npackage.json -> /app/',
    entrypoint: '["node", "a b"]',
    ports: '8080\n53/udp',
    env: 'A=b=c',
  });
  expect(inputs).toMatchObject({
    files: [
      { source: 'dist', destination: '/app' },
      { source: 'package.json', destination: '/app/' },
    ],
    settings: {
      entrypoint: ['node', 'a b'],
      command: undefined,
      ports: ['8080/tcp', '53/udp'],
      variables: { A: 'b=c' },
    },
  });
});

test('secrets are masked as they are read, value by value', () => {
  const masked: string[] = [];
  read({ secrets: 'token=correct horse\nother=battery' }, (value) => masked.push(value));
  expect(masked).toEqual(['correct horse', 'battery']);
});

describe('faults', () => {
  test('are all reported at once', () => {
    const faults = faultsOf({
      image: 'ghcr.io/acme/shop:v1',
      dockerfile: 'docker/Dockerfile',
      tags: 'type=foo',
      platforms: 'windows',
    });
    expect(faults).toEqual([
      expect.stringMatching(/^image: .*without `:v1`/),
      expect.stringMatching(/^platforms: `windows`/),
      expect.stringMatching(/^tags: .*"foo"/),
      'dockerfile: There is no Dockerfile at /home/shop/docker/Dockerfile.',
    ]);
  });

  test.each<[Record<string, string>, RegExp]>([
    [{ context: 'web' }, /^context: There is no folder \/home\/shop\/web/],
    [{ context: '../other' }, /^context: .*out of the workspace/],
    [{ dockerfile: '/etc/passwd' }, /^dockerfile: .*out of the workspace/],
    [{ dockerfile: 'dist' }, /^dockerfile: There is no Dockerfile/],
    [{ platforms: 'linux/amd64,linux/arm64' }, /^platforms: More than one/],
    [{ base: 'scratch' }, /^base: It is for the backend append/],
    [{ annotations: 'a=b' }, /^annotations: It is for the backend append/],
    [{ tags: 'type=raw,value=x,enable=false' }, /^tags: None of the lines/],
    [{ tags: 'v1\nprev', 'previous-tag': 'prev' }, /^previous-tag: .*one of the tags/],
    [{ secrets: 'no value' }, /^secrets: Line 1/],
    [{ ...APPEND, target: 'x' }, /^target: It is for the backend docker/],
    [{ ...APPEND, base: '' }, /^base: It is required/],
    [{ ...APPEND, base: 'Node' }, /^base: .*is not an image/],
    [{ ...APPEND, files: '' }, /^files: It is required/],
    [{ ...APPEND, files: 'dist /app' }, /^files: .*not a mapping/],
    [{ ...APPEND, files: 'dist -> app' }, /^files: .*not an absolute path/],
    [{ ...APPEND, files: 'dist -> /app/../etc' }, /^files: .*not an absolute path/],
    [{ ...APPEND, files: 'build -> /app' }, /^files: There is no file or folder \/home\/shop\/build/],
    [{ ...APPEND, files: '../secrets -> /app' }, /^files: .*out of the context/],
    [{ ...APPEND, entrypoint: 'node server.js' }, /^entrypoint: It is not a JSON list/],
    [{ ...APPEND, cmd: '[1]' }, /^cmd: It is not a JSON list/],
    [{ ...APPEND, ports: '80800' }, /^ports: `80800`/],
    [{ ...APPEND, workdir: 'app' }, /^workdir: /],
  ])('%j', (values, message) => {
    expect(faultsOf(values)).toEqual([expect.stringMatching(message)]);
  });
});
