/** The action as a process, against the real math app and against hostile services. */
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { listenOnLoopback } from '../../emulators/server';
import { ambient } from '../../examples/mathapp/src/parts';
import { serve } from '../../examples/mathapp/src/serve';
import type { Variant } from '../../examples/mathapp/src/variants/choose';
import { startMathappServer } from '../mathapp-database';
import type { MathappServer } from '../mathapp-database';
import { bundleEntry } from '../runner/bundle-entry';
import type { BundledEntry } from '../runner/bundle-entry';
import { runStep } from '../runner/fake-runner';
import type { StepResult } from '../runner/fake-runner';

const ROOT = join(import.meta.dirname, '..', '..');
const MATHAPP_CHECKS = join(ROOT, 'examples', 'mathapp', 'checks.yml');
const PASSWORD = 'correct horse battery';

let bundle: BundledEntry;
let database: MathappServer;
let folder: string;
let closers: (() => Promise<void>)[];

beforeAll(async () => {
  const entry = join(ROOT, 'actions', 'smoke-test', 'src', 'index.ts');
  [bundle, database] = await Promise.all([bundleEntry(entry), startMathappServer()]);
});

afterAll(async () => {
  await bundle.remove();
  await database.stop();
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smoke-test-'));
  closers = [];
});

afterEach(async () => {
  await Promise.all(closers.map((close) => close()));
  await rm(folder, { recursive: true });
});

async function mathapp(variant: Variant = 'good', random = Math.random): Promise<string> {
  const settings = {
    port: 0,
    host: '127.0.0.1',
    databaseUrl: await database.newDatabase(),
    tokenSecret: 'a secret of the tests',
    version: '1.2.3',
    revision: null,
  };
  const service = await serve(settings, variant, {}, { ...ambient, random, report: () => undefined });
  closers.push(service.close);
  return service.url;
}

async function service(listener: RequestListener): Promise<string> {
  const server = await listenOnLoopback(createServer(listener));
  closers.push(() => server.close());
  return server.url;
}

async function checksFile(text: string): Promise<string> {
  const path = join(folder, 'checks.yml');
  await writeFile(path, text);
  return path;
}

/** Runs the action, with readiness a thousand times faster than it is in production. */
function smokeTest(inputs: Record<string, string>, env: Record<string, string> = {}): Promise<StepResult> {
  return runStep({
    entry: [bundle.path],
    inputs: { 'report-folder': join(folder, 'reports'), ...inputs },
    env: { SLUICE_CLOUD_RUN_ENDPOINT: 'http://127.0.0.1:1', SLUICE_TIME_SCALE: '100', ...env },
  });
}

const printedBy = ({ stdout, summary }: StepResult): string =>
  stdout
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n') + summary;

describe('the math app', () => {
  const inputs = (url: string): Record<string, string> => ({
    url,
    checks: MATHAPP_CHECKS,
    variables: 'EXPECTED_VERSION=1.2.3',
    secrets: `UNUSED_SECRET=${PASSWORD}`,
  });

  test('passes its own checks', async () => {
    const step = await smokeTest(inputs(await mathapp()));
    expect(step.annotations).toEqual([]);
    expect(step.exitCode).toBe(0);
    expect(step.outputs).toMatchObject({ result: 'passed', 'failed-step': '', p95: '' });
    expect(Number(step.outputs['cold-start'])).toBeGreaterThanOrEqual(0);
    expect(step.stdout).toMatch(
      /^passed {3}practice \/ POST \/sessions\/\$\{session\}\/answers \(200, \d+ ms\)$/m,
    );
    expect(step.summary).toContain('## Smoke test passed');
    expect(printedBy(step)).not.toContain(PASSWORD);
  });

  test('writes reports that hold no secret', async () => {
    const step = await smokeTest(inputs(await mathapp()));
    const json = await readFile(join(folder, 'reports', 'smoke-test.json'), 'utf8');
    const junit = await readFile(join(folder, 'reports', 'smoke-test.junit.xml'), 'utf8');
    expect(JSON.parse(json)).toMatchObject({ result: 'passed', steps: expect.any(Array) as unknown });
    expect(junit.match(/<testcase /g)).toHaveLength(12);
    expect(json + junit).not.toContain(PASSWORD);
    expect(step.outputs['report']).toMatch(/smoke-test\.json$/);
  });

  test('fails them in the version whose reads fail, at the journey that reads', async () => {
    const url = await mathapp('errors', () => 0.99);
    for (let read = 0; read < 8; read += 1) await fetch(`${url}/questions?level=2`);
    const step = await smokeTest(inputs(url));
    expect(step.exitCode).toBe(1);
    expect(step.outputs).toMatchObject({
      result: 'failed',
      'failed-step': 'visitor / GET /questions?level=2',
    });
    expect(step.annotations).toEqual([
      expect.objectContaining({
        name: 'error',
        properties: expect.objectContaining({ line: expect.any(String) as unknown }) as unknown,
        message: expect.stringContaining('status: expected 2xx, got 500') as unknown,
      }),
    ]);
    expect(step.stdout).toContain("repeat:   curl -X GET 'http://127.0.0.1:");
    expect(printedBy(step)).not.toContain(PASSWORD);
  });

  test('fails where another version answers', async () => {
    const url = await mathapp();
    const step = await smokeTest({ ...inputs(url), variables: 'EXPECTED_VERSION=9.9.9' });
    expect(step.outputs['failed-step']).toBe('version / GET /health');
    expect(step.stdout).toContain('$.version: expected "9.9.9", got "1.2.3"');
  });
});

