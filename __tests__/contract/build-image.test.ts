import { execFile, spawnSync } from 'node:child_process';
import { mkdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { startFront } from '../../emulators/front/front';
import { bedForEachTest } from './build-image-bed';
import type { Bed } from './build-image-bed';

const run = promisify(execFile);
const APPEND = {
  backend: 'append',
  base: 'scratch',
  files: 'dist -> /app',
  entrypoint: '["node", "/app/server.js"]',
  env: 'GREETER=the image',
  tags: 'v1\nmain',
};

let bed: Bed;
bedForEachTest((opened) => {
  bed = opened;
});

/** The config of an image that was pushed. */
function configOf(digest: string | undefined): Record<string, unknown> & { config: Record<string, unknown> } {
  const shop = bed.registry.state.repositories.get('acme/shop');
  const manifest = JSON.parse(String(shop?.manifests.get(digest as `sha256:${string}`)?.bytes)) as {
    config: { digest: `sha256:${string}` };
  };
  return JSON.parse(String(shop?.blobs.get(manifest.config.digest))) as ReturnType<typeof configOf>;
}

const tagsInRegistry = (): Record<string, string> =>
  Object.fromEntries(bed.registry.state.repositories.get('acme/shop')?.tags ?? []);

describe('append', () => {
  test('pushes an image under all its tags and says its digest', async () => {
    const step = await bed.build(APPEND);
    expect(step).toMatchObject({ exitCode: 0, annotations: [] });
    const { digest = '', image, tags, version, result, 'previous-digest': previous } = step.outputs;
    expect(tagsInRegistry()).toEqual({ v1: digest, main: digest });
    expect({ image, tags, version, result, previous }).toEqual({
      image: `${bed.image}@${digest}`,
      tags: `${bed.image}:v1\n${bed.image}:main`,
      version: 'v1',
      result: 'pushed',
      previous: '',
    });
    expect(configOf(digest)).toMatchObject({
      os: 'linux',
      architecture: 'amd64',
      created: '1970-01-01T00:00:00Z',
      config: {
        Entrypoint: ['node', '/app/server.js'],
        Env: ['GREETER=the image'],
        Labels: {
          'org.opencontainers.image.revision': '0123456789abcdef0123456789abcdef01234567',
          'org.opencontainers.image.source': 'https://github.com/acme/shop',
          'org.opencontainers.image.version': 'v1',
        },
      },
    });
    expect(step.summary).toContain('v1');
    expect(JSON.parse(step.outputs['json'] ?? '')).toMatchObject({
      digest,
      result: 'pushed',
      tags: tags?.split('\n'),
    });
  });

  test('makes the same image of the same inputs, and then uploads nothing and says so', async () => {
    const first = await bed.build(APPEND);
    await utimes(join(bed.workspace, 'dist/server.js'), 1, 1);
    bed.forgetCalls();
    const second = await bed.build(APPEND);
    expect(second.outputs).toMatchObject({ digest: first.outputs['digest'], result: 'unchanged' });
    expect(bed.writes()).toEqual([]);
    expect(second.stdout).toContain('Nothing was uploaded');
  });

  test('dates the image as SOURCE_DATE_EPOCH says, else as the commit was', async () => {
    const dated = await bed.build(APPEND, { env: { SOURCE_DATE_EPOCH: '1700000000' } });
    expect(configOf(dated.outputs['digest'])['created']).toBe('2023-11-14T22:13:20Z');
    const env = {
      GIT_AUTHOR_DATE: '1600000000 +0000',
      GIT_COMMITTER_DATE: '1600000000 +0000',
      PATH: process.env['PATH'] ?? '',
    };
    const git = (...argv: string[]): Promise<{ stdout: string }> =>
      run('git', ['-c', 'user.name=x', '-c', 'user.email=x@x', ...argv], { cwd: bed.workspace, env });
    await git('init', '--quiet');
    await git('commit', '--quiet', '--allow-empty', '--message', 'first');
    const sha = (await git('rev-parse', 'HEAD')).stdout.trim();
    const committed = await bed.build(APPEND, { env: { GITHUB_SHA: sha } });
    expect(configOf(committed.outputs['digest'])['created']).toBe('2020-09-13T12:26:40Z');
  });

  test('moves a tag, says where it came from and names the old image', async () => {
    const first = await bed.build(APPEND);
    await bed.write('dist/server.js', 'changed');
    const second = await bed.build({ ...APPEND, tags: 'main\nv2', 'previous-tag': 'prev' });
    const [old = '', now = ''] = [first, second].map(({ outputs }) => outputs['digest']);
    expect(tagsInRegistry()).toEqual({ v1: old, main: now, v2: now, prev: old });
    expect(second.outputs['previous-digest']).toBe(old);
    expect(second.summary).toContain(`moved from ${old}`);
  });

  test('lays the files on a base, whose layers it mounts and whose settings it keeps', async () => {
    const base = `${bed.registry.host}/base/node`;
    const made = await bed.build({
      ...APPEND,
      image: base,
      labels: 'from=base',
      workdir: '/app',
      cmd: '["old"]',
      ports: '8080',
    });
    await bed.write('public/index.html', '<h1>hello</h1>');
    bed.forgetCalls();
    const step = await bed.build({
      ...APPEND,
      base: `${base}:v1`,
      files: 'public -> /app/public',
      entrypoint: '["node", "--enable-source-maps", "/app/server.js"]',
      env: 'GREETER=the child\nMORE=yes',
    });
    expect(step.exitCode).toBe(0);
    expect(configOf(step.outputs['digest']).config).toMatchObject({
      Cmd: null,
      Env: ['GREETER=the child', 'MORE=yes'],
      ExposedPorts: { '8080/tcp': {} },
      Labels: { from: 'base' },
      WorkingDir: '/app',
    });
    expect(configOf(step.outputs['digest'])['rootfs']).toMatchObject({
      diff_ids: [expect.anything(), expect.anything()],
    });
    expect(bed.writes().filter((method) => method === 'Uploads.Finish')).toHaveLength(2);
    const { manifests } = bed.registry.state.repositories.get('acme/shop') ?? {};
    expect(String(manifests?.values().next().value?.bytes)).toContain(made.outputs['digest']);
  });

  test.each(['status', 'reset-before', 'reset-after'] as const)(
    'gets there when the registry has a bad day (%s)',
    async (kind) => {
      for (const call of [/Uploads.Finish/, /Manifests.Put/, /Tokens.Issue/]) {
        bed.faults.add(
          kind === 'status' ? { kind, call, status: 503, retryAfterSeconds: 0 } : { kind, call },
        );
      }
      const step = await bed.build(APPEND);
      expect(step).toMatchObject({ exitCode: 0 });
      expect(bed.faults.pending).toBe(0);
      expect(tagsInRegistry()).toEqual({ v1: step.outputs['digest'], main: step.outputs['digest'] });
    },
  );

  test('prints the password of the registry nowhere', async () => {
    const step = await bed.build(APPEND);
    expect(step.masks).toContain('correct horse');
    const printed = step.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    expect(printed.join('\n')).not.toContain('correct horse');
  });

  test('serves as a revision', async () => {
    const { outputs } = await bed.build(APPEND);
    const front = startFront({
      clock: scaledClock(1),
      credentials: { username: 'octocat', password: 'correct horse' },
    });
    try {
      const place = {
        project: 'p',
        location: 'l',
        service: 'shop',
        name: 'shop-1',
        command: [],
        args: [],
        env: {},
      };
      expect(await front.platform.start({ ...place, image: outputs['image'] ?? '' })).toEqual({
        ready: true,
      });
      const name = 'projects/p/locations/l/services/shop';
      const { uri } = await front.platform.route({ name, entries: [{ revision: 'shop-1', percent: 100 }] });
      expect(await (await fetch(uri)).text()).toBe('hello from the image');
    } finally {
      await front.close();
    }
  });
});

describe('what is refused before anything is written', () => {
  test('a Dockerfile that is not there, with everything else that is wrong', async () => {
    const step = await bed.build({ dockerfile: 'deploy/Dockerfile', tags: 'type=branch' });
    expect(step.exitCode).toBe(1);
    const message = step.annotations.map((annotation) => annotation.message).join('\n');
    expect(message).toContain(`There is no Dockerfile at ${join(bed.workspace, 'deploy/Dockerfile')}.`);
    expect(message).toContain('"branch", which is not known');
    expect(bed.registry.calls).toEqual([]);
  });

  test('a base image that is not there, or not for this platform', async () => {
    const missing = await bed.build({ ...APPEND, base: `${bed.registry.host}/base/none:v1` });
    expect(missing.annotations[0]?.message).toMatch(/There is no base image .*base\/none:v1/);
    await bed.build({ ...APPEND, image: `${bed.registry.host}/base/arm`, platforms: 'linux/arm64' });
    const other = await bed.build({ ...APPEND, base: `${bed.registry.host}/base/arm:v1` });
    expect(other.annotations[0]?.message).toMatch(/for linux\/arm64 and not for linux\/amd64/);
    expect(tagsInRegistry()).toEqual({});
  });

  test('a push without a login', async () => {
    const empty = join(bed.workspace, 'empty');
    await mkdir(empty);
    const step = await bed.build(APPEND, { env: { DOCKER_CONFIG: empty } });
    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]?.message).toMatch(/Log in before this step/);
  });
});

const hasSkopeo = spawnSync('skopeo', ['--version']).status === 0;
if (!hasSkopeo) console.warn('SKIPPED: skopeo is not installed, so only our own client read the image');

(hasSkopeo ? test : test.skip)('skopeo reads the image, and verifies it as it copies it', async () => {
  const { outputs } = await bed.build(APPEND);
  const login = ['--authfile', join(bed.dockerConfig, 'config.json')];
  const { stdout } = await run('skopeo', [
    'inspect',
    '--tls-verify=false',
    ...login,
    `docker://${bed.image}:v1`,
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ Digest: outputs['digest'], Os: 'linux', Architecture: 'amd64' });
  const copy = [
    'copy',
    '--insecure-policy',
    '--src-tls-verify=false',
    ...login,
    `docker://${outputs['image'] ?? ''}`,
  ];
  await run('skopeo', [...copy, `oci:${join(bed.workspace, 'layout')}:v1`]);
});
