import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { bundleEntry } from '../runner/bundle-entry';
import type { BundledEntry } from '../runner/bundle-entry';
import { runPost, runStep } from '../runner/fake-runner';
import type { StepRequest, StepResult } from '../runner/fake-runner';

let sample: BundledEntry;

beforeAll(async () => {
  sample = await bundleEntry(join(import.meta.dirname, '../runner/entries/sample.ts'));
});

afterAll(() => sample.remove());

function step(behaviour: string, request: Partial<StepRequest> = {}): Promise<StepResult> {
  return runStep({ entry: [sample.path], inputs: { behaviour }, ...request });
}

/** Sends each signal as soon as the step has printed its cue. */
function signalling(
  ...cues: readonly (readonly [cue: string, signal: NodeJS.Signals])[]
): NonNullable<StepRequest['onSpawn']> {
  return (child) => {
    let printed = '';
    const pending = [...cues];
    child.stdout?.on('data', (text: string) => {
      printed += text;
      while (pending[0] !== undefined && printed.includes(pending[0][0])) child.kill(pending.shift()?.[1]);
    });
  };
}

describe('a step that succeeds', () => {
  test('leaves outputs, state and summary, and its post step gets the state', async () => {
    const main = await step('succeed');
    expect(main).toMatchObject({ exitCode: 0, annotations: [], state: { revision: 'api-00012' } });
    expect(main.outputs).toEqual({
      url: 'https://shop.example',
      shares: '{"stable":95,"candidate":5}',
      lines: 'one\ntwo',
      run: 'https://github.com/acme/shop/actions/runs/42',
    });
    expect(main.summary).toContain('## Deployed');

    const post = await runPost({ entry: [sample.path] }, main);
    expect(post).toMatchObject({ exitCode: 0, outputs: { restored: 'true' } });
    expect(post.stdout).toContain('post of api-00012');
  });

  test('ends although a socket is still open', async () => {
    expect((await step('keepASocketOpen')).exitCode).toBe(0);
  });
});

describe('a step that fails', () => {
  test('shows what the caller can put right with its remedy and without a stack, and still writes the summary', async () => {
    const result = await step('userError');
    expect(result.exitCode).toBe(1);
    expect(result.annotations).toEqual([
      {
        name: 'error',
        properties: { file: 'deploy.yml', line: '7' },
        message: 'There is no service "shop".\nCreate it, or correct `service`.',
      },
    ]);
    expect(result.stdout).not.toContain('    at ');
    expect(result.summary).toContain('Nothing was changed.');
  });

  test('shows any other error with its stack; a command inside it stays text', async () => {
    const result = await step('crash');
    expect(result.exitCode).toBe(1);
    expect(result.commands.map(({ name }) => name)).toEqual(['error']);
    expect(result.annotations[0]?.message).toContain('Error: bad answer');
    expect(result.stdout).toContain('    at ');
  });

  test.each([
    ['uncaught', 'thrown in a callback'],
    ['rejected', 'nobody awaits this'],
    ['neverEnds', 'came to rest before its work was done'],
  ])('fails when work is lost (%s)', async (behaviour, message) => {
    const result = await step(behaviour);
    expect(result.exitCode).toBe(1);
    expect(result.annotations[0]?.message).toContain(message);
  });

  test('prints no secret, in whatever encoding', async () => {
    const result = await step('secret');
    const printed = result.stdout.replaceAll(/::add-mask::.*/g, '');
    expect(result.masks).toContain('correct horse');
    expect(result.stdout.indexOf('::add-mask::')).toBeLessThan(result.stdout.indexOf('token='));
    expect(printed).toContain('the password "***" was refused');
    expect(printed).not.toContain('correct horse');
    expect(printed).not.toContain(Buffer.from('user:correct horse').toString('base64').slice(8));
  });

  test('refuses scaled time where an endpoint is not on this machine', async () => {
    const env = { SLUICE_TIME_SCALE: '60', SLUICE_CLOUD_RUN_ENDPOINT: 'https://run.example.com' };
    const result = await step('succeed', { env });
    expect(result).toMatchObject({ exitCode: 1, outputs: {} });
    expect(result.annotations[0]?.message).toContain('SLUICE_CLOUD_RUN_ENDPOINT is not on this machine');
  });
});

describe('a step that is cancelled', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('runs its hooks, writes the summary and ends with the code of %s', async (signal, code) => {
    const result = await step('interrupted', { onSpawn: signalling(['ready', signal]) });
    expect(result.exitCode).toBe(code);
    expect(result.stdout).toContain('hook first ended');
    expect(result.stdout).toContain('hook second ended');
    expect(result.stdout).not.toContain('hook removed ended');
    expect(result.summary).toContain('Half way.');
    expect(result.annotations.map(({ message }) => message)).toEqual([`The step was cancelled (${signal}).`]);
  });

  test('lets its hooks end after a second signal', async () => {
    const onSpawn = signalling(['ready', 'SIGINT'], ['hook waits', 'SIGTERM']);
    const result = await step('secondSignal', { onSpawn });
    expect(result.exitCode).toBe(130);
    expect(result.stdout).toContain('hook ended');
  });

  test('runs a hook that is registered after the signal', async () => {
    const result = await step('lateHook', { onSpawn: signalling(['ready', 'SIGINT']) });
    expect(result.stdout).toContain('late hook ended');
  });
});
