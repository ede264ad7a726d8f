import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { startRegistry } from '../../emulators/registry/registry';
import { makeImage, pushImage } from '../../rehearsal/image';
import type { StepResult } from '../runner/fake-runner';
import { bedForEachTest } from './build-image-bed';
import type { Bed } from './build-image-bed';

let bed: Bed;
bedForEachTest((opened) => {
  bed = opened;
});

const shop = (): Bed['registry']['state']['repositories'] extends Map<string, infer Repository>
  ? Repository
  : never => {
  const repository = bed.registry.state.repositories.get('acme/shop');
  if (!repository) throw new Error('Nothing was pushed.');
  return repository;
};

/** What the recording stand-in for `docker` was asked for. */
interface Asked {
  argv: string[];
  secret?: string;
  epoch?: string;
  /** Inputs of the step that it could see. */
  inputs: string[];
}

/** Stands in for the program `docker`: writes down how it is called, and does what the file `answers.json` says. */
const RECORDER = `#!${process.execPath}
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const argv = process.argv.slice(2);
const { SLUICE_BUILD_SECRET_0: secret, SOURCE_DATE_EPOCH: epoch } = process.env;
const inputs = Object.keys(process.env).filter((name) => name.startsWith('INPUT_'));
appendFileSync(join(__dirname, 'calls.jsonl'), JSON.stringify({ argv, secret, epoch, inputs }) + '\\n');
const answers = JSON.parse(readFileSync(join(__dirname, 'answers.json'), 'utf8'));
const step = argv[0] === 'push' ? 'push' : argv.includes('version') ? 'version' : 'build';
const file = argv[argv.indexOf('--iidfile') + 1];
if (step === 'build') writeFileSync(file, answers.imageId);
process.stdout.write(answers[step]?.prints ?? '');
process.exitCode = answers[step]?.exitCode ?? 0;
`;

interface Answers {
  imageId: string;
  version?: { exitCode: number };
  build?: { prints?: string; exitCode?: number };
  push?: { prints?: string; exitCode?: number };
}

/** An image that the recorder may pretend to have pushed: it lies in the registry under no tag. */
async function pushedBefore(): Promise<{ digest: string; imageId: string }> {
  const specification = { files: { '/a': { content: 'a' } }, entrypoint: ['/a'] };
  const open = await startRegistry({ clock: scaledClock(1) });
  try {
    const { digest } = await pushImage(open.host, 'acme/shop', specification);
    const repository = open.state.repositories.get('acme/shop');
    if (repository) bed.registry.state.repositories.set('acme/shop', repository);
    return { digest, imageId: (await makeImage(specification)).config.digest };
  } finally {
    await open.close();
  }
}

