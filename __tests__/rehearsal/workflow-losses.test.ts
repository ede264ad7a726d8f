import { describe, expect, test } from '@jest/globals';
import { expectGone } from './fixtures/processes';
import { results, runYaml, type Ran } from './fixtures/workflow-repositories';
import type { RunOptions } from '../../rehearsal/workflow/options';

type Ending = 'machineLoss' | 'forceCancel';

/** Runs a workflow and takes away its machine, or all of it, when its output says so. */
async function endedAtReady(ending: Ending, yaml: string): Promise<Ran> {
  const end = new AbortController();
  const signals: Pick<RunOptions, Ending> = { [ending]: end.signal };
  return runYaml(yaml, {
    ...signals,
    on: (event) => {
      if (event.type === 'output' && event.line.startsWith('ready')) end.abort();
    },
  });
}

const DEPLOYS = `
jobs:
  deploy:
    runs-on: ubuntu-latest
    outputs: { url: '\${{ steps.deploy.outputs.url }}' }
    steps:
      - id: deploy
        run: |
          trap 'echo heard a signal' INT TERM
          echo url=there >> "$GITHUB_OUTPUT"
          echo "ready $$"
          while :; do sleep 0.05; done
      - { run: echo tidy up, if: always() }
  rollback:
    needs: deploy
    if: always() && needs.deploy.result != 'success'
    runs-on: ubuntu-latest
    steps: [{ run: 'echo "brought back, knowing \${{ needs.deploy.outputs.url || ''nothing'' }}"' }]
`;

const processIn = (ran: Ran): number => Number(/ready (\d+)/.exec(ran.lines.join('\n'))?.[1]);

describe('a machine that dies', () => {
  test('hears no signal and runs nothing more; the next job has one of its own', async () => {
    const ran = await endedAtReady('machineLoss', DEPLOYS);
    expect(ran.lines.slice(1)).toEqual(['brought back, knowing nothing']);
    expect(results(ran)).toEqual({ deploy: 'failure', rollback: 'success' });
    expect(ran.jobs.find(({ id }) => id === 'deploy')?.problem).toContain('lost communication');
    await expectGone(processIn(ran));
  });
});

describe('a run that is cancelled by force', () => {
  test('ends at once, and nothing begins that is meant to run always', async () => {
    const ran = await endedAtReady('forceCancel', DEPLOYS);
    expect(ran.lines).toHaveLength(1);
    expect(results(ran)).toEqual({ deploy: 'cancelled', rollback: 'cancelled' });
    expect(ran.conclusion).toBe('cancelled');
    await expectGone(processIn(ran));
  });
});
