import { describe, expect, test } from '@jest/globals';
import { outputs, results, runYaml } from './fixtures/workflow-repositories';

describe('jobs', () => {
  test('run in the order of their needs and hand outputs on', async () => {
    const ran = await runYaml(`
jobs:
  last:
    needs: [first, middle]
    runs-on: ubuntu-latest
    outputs: { whole: '\${{ steps.join.outputs.whole }}' }
    steps:
      - id: join
        env: { FIRST: '\${{ needs.first.outputs.word }}', MIDDLE: '\${{ needs.middle.outputs.word }}' }
        run: echo "whole=$FIRST-$MIDDLE" >> "$GITHUB_OUTPUT"
  middle:
    needs: first
    runs-on: ubuntu-latest
    outputs: { word: '\${{ steps.say.outputs.word }}' }
    steps: [{ id: say, run: 'echo "word=two" >> "$GITHUB_OUTPUT"' }]
  first:
    runs-on: ubuntu-latest
    outputs: { word: '\${{ steps.say.outputs.word }}' }
    steps: [{ id: say, run: 'echo "word=one" >> "$GITHUB_OUTPUT"' }]
`);
    expect(ran.conclusion).toBe('success');
    expect(ran.jobs.map((job) => job.id)).toEqual(['first', 'middle', 'last']);
    expect(outputs(ran, 'last')).toEqual({ whole: 'one-two' });
  });

  test('of another machine run here where something stands in for it', async () => {
    const yaml = `jobs: { app: { runs-on: macos-15, steps: [{ run: echo built }] } }`;
    const ran = await runYaml(yaml, { runners: ['macos-15'] });
    expect(results(ran)).toEqual({ app: 'success' });
    expect(ran.lines).toContain('built');
    await expect(runYaml(yaml, { runners: ['macos-14'] })).rejects.toThrow("it has no 'macos-15'");
  });

  test('are skipped behind a failure, except where a status function says otherwise', async () => {
    const ran = await runYaml(`
jobs:
  broken: { runs-on: ubuntu-latest, steps: [{ run: exit 3 }] }
  next: { needs: broken, runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
  rollback: { needs: next, if: failure(), runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
  always: { needs: next, if: always(), runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
  behind: { needs: always, runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
  condition: { needs: broken, if: "needs.broken.result == 'failure'", runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
  said: { needs: broken, if: "!cancelled() && needs.broken.result == 'failure'", runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
`);
    expect(ran.conclusion).toBe('failure');
    expect(results(ran)).toEqual({
      broken: 'failure',
      next: 'skipped',
      rollback: 'success',
      always: 'success',
      behind: 'skipped',
      condition: 'skipped',
      said: 'success',
    });
  });

  test('behind a skipped one are skipped, with success() false for the whole chain', async () => {
    const ran = await runYaml(`
jobs:
  off: { if: false, runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
  through: { needs: off, if: always(), runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
  after: { needs: through, runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
`);
    expect(results(ran)).toEqual({ off: 'skipped', through: 'success', after: 'skipped' });
    expect(ran.conclusion).toBe('success');
  });

  test('with continue-on-error do not fail the run nor what needs them', async () => {
    const ran = await runYaml(`
jobs:
  shaky: { continue-on-error: true, runs-on: ubuntu-latest, steps: [{ run: exit 1 }] }
  next: { needs: shaky, runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
`);
    expect(results(ran)).toEqual({ shaky: 'success', next: 'success' });
    expect(ran.jobs[0]?.outcome).toBe('failure');
    expect(ran.conclusion).toBe('success');
  });

  test('of a matrix run with their values, and failing fast cancels the others', async () => {
    const ran = await runYaml(`
jobs:
  each:
    runs-on: ubuntu-latest
    strategy: { matrix: { speed: [fast, slow], include: [{ speed: fast, code: 1 }, { speed: slow, code: 0 }] } }
    steps:
      - run: if [ "\${{ matrix.speed }}" = slow ]; then sleep 20; fi; exit \${{ matrix.code }}
`);
    expect(Object.fromEntries(ran.jobs.map((job) => [job.name, job.result]))).toEqual({
      'each (fast, 1)': 'failure',
      'each (slow, 0)': 'cancelled',
    });
  });

  test('of a matrix without fail-fast all end, no more than max-parallel at a time', async () => {
    let running = 0;
    let most = 0;
    const ran = await runYaml(
      `
jobs:
  each:
    runs-on: ubuntu-latest
    strategy: { fail-fast: false, max-parallel: 2, matrix: { n: [1, 2, 3, 4] } }
    outputs: { n: '\${{ steps.n.outputs.n }}' }
    steps:
      - { id: n, run: 'echo "n=\${{ matrix.n }} of \${{ strategy.job-total }}" >> $GITHUB_OUTPUT' }
      - if: matrix.n == 1
        run: exit 1
`,
      {
        on: (event) => {
          if (event.type === 'job-started') most = Math.max(most, (running += 1));
          if (event.type === 'job-finished') running -= 1;
        },
      },
    );
    expect(ran.jobs.map((job) => job.result).sort()).toEqual(['failure', 'success', 'success', 'success']);
    expect(ran.jobs.map((job) => job.outputs.n).sort()).toEqual(['1 of 4', '2 of 4', '3 of 4', '4 of 4']);
    expect(most).toBe(2);
  });

  test('get the matrix of an earlier job through fromJSON', async () => {
    const ran = await runYaml(`
jobs:
  plan:
    runs-on: ubuntu-latest
    outputs: { list: '\${{ steps.p.outputs.list }}' }
    steps: [{ id: p, run: "echo 'list=[\\"eu\\",\\"us\\"]' >> $GITHUB_OUTPUT" }]
  deploy:
    needs: plan
    name: Deploy \${{ matrix.region }}
    runs-on: ubuntu-latest
    strategy: { matrix: { region: '\${{ fromJSON(needs.plan.outputs.list) }}' } }
    steps: [{ run: 'true' }]
`);
    expect(ran.jobs.map((job) => job.name).sort()).toEqual(['Deploy eu', 'Deploy us', 'plan']);
  });
});