async function buildWithRecorder(
  inputs: Record<string, string>,
  answers: Answers,
): Promise<{ step: StepResult; calls: Asked[] }> {
  const folder = join(bed.dockerConfig, 'bin');
  await mkdir(folder);
  await writeFile(join(folder, 'docker'), RECORDER);
  await chmod(join(folder, 'docker'), 0o755);
  await writeFile(join(folder, 'answers.json'), JSON.stringify(answers));
  const step = await bed.build(inputs, {
    env: { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` },
  });
  const lines = (await readFile(join(folder, 'calls.jsonl'), 'utf8')).trim().split('\n');
  return { step, calls: lines.map((line) => JSON.parse(line) as Asked) };
}

describe('with a recording stand-in for docker', () => {
  test('one build, one push; the other tags are given in the registry, with the same bytes', async () => {
    const { digest, imageId } = await pushedBefore();
    const answers: Answers = { imageId, push: { prints: `v1: digest: ${digest} size: 528\n` } };
    const { step, calls } = await buildWithRecorder({ tags: 'v1\nmain', 'build-args': 'NODE=24' }, answers);
    expect(step).toMatchObject({
      exitCode: 0,
      annotations: [],
      outputs: { digest, image: `${bed.image}@${digest}` },
    });
    expect(calls.map(({ argv }) => argv.slice(0, 3))).toEqual([
      ['buildx', 'version'],
      ['buildx', 'build', '--load'],
      ['push', `${bed.image}:v1`],
    ]);
    expect(calls[1]?.argv).toContain('NODE=24');
    expect(calls[1]?.argv.at(-1)).toBe(bed.workspace);
    expect(Object.fromEntries(shop().tags)).toEqual({ v1: digest, main: digest });
  });

  test('a secret reaches docker through its environment, and nothing else', async () => {
    const { digest, imageId } = await pushedBefore();
    const answers: Answers = {
      imageId,
      build: { prints: 'using token s3cr3t-value\n' },
      push: { prints: `v1: digest: ${digest} size: 528\n` },
    };
    const { step, calls } = await buildWithRecorder({ tags: 'v1', secrets: 'token=s3cr3t-value' }, answers);
    expect(calls[1]?.secret).toBe('s3cr3t-value');
    expect(JSON.stringify(calls.map(({ argv }) => argv))).not.toContain('s3cr3t-value');
    expect(calls.flatMap(({ inputs }) => inputs)).toEqual([]);
    expect(step.masks).toContain('s3cr3t-value');
    expect(step.stdout).toContain('using token ***');
    expect(JSON.stringify(step.outputs) + step.summary).not.toContain('s3cr3t-value');
  });

  test('what a build prints commands nothing', async () => {
    const { digest, imageId } = await pushedBefore();
    const answers: Answers = {
      imageId,
      build: { prints: '::set-output name=digest::planted\n##[error]planted\n' },
      push: { prints: `v1: digest: ${digest} size: 528\n` },
    };
    const { step } = await buildWithRecorder({ tags: 'v1' }, answers);
    expect(step.commands.filter(({ message }) => message.includes('planted'))).toEqual([]);
    expect(step.outputs['digest']).toBe(digest);
  });

  test('a build that fails is reported at its line of the Dockerfile', async () => {
    const prints = 'Dockerfile:2\n--------------------\nERROR: failed to solve: "/dist": not found\n';
    const { step, calls } = await buildWithRecorder(
      {},
      { imageId: '', version: { exitCode: 1 }, build: { prints, exitCode: 1 } },
    );
    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]).toMatchObject({
      message: expect.stringContaining('failed to solve: "/dist": not found'),
      properties: { file: 'Dockerfile', line: '2' },
    });
    expect(calls.map(({ argv }) => argv[0])).toEqual(['buildx', 'build']);
  });

  test('a push that is refused says how to log in', async () => {
    const { step } = await buildWithRecorder(
      {},
      { imageId: '', push: { prints: 'denied: requested access\n', exitCode: 1 } },
    );
    expect(step.annotations[0]?.message).toMatch(/denied: requested access\n.*docker\/login-action/);
  });
});

test('a runner without docker is told of the other backend', async () => {
  const step = await bed.build({}, { env: { PATH: bed.workspace } });
  expect(step.annotations[0]?.message).toMatch(/no program `docker`.*\n.*backend: append/);
});

const engine = spawnSync('docker', ['version', '--format', '{{.Server.Version}}']);
if (engine.status !== 0)
  console.warn(
    'SKIPPED: no Docker engine answers here, so the docker backend was tried with a recorder only',
  );

describe('with a real engine', () => {
  const withEngine = engine.status === 0 ? test : test.skip;
  const host = process.env['DOCKER_HOST'];
  const env = { PATH: process.env['PATH'] ?? '', ...(host === undefined ? {} : { DOCKER_HOST: host }) };

  withEngine(
    'builds, pushes and tags what the Dockerfile says',
    async () => {
      const inputs = { tags: 'v1\nmain', labels: 'team=shop', secrets: 'token=s3cr3t-value' };
      const step = await bed.build(inputs, { env });
      expect(step).toMatchObject({ exitCode: 0, annotations: [] });
      const { digest = '' } = step.outputs;
      expect(Object.fromEntries(shop().tags)).toEqual({ v1: digest, main: digest });
      const manifest = JSON.parse(String(shop().manifests.get(digest as `sha256:${string}`)?.bytes)) as {
        config: { digest: `sha256:${string}` };
      };
      expect(JSON.parse(String(shop().blobs.get(manifest.config.digest)))).toMatchObject({
        os: 'linux',
        config: { Labels: { team: 'shop', 'org.opencontainers.image.version': 'v1' } },
      });
    },
    60_000,
  );

  withEngine(
    'reports a build that fails at its line',
    async () => {
      await bed.write('Dockerfile', 'FROM scratch\n\nCOPPY dist /app\n');
      const step = await bed.build({}, { env });
      expect(step.exitCode).toBe(1);
      expect(step.annotations[0]).toMatchObject({
        message: expect.stringContaining('COPPY'),
        properties: { file: 'Dockerfile', line: '3' },
      });
      expect(await readdir(bed.workspace)).toEqual(['Dockerfile', 'dist']);
    },
    60_000,
  );
});
