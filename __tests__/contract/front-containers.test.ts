import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { startRegistry } from '../../emulators/registry/registry';
import { pushImage } from '../../rehearsal/image';
import { image, openBench, revisionOf, see, service, until } from './front-bench';
import type { Bench } from './front-bench';

let bench: Bench;

beforeEach(async () => {
  bench = await openBench();
});

afterEach(() => bench.close());

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a container', () => {
  test('sees its own environment, its working folder and its files, and nothing of ours', async () => {
    const host = { ...process.env, OUR_SECRET: 'hidden', HOME: '/home/us' };
    const url = await bench.serveOnly(bench.open({ environment: host }), 'svc-1', {
      env: { OVERRIDDEN: 'revision' },
      args: ['/app/data/greeting.txt'],
    });
    const { env, cwd, file } = await see(url);
    expect(env).toMatchObject({
      FROM_IMAGE: 'image',
      OVERRIDDEN: 'revision',
      K_SERVICE: 'svc',
      K_REVISION: 'svc-1',
      K_CONFIGURATION: 'svc',
      HOME: '/home/us',
    });
    expect(Object.keys(env)).not.toContain('OUR_SECRET');
    expect(cwd).toMatch(/\/app\/data$/);
    expect(file).toBe('hello');
  });

  test('is found by tag as well as by digest', async () => {
    const url = await bench.serveOnly(bench.open(), 'svc-1', { image: `${bench.registry.host}/team/svc:v1` });
    expect(await revisionOf(url)).toBe('svc-1');
  });

  test('is asked to stop, ends with its descendants and leaves no files', async () => {
    const front = bench.open();
    const lines: string[] = [];
    front.onLine(({ line }) => lines.push(line));
    const { pid, helper, cwd } = await see(await bench.serveOnly(front, 'svc-1'));
    await front.platform.stop(`${service}/revisions/svc-1`);
    expect(lines).toEqual(['started as svc-1', 'asked to stop']);
    await until(() => !isAlive(pid) && !isAlive(helper));
    await expect(readdir(cwd)).rejects.toThrow('ENOENT');
  });

  test('that crashes fails the request at hand, and comes back with the next', async () => {
    const front = bench.open();
    const url = await bench.serveOnly(front, 'svc-1');
    const { pid } = await see(url);
    const lines: string[] = [];
    front.onLine(({ line }) => lines.push(line));
    expect((await fetch(`${url}/crash`)).status).toBe(503);
    await until(() => lines.includes('Container called exit(3).'));
    expect((await see(url)).pid).not.toBe(pid);
    expect(front.counts()).toEqual({ total: 3, failed: 1, revisions: { 'svc-1': { 200: 2, 503: 1 } } });
  });

  test('dies when the front is killed outright, and so do its descendants and its files', async () => {
    const argv = ['--import', 'tsx', join(import.meta.dirname, 'front-owner.ts'), bench.reference];
    const owner = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [output] = (await once(owner.stdout, 'data')) as [Buffer];
    const { pid, helper, cwd } = await see(output.toString().trim());
    expect([isAlive(pid), isAlive(helper)]).toEqual([true, true]);
    owner.kill('SIGKILL');
    await until(() => !isAlive(pid) && !isAlive(helper));
    await until(() => !existsSync(cwd));
  });
});

describe('a revision that cannot run', () => {
  const failing = async (content: string): Promise<string> =>
    (
      await pushImage(bench.registry.host, 'bad', {
        ...image,
        files: { '/app/main.js': { content }, '/app/data/x': { content: '' } },
      })
    ).reference;

  test('because it ends before it listens, with its last words', async () => {
    const result = await bench.start(bench.open(), 'svc-1', {
      image: await failing('console.log("no database"); process.exit(7)'),
    });
    expect(result).toMatchObject({ ready: false, reason: 'HEALTH_CHECK_CONTAINER_ERROR' });
    expect(result).toMatchObject({
      message: expect.stringContaining('no database\nContainer called exit(7).'),
    });
  });

  test('because it never listens, and nothing of it stays', async () => {
    const lines: string[] = [];
    const front = bench.open({ startupTimeout: 1_000 });
    front.onLine(({ line }) => lines.push(line));
    const asleep = await failing('console.log(process.pid); setInterval(() => {}, 1000)');
    expect(await bench.start(front, 'svc-1', { image: asleep })).toMatchObject({
      reason: 'HEALTH_CHECK_CONTAINER_ERROR',
      message: expect.stringContaining('did not listen within 1000 ms'),
    });
    expect(isAlive(Number(lines[0]))).toBe(false);
  });

  test('because its entrypoint is not there', async () => {
    expect(await bench.start(bench.open(), 'svc-1', { command: ['/app/absent'] })).toMatchObject({
      reason: 'HEALTH_CHECK_CONTAINER_ERROR',
      message: expect.stringContaining('ENOENT'),
    });
  });

  test.each([
    ['there is no such image', (host: string) => `${host}/team/svc:v9`, 'not found'],
    ['the registry does not answer', () => '127.0.0.1:1/team/svc:v1', 'could not be pulled'],
    ['the name is not an image', () => 'svc', 'not an image'],
  ])('because %s', async (_why, named, message) => {
    expect(await bench.start(bench.open(), 'svc-1', { image: named(bench.registry.host) })).toMatchObject({
      reason: 'CONTAINER_MISSING',
      message: expect.stringContaining(message),
    });
  });

  test('because what the registry sends is not what the digest names', async () => {
    const { blobs } = bench.registry.state.repositories.get('team/svc') ?? {
      blobs: new Map<string, Buffer>(),
    };
    for (const digest of blobs.keys()) (blobs as Map<string, Buffer>).set(digest, Buffer.from('{}'));
    expect(await bench.start(bench.open(), 'svc-1')).toMatchObject({
      reason: 'REVISION_FAILED',
      message: expect.stringContaining('corrupt'),
    });
  });

  test('because the platform may not read the registry, unless it has credentials', async () => {
    const { repositories } = bench.registry.state;
    const authentication = { username: 'run', password: 'secret' };
    const locked = await startRegistry({ clock: scaledClock(1), authentication });
    for (const [name, content] of repositories) locked.state.repositories.set(name, content);
    const elsewhere = bench.reference.replace(bench.registry.host, locked.host);
    const denied = await bench.start(bench.open(), 'svc-1', { image: elsewhere });
    expect(denied).toMatchObject({ reason: 'CONTAINER_IMAGE_UNAUTHORIZED' });
    const admitted = await bench.start(bench.open({ credentials: authentication }), 'svc-1', {
      image: elsewhere,
    });
    expect(admitted).toEqual({ ready: true });
    await locked.close();
  });
});