describe('an output that contains a secret', () => {
  test('does not leave the job, and the log says so', async () => {
    const ran = await runYaml(
      `
jobs:
  leak:
    runs-on: ubuntu-latest
    outputs: { plain: '\${{ steps.s.outputs.plain }}', secret: '\${{ steps.s.outputs.secret }}' }
    steps:
      - id: s
        env: { TOKEN: '\${{ secrets.TOKEN }}' }
        run: |
          echo "plain=fine" >> $GITHUB_OUTPUT
          echo "secret=x-$TOKEN" >> $GITHUB_OUTPUT
          echo "the token is $TOKEN, in base64 $(printf %s "$TOKEN" | base64)"
          echo "# $TOKEN" >> $GITHUB_STEP_SUMMARY
`,
      { secrets: { TOKEN: 'swordfish-7' } },
    );
    expect(outputs(ran, 'leak')).toEqual({ plain: 'fine' });
    expect(ran.events).toContainEqual(
      expect.objectContaining({
        type: 'warning',
        message: "Skip output 'secret' since it may contain secret.",
      }),
    );
    expect(ran.lines.join('\n')).toMatch(/the token is \*\*\*, in base64 \*\*\*/);
    expect(JSON.stringify([ran.jobs, ran.events])).not.toContain('swordfish');
  });
});

