import { describe, expect, test } from '@jest/globals';
import { expectGone } from './fixtures/processes';
import { results, runYaml, type Ran, type Setting } from './fixtures/workflow-repositories';

/** Runs a workflow and cancels it when a line of its output says so. */
async function cancelledAt(line: string, yaml: string, setting: Setting = {}): Promise<Ran> {
  const cancel = new AbortController();
  return runYaml(yaml, {
    ...setting,
    signal: cancel.signal,
    on: (event) => {
      if (event.type === 'output' && event.line === line) cancel.abort();
    },
  });
}

const job = (body: string): string => `{ runs-on: ubuntu-latest, ${body} }`;

describe('a cancelled run', () => {
  test('interrupts the step, then runs the steps and jobs that are meant for that', async () => {
    const ran = await cancelledAt(
      'ready',
      `
jobs:
  work:
    runs-on: ubuntu-latest
    steps:
      - run: |
          trap 'echo interrupted; exit 1' INT
          echo ready
          while :; do sleep 0.05; done
      - run: echo not any more
      - { run: echo tidy up, if: always() }
      - { run: echo put back, if: cancelled() }
      - { run: echo no failure, if: failure() }
  next: ${job('needs: work, steps: [{ run: echo next }]')}
  recover: ${job('needs: work, if: "cancelled() && needs.work.result == \'cancelled\'", steps: [{ run: echo recovered }]')}
  never: ${job('needs: work, if: false, steps: [{ run: echo never }]')}
`,
    );
    expect(ran.lines).toEqual(['ready', 'interrupted', 'tidy up', 'put back', 'recovered']);
    expect(results(ran)).toEqual({
      work: 'cancelled',
      next: 'skipped',
      recover: 'success',
      never: 'skipped',
    });
    expect(ran.conclusion).toBe('cancelled');
  });

  test('leaves a running job alone whose condition still holds, and a step likewise', async () => {
    const ran = await cancelledAt(
      'ready',
      `
jobs:
  rollback: ${job("if: always(), steps: [{ run: 'echo ready; sleep 0.5; echo done' }]")}
  tidying: ${job("steps: [{ run: 'sleep 0.3; exit 1' }, { if: always(), run: echo tidied }]")}
`,
    );
    expect(results(ran).rollback).toBe('success');
    expect(results(ran).tidying).toBe('cancelled');
    expect(ran.lines).toEqual(expect.arrayContaining(['ready', 'done', 'tidied']));
  });

  test('ends a process that does not listen, with all that it started', async () => {
    const ran = await cancelledAt(
      'ready',
      `
jobs:
  deaf:
    runs-on: ubuntu-latest
    steps:
      - run: |
          trap '' INT TERM
          sleep 600 & echo "child $!"
          echo ready
          while :; do wait; done
`,
    );
    const child = Number(/child (\d+)/.exec(ran.lines.join('\n'))?.[1]);
    expect(ran.conclusion).toBe('cancelled');
    await expectGone(child);
  });

  test('lets the steps of a composite action tidy up as well', async () => {
    const action = `name: Whole
description: Works and tidies up
runs:
  using: composite
  steps:
    - { run: 'echo ready; sleep 30', shell: bash }
    - { run: echo not any more, shell: bash }
    - { run: echo tidied inside, shell: bash, if: cancelled() }`;
    const ran = await cancelledAt(
      'ready',
      `jobs:\n  it: ${job('steps: [{ uses: acme/sluice/whole@v1 }, { run: echo never }]')}`,
      {
        suiteFiles: { 'whole/action.yml': action },
      },
    );
    expect(ran.lines).toEqual(['ready', 'tidied inside']);
    expect(results(ran)).toEqual({ it: 'cancelled' });
  });

  test.each(['plan', 'migrate', 'rollout'])('at the boundary after %s starts nothing more', async (last) => {
    const cancel = new AbortController();
    const started: string[] = [];
    const ran = await runYaml(
      `jobs:
  plan: ${job('steps: [{ run: exit 0 }]')}
  migrate: ${job('needs: plan, steps: [{ run: exit 0 }]')}
  rollout: ${job('needs: migrate, steps: [{ run: exit 0 }]')}
  report: ${job('needs: rollout, steps: [{ run: exit 0 }]')}`,
      {
        signal: cancel.signal,
        on: (event) => {
          if (event.type === 'job-started') started.push(event.job);
          if (event.type === 'job-finished' && event.job === last) cancel.abort();
        },
      },
    );
    expect(started.at(-1)).toBe(last);
    expect(ran.conclusion).toBe('cancelled');
  });

  test('closes its gates, and runs nothing behind them', async () => {
    const cancel = new AbortController();
    const ran = await runYaml(
      `jobs:\n  production: ${job('environment: production, steps: [{ run: echo shipped }]')}`,
      {
        signal: cancel.signal,
        gate: () => {
          cancel.abort();
          return new Promise(() => undefined);
        },
      },
    );
    expect(ran.lines).toEqual([]);
    expect(ran.gates).toMatchObject([{ environment: 'production', outcome: 'cancelled', approvedBy: null }]);
    expect(ran.conclusion).toBe('cancelled');
  });
});

describe('time', () => {
  test('up for a job cancels it, and it says why', async () => {
    const ran = await runYaml(
      `jobs:\n  slow: ${job('timeout-minutes: 0.005, steps: [{ run: sleep 30 }, { if: always(), run: echo tidied }]')}`,
    );
    expect(ran.jobs[0]).toMatchObject({
      result: 'cancelled',
      problem: 'The job has exceeded the maximum execution time of 0.005 minutes.',
    });
    expect(ran.lines).toEqual(['tidied']);
  });
});

test('what a job leaves running ends with it', async () => {
  const ran = await runYaml(
    `jobs:\n  it: ${job("steps: [{ run: 'sleep 600 > /dev/null 2>&1 & echo $!' }, { run: 'pgrep sleep > /dev/null && echo still there' }]")}`,
  );
  const child = Number(ran.lines[0]);
  expect(child).toBeGreaterThan(0);
  expect(ran.lines[1]).toBe('still there');
  await expectGone(child);
});