describe('hostile text', () => {
  test('of a body cannot give the runner a command, and is shown only when asked for', async () => {
    const url = await service((_, response) => {
      response.writeHead(500).end('::error::owned\n::add-mask::a\n##[error]owned');
    });
    const checks = await checksFile('journeys: {a: [{get: /}]}');
    const asked = await smokeTest({ url, checks, 'show-bodies': 'true' });
    expect(asked.stdout).toContain('::error::owned');
    expect(asked.annotations.map(({ message }) => message)).toEqual([
      expect.stringContaining('Smoke test failed'),
    ]);
    expect(asked.masks).not.toContain('a');
    const unasked = await smokeTest({ url, checks });
    expect(printedBy(unasked)).not.toContain('owned');
  });

  test('of a value that an assertion names cannot either', async () => {
    const url = await service((_, response) => response.end(JSON.stringify({ a: '\n::error::owned' })));
    const checks = await checksFile(
      'journeys: {"\\n::error::journey": [{get: /, expect: {json: {$.a: 1}}}]}',
    );
    const step = await smokeTest({ url, checks });
    expect(step.annotations).toHaveLength(1);
    expect(step.annotations[0]?.message).toMatch(/^Smoke test failed/);
  });

  test('a captured secret is masked in the log, also when an assertion names it', async () => {
    const url = await service((_, response) => response.end(JSON.stringify({ token: 'tok-98765' })));
    const checks = await checksFile(`journeys:
  a:
    - post: /login
      capture: {token: {json: $.token, secret: true}}
    - get: /
      expect: {json: {$.token: other}}
`);
    const step = await smokeTest({ url, checks, 'show-bodies': 'true' });
    expect(step.masks).toContain('tok-98765');
    expect(printedBy(step)).not.toContain('tok-98765');
    expect(await readFile(join(folder, 'reports', 'smoke-test.json'), 'utf8')).not.toContain('tok-98765');
  });
});

describe('before any request', () => {
  test.each([
    ['an environment variable', 'get: "/${GITHUB_TOKEN}"', '`GITHUB_TOKEN` is not defined'],
    [
      'a secret for another host',
      'post: https://evil.example/, json: "${KEY}"',
      'https://evil.example is neither',
    ],
    ['an unknown key', 'get: /, exepct: {}', 'Did you mean `expect`?'],
  ])('%s is refused, with file and line', async (_, last, message) => {
    let requests = 0;
    const url = await service((_request, response) => {
      requests += 1;
      response.end();
    });
    const checks = await checksFile(`journeys:\n  a:\n    - get: /\n    - {${last}}\n`);
    const step = await smokeTest({ url, checks, secrets: 'KEY=the-key' }, { GITHUB_TOKEN: 'ghs_token' });
    expect(step.exitCode).toBe(1);
    expect(requests).toBe(0);
    expect(step.annotations).toHaveLength(1);
    expect(step.annotations[0]?.message).toContain(message);
    expect(step.annotations[0]?.message).toContain('nothing was requested');
    expect(step.annotations[0]?.properties).toMatchObject({ file: checks, line: '4' });
    expect(printedBy(step)).not.toContain('ghs_token');
    expect(printedBy(step)).not.toContain('the-key');
  });

  test('all faults of the inputs are told at once', async () => {
    const step = await smokeTest({
      url: 'app.example.com',
      variables: 'A=1',
      secrets: 'A=2\nEMPTY=\nRUN_ID=3',
      'allow-hosts': 'http://plain.example',
    });
    const message = step.annotations[0]?.message ?? '';
    for (const part of [
      '`url`: ',
      '`EMPTY` is empty',
      '`A` is in `variables` too',
      '`RUN_ID` is a name that',
      'plain.example',
    ])
      expect(message).toContain(part);
  });

  test('a checks file that is not there is named', async () => {
    const step = await smokeTest({ url: 'http://127.0.0.1:1', checks: 'no/checks.yml' });
    expect(step.annotations[0]?.message).toContain('The checks file no/checks.yml cannot be read.');
  });
});

test('a connection that is reset once makes the result flaky: green, with a warning', async () => {
  let requests = 0;
  const url = await service((request, response) => {
    requests += 1;
    if (requests === 1) request.socket.destroy();
    else response.end();
  });
  const step = await smokeTest({ url, checks: await checksFile('journeys: {a: [{get: /}]}') });
  expect(step.exitCode).toBe(0);
  expect(step.outputs['result']).toBe('flaky');
  expect(step.annotations).toEqual([expect.objectContaining({ name: 'warning' })]);
});

test('an ID token goes to the target beside the credentials of the app', async () => {
  const seen: unknown[] = [];
  const url = await service((request, response) => {
    seen.push([request.headers.authorization, request.headers['x-serverless-authorization']]);
    response.end();
  });
  const checks = await checksFile('journeys: {a: [{get: /, auth: {bearer: "${APP}"}}]}');
  const step = await smokeTest({ url, checks, secrets: 'APP=app-token', 'id-token': 'eyJ.id.token' });
  expect(step.exitCode).toBe(0);
  expect(seen).toEqual([['Bearer app-token', 'Bearer eyJ.id.token']]);
  expect(step.masks).toContain('eyJ.id.token');
});
