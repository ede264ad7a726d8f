import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@jest/globals';
import { expectGone } from './fixtures/processes';
import { repository } from './fixtures/workflow-repositories';

/** Starts a program of its own that runs a workflow, by the loader that `npm run rehearse` uses. */
function startHost(script: string) {
  const { folder } = repository('octo/app', {
    '.github/workflows/test.yml': `on: push\njobs: { it: { runs-on: ubuntu-latest, steps: [{ run: '${script}' }] } }`,
  });
  const program = path.join(import.meta.dirname, 'fixtures', 'workflow-host.ts');
  const host = spawn(process.execPath, ['--import', 'tsx', program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { host, lines: createInterface({ input: host.stdout })[Symbol.asyncIterator]() };
}

test('the runner works outside of the tests', async () => {
  const { host, lines } = startHost('echo hello');
  expect((await lines.next()).value).toBe('hello');
  expect((await lines.next()).value).toBe('success');
  if (host.exitCode === null) await once(host, 'exit');
  expect(host.exitCode).toBe(0);
});

test('a host that is killed leaves no process behind', async () => {
  const { host, lines } = startHost('sleep 600 & echo $!; wait');
  const child = Number((await lines.next()).value);
  expect(child).toBeGreaterThan(0);
  host.kill('SIGKILL');
  await expectGone(child);
});
