import { describe, expect, test } from '@jest/globals';
import { outputs, runYaml, type Files } from './fixtures/workflow-repositories';

/** One job with these steps, which hands out `steps` as JSON. */
function job(steps: string): string {
  return `jobs:
  it:
    runs-on: ubuntu-latest
    outputs: { steps: '\${{ toJSON(steps) }}' }
    env: { GREETING: hello }
    steps:
${steps.replace(/^/gm, '      ')}`;
}

describe('a run step', () => {
  test('speaks through the environment files, heredocs included', async () => {
    const ran = await runYaml(
      job(`
- id: write
  run: |
    { echo "text<<END"; echo one; echo "two=2"; echo END; } >> $GITHUB_OUTPUT
    echo "COLOUR=blue" >> $GITHUB_ENV
    mkdir -p bin; printf '#!/bin/sh\\necho tool runs' > bin/our-tool; chmod +x bin/our-tool
    echo "$PWD/bin" >> $GITHUB_PATH
    echo "## Written" >> $GITHUB_STEP_SUMMARY
- run: our-tool; echo "$COLOUR \${{ env.COLOUR }} $GREETING"
- run: echo "## Again" >> $GITHUB_STEP_SUMMARY
`),
    );
    const { write } = JSON.parse(outputs(ran, 'it').steps ?? '') as { write: unknown };
    expect(write).toEqual({ outputs: { text: 'one\ntwo=2' }, outcome: 'success', conclusion: 'success' });
    expect(ran.lines).toEqual(['tool runs', 'blue blue hello']);
    expect(ran.jobs[0]?.summary).toBe('## Written\n\n## Again\n');
  });

  test('fails when what it wrote cannot be read', async () => {
    const ran = await runYaml(job('- run: printf "x<<EOF\\nno end\\n" >> $GITHUB_OUTPUT'));
    expect(ran.conclusion).toBe('failure');
    expect(ran.lines).toEqual([`Error: Invalid value. Matching delimiter not found 'EOF'.`]);
  });

  test('with shell bash fails by a broken pipe, and without one does not, as on GitHub', async () => {
    const pipe = (shell: string) => runYaml(job(`- { run: 'false | true', ${shell} }`));
    expect((await pipe('shell: bash')).conclusion).toBe('failure');
    expect((await pipe('name: no shell')).conclusion).toBe('success');
  });

  test('runs where the step, the job or the workflow says', async () => {
    const ran = await runYaml(
      `defaults: { run: { working-directory: a } }\n` +
        job(`
- { run: mkdir a b, working-directory: . }
- run: basename $PWD
- { run: basename $PWD, working-directory: b }`),
    );
    expect(ran.lines).toEqual(['a', 'b']);
    const nowhere = await runYaml(job('- { run: basename $PWD, working-directory: c }'));
    expect(nowhere.lines).toEqual([`Error: The working directory 'c' is not there.`]);
  });

  test('decides by the outcome of those before it', async () => {
    const ran = await runYaml(
      job(`
- { id: forgiven, run: exit 1, continue-on-error: true }
- { run: echo goes on, if: "steps.forgiven.outcome == 'failure' && steps.forgiven.conclusion == 'success'" }
- { id: broken, run: exit 1 }
- { run: echo skipped }
- { run: echo failed, if: failure() }
- { run: echo always, if: '\${{ always() }}' }
- { run: echo cancelled, if: cancelled() }
- { run: echo forgotten, if: "failure() && steps.broken.outcome == 'success'" }
`),
    );
    expect(ran.lines.filter((line) => !line.startsWith('Error'))).toEqual(['goes on', 'failed', 'always']);
    expect(ran.jobs[0]?.steps.map((step) => step.conclusion)).toEqual([
      'success',
      'success',
      'failure',
      'skipped',
      'success',
      'success',
      'skipped',
      'skipped',
    ]);
  });

  test('that takes too long fails, and the rest of the job goes by that', async () => {
    const ran = await runYaml(
      job('- { name: Wait, run: sleep 30, timeout-minutes: 0.005 }\n- { run: echo tidied, if: failure() }'),
    );
    expect(ran.lines).toEqual([`Error: The action 'Wait' has timed out after 0.005 minutes.`, 'tidied']);
    expect(ran.conclusion).toBe('failure');
  });

  test('obeys commands, hides masks and leaves foreign text alone between stop-commands', async () => {
    const ran = await runYaml(
      job(`
- name: Speak
  run: |
    echo "::add-mask::hunter-2"
    echo "it is hunter-2"
    echo "::error file=a.ts,line=3,title=Bad%2C very::It broke%0Atwice"
    echo "::stop-commands::pause"
    echo "::error::not ours"
    echo "::pause::"
    echo "::notice::ours"
`),
    );
    expect(ran.lines).toEqual(['it is ***', 'Error: It broke\ntwice', '::error::not ours', 'Notice: ours']);
    expect(ran.events.flatMap((event) => (event.type === 'annotation' ? [event.annotation] : []))).toEqual([
      { level: 'error', message: 'It broke\ntwice', title: 'Bad, very', file: 'a.ts', line: 3 },
      { level: 'notice', message: 'ours' },
    ]);
  });

  test('finds the documented variables and nothing of this machine', async () => {
    process.env.LEAKED_FROM_HOST = 'yes';
    const ran = await runYaml(
      job('- run: echo "$GITHUB_REPOSITORY $GITHUB_REF_NAME $GITHUB_JOB $RUNNER_OS $CI [$LEAKED_FROM_HOST]"'),
    );
    delete process.env.LEAKED_FROM_HOST;
    expect(ran.lines).toEqual(['octo/app main it Linux true []']);
  });
});