describe('an environment', () => {
  const yaml = `
jobs:
  plan: { runs-on: ubuntu-latest, steps: [{ run: 'echo "# Ships 1.2.3" >> $GITHUB_STEP_SUMMARY' }] }
  production:
    needs: plan
    runs-on: ubuntu-latest
    environment: { name: '\${{ vars.ENVIRONMENT }}', url: https://example.com }
    steps: [{ run: 'echo key=$KEY', env: { KEY: '\${{ vars.PLACE }}' } }]
  rollback: { needs: production, if: failure(), runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
`;
  const vars = { ENVIRONMENT: 'production' };

  test('shows the summaries so far and lets an approved job through, with its own variables', async () => {
    const ran = await runYaml(yaml, {
      vars,
      environments: { production: { vars: { PLACE: 'eu' } } },
      gate: () => Promise.resolve({ outcome: 'approved', by: 'mona' }),
    });
    expect(ran.gates).toEqual([
      {
        environment: 'production',
        job: 'production',
        outcome: 'approved',
        approvedBy: 'mona',
        brief: '# Ships 1.2.3\n',
      },
    ]);
    expect(ran.lines).toContain('key=eu');
    expect(results(ran)).toEqual({ plan: 'success', production: 'success', rollback: 'skipped' });
  });

  test('that is rejected runs no step of the job', async () => {
    const ran = await runYaml(yaml, {
      vars,
      gate: () => Promise.resolve({ outcome: 'rejected', by: 'mona' }),
    });
    expect(ran.conclusion).toBe('failure');
    expect(ran.jobs.find((job) => job.id === 'production')).toMatchObject({ result: 'failure', steps: [] });
    expect(ran.gates[0]).toMatchObject({ outcome: 'rejected', approvedBy: null });
  });

  test('without protection is no gate', async () => {
    const ran = await runYaml(yaml, { vars, gate: () => Promise.resolve({ outcome: 'unprotected' }) });
    expect(ran.gates).toEqual([]);
    expect(ran.conclusion).toBe('success');
  });
});

describe('permissions', () => {
  test('are those of the job, or of the workflow, and come to whoever makes the token', async () => {
    const asked: Record<string, unknown> = {};
    const ran = await runYaml(
      `
permissions: { contents: read }
jobs:
  plain: { runs-on: ubuntu-latest, steps: [{ run: 'echo "$ACTIONS_ID_TOKEN_REQUEST_URL|\${{ github.token }}"' }] }
  keyless:
    permissions: { id-token: write }
    runs-on: ubuntu-latest
    steps: [{ run: 'echo "url=$ACTIONS_ID_TOKEN_REQUEST_URL"' }]
`,
      {
        permissionsToken: (permissions, job) => {
          asked[job.id] = { permissions, ref: job.jobWorkflowRef };
          const env: Record<string, string> =
            permissions['id-token'] === 'write'
              ? { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:1/' }
              : {};
          return { token: `token-of-${job.id}`, env };
        },
      },
    );
    const ref = 'octo/app/.github/workflows/test.yml@refs/heads/main';
    expect(asked).toEqual({
      plain: { permissions: { contents: 'read' }, ref },
      keyless: { permissions: { 'id-token': 'write' }, ref },
    });
    expect(ran.lines).toEqual(expect.arrayContaining(['|***', 'url=http://127.0.0.1:1/']));
  });
});

describe('a concurrency group', () => {
  const one = (queue: string): string => `
concurrency: { group: 'production-\${{ github.repository }}', ${queue} }
jobs: { it: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] } }`;

  test('of the workflow makes runs wait for each other, and without a queue the newest one wins', async () => {
    const conclusions = async (queue: string): Promise<string[]> => {
      const runs = await Promise.all([1, 2, 3].map(() => runYaml(one(queue))));
      return runs.map((run) => run.conclusion);
    };
    expect(await conclusions('queue: max')).toEqual(['success', 'success', 'success']);
    expect((await conclusions('queue: single')).sort()).toEqual(['cancelled', 'success', 'success']);
  });

  test('lets one job in after the other', async () => {
    const order: string[] = [];
    const ran = await runYaml(
      `
jobs:
  one: { concurrency: { group: rollout-jobs, queue: max }, runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
  two: { concurrency: { group: rollout-jobs, queue: max }, runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
  three: { concurrency: { group: Rollout-Jobs, queue: max }, runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
`,
      {
        on: (event) => {
          if (event.type === 'job-started' || event.type === 'job-finished') order.push(event.type);
        },
      },
    );
    expect(ran.conclusion).toBe('success');
    expect(order).toEqual(Array.from({ length: 3 }, () => ['job-started', 'job-finished']).flat());
  });
});
