import { expect, test } from '@jest/globals';
import { labelsOf } from '../../actions/build-image/src/labels';
import { buildCommand, planTags, previousDigest, pushCommand } from '../../actions/build-image/src/plan';
import type { DockerInputs } from '../../actions/build-image/src/model';

const inputs: DockerInputs = {
  backend: 'docker',
  repository: { registry: 'ghcr.io', name: 'acme/shop' },
  tags: ['1.2.3', 'main'],
  version: '1.2.3',
  context: '/home/shop',
  dockerfile: '/home/shop/Dockerfile',
  platform: 'linux/amd64',
  target: 'runtime',
  buildArguments: { NODE: '24', GREETING: 'hello; rm -rf /' },
  secrets: { token: 'correct horse' },
  labels: {},
  previousTag: undefined,
};
const build = { labels: { team: 'shop' }, created: 1_700_000_000, buildx: true, imageId: '/scratch/id' };

test('the build is one command, in which no secret stands', () => {
  expect(buildCommand(inputs, build)).toEqual({
    argv: [
      'docker',
      'buildx',
      'build',
      '--load',
      '--provenance=false',
      '--progress=plain',
      '--platform',
      'linux/amd64',
      '--file',
      '/home/shop/Dockerfile',
      '--iidfile',
      '/scratch/id',
      '--tag',
      'ghcr.io/acme/shop:1.2.3',
      '--target',
      'runtime',
      '--build-arg',
      'NODE=24',
      '--build-arg',
      'GREETING=hello; rm -rf /',
      '--label',
      'team=shop',
      '--secret',
      'id=token,env=SLUICE_BUILD_SECRET_0',
      '/home/shop',
    ],
    environment: {
      DOCKER_BUILDKIT: '1',
      SOURCE_DATE_EPOCH: '1700000000',
      SLUICE_BUILD_SECRET_0: 'correct horse',
    },
  });
  expect(pushCommand(inputs).argv).toEqual(['docker', 'push', 'ghcr.io/acme/shop:1.2.3']);
});

test('without buildx the engine builds itself', () => {
  const { argv } = buildCommand(
    { ...inputs, secrets: {}, buildArguments: {}, target: undefined },
    { ...build, labels: {}, buildx: false },
  );
  expect(argv).toEqual([
    'docker',
    'build',
    '--progress=plain',
    '--platform',
    'linux/amd64',
    '--file',
    '/home/shop/Dockerfile',
    '--iidfile',
    '/scratch/id',
    '--tag',
    'ghcr.io/acme/shop:1.2.3',
    '/home/shop',
  ]);
});

test('a tag is made, moved or left alone; what the first one leaves is the way back', () => {
  const [now, old, older] = ['a', 'b', 'c'].map((digit) => `sha256:${digit.repeat(64)}` as const);
  if (!now || !old || !older) throw new Error('three digests');
  const steps = planTags(
    new Map([
      ['sha-1', undefined],
      ['main', old],
      ['1.2.3', now],
      ['edge', older],
    ]),
    now,
  );
  expect(steps).toEqual([
    { do: 'create', version: 'sha-1' },
    { do: 'move', version: 'main', from: old },
    { do: 'keep', version: '1.2.3' },
    { do: 'move', version: 'edge', from: older },
  ]);
  expect(previousDigest(steps)).toBe(old);
  expect(previousDigest(planTags(new Map([['main', now]]), now))).toBeUndefined();
});

test("the labels say where the image comes from; the caller's win", () => {
  const around = {
    commit: 'c0ffee',
    ref: '',
    source: 'https://github.com/acme/shop',
    temporary: '',
    sourceDateEpoch: undefined,
  };
  const labels = labelsOf(
    { version: '1.2.3', labels: { a: 'b', 'org.opencontainers.image.source': 'https://mirror' } },
    around,
    1_700_000_000,
  );
  expect(Object.entries(labels)).toEqual([
    ['a', 'b'],
    ['org.opencontainers.image.created', '2023-11-14T22:13:20Z'],
    ['org.opencontainers.image.revision', 'c0ffee'],
    ['org.opencontainers.image.source', 'https://mirror'],
    ['org.opencontainers.image.version', '1.2.3'],
  ]);
});