const traced = (name: string, extra = ''): string => `
name: ${name}
description: Says what it gets
inputs: { word: { default: none }, 'two words': { default: '\${{ github.repository }}' } }
runs: { using: node24, main: main.cjs, pre: pre.cjs, post: post.cjs${extra} }
`;
const say = (stage: string): string =>
  `console.log('${stage}', process.env.INPUT_WORD, process.env.INPUT_TWO_WORDS, process.env.STATE_seen ?? '-');
require('fs').appendFileSync(process.env.GITHUB_STATE, 'seen=${stage}\\n');
if (process.env.INPUT_WORD === 'fail' && '${stage}' === 'main') process.exit(1);`;
const nodeAction = (folder: string, extra?: string): Files => ({
  [`${folder}/action.yml`]: traced(folder, extra),
  ...Object.fromEntries(['pre', 'main', 'post'].map((stage) => [`${folder}/${stage}.cjs`, say(stage)])),
});

describe('an action', () => {
  test('runs pre before all steps and post after them in reverse, with its state, though main failed', async () => {
    const ran = await runYaml(
      job(`
- { run: echo first step }
- { uses: acme/sluice/a@v1, with: { word: one } }
- { uses: acme/sluice/b@v1, with: { word: fail } }
- { uses: acme/sluice/a@v1 }
`),
      { suiteFiles: { ...nodeAction('a'), ...nodeAction('b') } },
    );
    expect(ran.lines.filter((line) => !line.startsWith('Error'))).toEqual([
      'pre one octo/app -',
      'pre fail octo/app -',
      'pre none octo/app -',
      'first step',
      'main one octo/app pre',
      'main fail octo/app pre',
      'post none octo/app pre',
      'post fail octo/app main',
      'post one octo/app main',
    ]);
    expect(ran.jobs[0]?.steps.map((step) => step.name).slice(-1)).toEqual(['Post Run acme/sluice/a@v1']);
    expect(ran.conclusion).toBe('failure');
  });

  test('runs post only where post-if holds', async () => {
    const ran = await runYaml(job('- { uses: acme/sluice/a@v1, with: { word: fail } }'), {
      suiteFiles: nodeAction('a', ', post-if: success()'),
    });
    expect(ran.lines.filter((line) => line.startsWith('post'))).toEqual([]);
  });

  test('of composite kind has inputs, outputs and conditions of its own, and uses its neighbours', async () => {
    const ran = await runYaml(
      job(`
- { id: whole, uses: acme/sluice/whole@v1, with: { name: Ada }, env: { EXTRA: given } }
- { run: 'echo "after $LATER [$EXTRA]"' }
`),
      {
        suiteFiles: {
          ...nodeAction('a'),
          'whole/action.yml': `
name: Whole
description: Greets
inputs: { name: { required: true }, greeting: { default: Hi } }
outputs: { line: { value: '\${{ steps.say.outputs.line }}!' } }
runs:
  using: composite
  steps:
    - id: say
      shell: bash
      run: |
        echo "line=\${{ inputs.greeting }} \${{ inputs.name }}" >> $GITHUB_OUTPUT
        echo "LATER=set" >> $GITHUB_ENV
    - { run: 'echo "$LATER $EXTRA \${{ github.action_path != github.workspace }}"', shell: bash }
    - { uses: $/a, with: { word: '\${{ inputs.name }}' } }
`,
        },
      },
    );
    expect(ran.lines).toEqual([
      'pre  octo/app -',
      'set given true',
      'main Ada octo/app pre',
      'after set []',
      'post Ada octo/app main',
    ]);
    expect(JSON.parse(outputs(ran, 'it').steps ?? '')).toMatchObject({
      whole: { outputs: { line: 'Hi Ada!' } },
    });
  });

  test('of the caller comes with the checkout, and an input it does not know is warned of', async () => {
    const ran = await runYaml(
      job(`
- { uses: actions/checkout@v6, with: { persist-credentials: false } }
- { uses: ./.github/actions/mine, with: { wrod: x } }
`),
      {
        files: {
          '.github/actions/mine/action.yml':
            'name: Mine\ndescription: Lists\nruns: { using: composite, steps: [{ run: ls, shell: bash }] }',
          'README.md': '# App',
        },
      },
    );
    expect(ran.lines).toContain('README.md');
    expect(ran.lines).toContain(`Warning: Unexpected input(s) 'wrod', valid inputs are ['']`);
  });
});

describe('a stand-in for somebody else’s action', () => {
  test('gets its inputs and gives outputs, environment and a post hook', async () => {
    const told: string[] = [];
    const ran = await runYaml(
      job(`
- { id: auth, uses: google/auth@v3, with: { provider: '\${{ github.repository }}' } }
- { run: 'echo "$CREDENTIALS \${{ steps.auth.outputs.token }}"' }
`),
      {
        thirdParty: {
          'google/auth': {
            inputs: ['provider'],
            run: ({ inputs, mask }) => {
              mask('tok-1234');
              told.push(`run ${inputs.provider ?? ''}`);
              return Promise.resolve({ outputs: { token: 'tok-1234' }, env: { CREDENTIALS: '/file' } });
            },
            post: () => {
              told.push('post');
              return Promise.resolve();
            },
          },
        },
      },
    );
    expect(told).toEqual(['run octo/app', 'post']);
    expect(ran.lines).toEqual(['/file ***']);
  });
});
