import { describe, expect, test } from '@jest/globals';
import { describeFinding } from '../../rehearsal/lint/findings';
import { lint } from '../../rehearsal/lint/lint';
import { app, files, findings, findingsIn, head, job, library, sha, suite } from './lint-tree';

describe('what a reusable workflow is given', () => {
  const call = (...rest: string[]): string[] => [
    ...head,
    '  a:',
    '    uses: $/.github/workflows/called.yml',
    ...rest,
  ];
  const secrets = '    secrets: { notify-url: x }';

  test('passes when names and types are right', () => {
    const given = `    with: { service: app, dry-run: true, percent: '\${{ fromJSON(vars.PERCENT) }}' }`;
    expect(findings(...call(given, secrets))).toEqual([]);
  });

  test.each([
    [
      `dry-run: 'true'`,
      "8:16: The input 'dry-run' is a boolean, but gets a string. Write true without quotes.",
    ],
    [
      'dry-run: 1',
      "8:16: The input 'dry-run' is a boolean, but gets a number. Write true or false without quotes.",
    ],
    [
      'percent: five',
      "8:16: The input 'percent' is a number, but gets a string. Write a number without quotes.",
    ],
    [
      'percent: ${{ vars.PERCENT }}',
      "8:16: The input 'percent' is a number, but gets a string. Make it one with fromJSON(...).",
    ],
    [
      'dry-run: ${{ true }}x',
      "8:16: The input 'dry-run' is a boolean, but gets a string. Make it one with fromJSON(...).",
    ],
  ])('must have the type: %s', (input, finding) => {
    expect(findings(...call('    with:', '      service: app', `      ${input}`, secrets))).toEqual([
      finding,
    ]);
  });

  test('may be text that is no text, as GitHub has it', () => {
    expect(findings(...call('    with: { service: 5 }', secrets))).toEqual([]);
  });

  test('must exist and be complete, the secrets too', () => {
    expect(findings(...call('    with: { servce: app }', '    secrets: { notify: x }'))).toEqual([
      "5:11: '$/.github/workflows/called.yml' requires the input 'service', which is not given. Add it under 'with'.",
      "5:11: '$/.github/workflows/called.yml' requires the secret 'notify-url', which is not given. Add it under 'secrets'.",
      "6:13: '$/.github/workflows/called.yml' has no input 'servce'. Did you mean 'service'?",
      "7:16: '$/.github/workflows/called.yml' has no secret 'notify'. It has 'notify-url'.",
    ]);
  });

  test('is looked up under the suite’s name from another repository', () => {
    const text = [
      ...head,
      '  a:',
      '    uses: our/suite/.github/workflows/called.yml@v1',
      '    secrets: inherit',
      '    with: { service: app, rollout: x }',
    ].join('\n');
    expect(findingsIn('.github/workflows/x.yml', text, app)).toEqual([
      "7:27: 'our/suite/.github/workflows/called.yml@v1' has no input 'rollout'. It has 'service', 'dry-run', 'percent'.",
    ]);
  });

  test('leads to a workflow that is there and can be called', () => {
    expect(findings(...head, '  a: { uses: $/.github/workflows/cald.yml }')).toEqual([
      "4:14: '$/.github/workflows/cald.yml' cannot be used: There is no workflow '.github/workflows/cald.yml'.",
    ]);
    expect(findings(...head, '  a: { uses: ./.github/workflows/test.yml }')).toEqual([
      "4:14: './.github/workflows/test.yml' cannot be called. Add 'workflow_call' to its 'on'.",
    ]);
  });

  test('may pass on an input of another type only where that can work', () => {
    const text = [
      'on:',
      '  workflow_dispatch:',
      '    inputs:',
      '      dry: { type: string }',
      '      percent: { type: number, default: 5 }',
      'permissions: {}',
      'jobs:',
      '  a:',
      '    uses: $/.github/workflows/called.yml',
      '    secrets: inherit',
      '    with:',
      '      service: ${{ inputs.percent }}',
      '      percent: ${{ inputs.percent }}',
      '      dry-run: ${{ inputs.dry }}',
    ];
    expect(findings(...text)).toEqual([
      "14:16: The input 'dry-run' is a boolean, but gets a string. Make it one with fromJSON(...).",
    ]);
  });
});

describe('what an action is given', () => {
  test('must exist and be complete; a default stands for what is required', () => {
    const steps = job('a', 'steps:', '  - uses: $/actions/build', '    with:', '      imgae: x');
    expect(findings(...head, ...steps)).toEqual([
      "8:15: '$/actions/build' requires the input 'image', which is not given. Add it under 'with'.",
      "10:11: '$/actions/build' has no input 'imgae'. Did you mean 'image'?",
    ]);
  });

  test('is known for the actions that we have a stand-in for', () => {
    const uses = `actions/checkout@${sha}`;
    const steps = job('a', 'steps:', `  - uses: ${uses} # v6`, '    with: { fetch-dept: 0 }');
    expect(findings(...head, ...steps)).toEqual([
      "9:17: The rehearsal's stand-in for 'actions/checkout' has no input 'fetch-dept'. Did you mean 'fetch-depth'?",
    ]);
  });

  test('is not checked for others, which is said', () => {
    const text = [...head, ...job('a', 'steps:', `  - uses: else/where@${sha} # v1.2.0`)].join('\n');
    const source = { kind: 'workflow', source: suite, path: 'x.yml' } as const;
    const report = lint({ library, suite, thirdParty: {}, files: [source], readText: () => text });
    expect(report.findings).toEqual([]);
    expect(report.notes.map(describeFinding)).toEqual([
      `x.yml:8:15: Not checked: the inputs of 'else/where@${sha}' are not known here.`,
    ]);
  });
});

describe('names in expressions', () => {
  const producer = job(
    'build',
    'outputs: { digest: "${{ steps.image.outputs.digst }}" }',
    'steps:',
    '  - id: image',
    '    uses: $/actions/build',
    '    with: { image: x }',
  );

  test('outputs of steps are looked up in the action', () => {
    expect(findings(...head, ...producer)).toEqual([
      "7:29: The step 'image' ($/actions/build) has no output 'digst'. Did you mean 'digest'?",
    ]);
  });

  test('outputs of jobs and of called workflows are looked up in them', () => {
    const consumer = job(
      'deploy',
      'needs: [build, call]',
      'if: needs.build.resullt == needs.lint.result',
      'env:',
      '  A: ${{ needs.build.outputs.digest }} ${{ needs.call.outputs.revison }}',
      '  B: ${{ needs.build.outputs.image }}',
      'steps: [{ run: "true" }]',
    );
    const good = producer.map((line) => line.replace('digst', 'digest'));
    const call = [
      '  call:',
      '    uses: $/.github/workflows/called.yml',
      '    secrets: inherit',
      '    with: { service: x }',
    ];
    const unneeded = job('lint', 'steps: [{ run: "true" }]');
    expect(findings(...head, ...good, ...call, ...unneeded, ...consumer)).toEqual([
      "24:9: 'needs.build' has no property 'resullt'. Did you mean 'result'?",
      "24:32: The job does not need 'lint', so 'needs.lint' is empty. Add 'lint' to its 'needs'.",
      "26:48: The job 'call' has no output 'revison'. Did you mean 'revision'?",
      "27:14: The job 'build' has no output 'image'. It has 'digest'.",
    ]);
  });

  test('a step sees the ones before it, and a script only what it sets', () => {
    const steps = job(
      'a',
      'steps:',
      '  - run: echo "$A"',
      '    env: { A: "${{ steps.later.outputs.x }}${{ steps.latter.outcome }}" }',
      '  - id: later',
      '    run: |',
      '      true',
      '      echo "name=a" >> "$GITHUB_OUTPUT"',
      '  - run: echo "$A"',
      '    env: { A: "${{ steps.later.outputs.naem }}" }',
    );
    expect(findings(...head, ...steps)).toEqual([
      "9:24: The step 'later' has not run yet here, so 'steps.later' is empty. Move it up.",
      "9:52: There is no step 'latter' before this. What ran before has none.",
      "15:24: The script of the step 'later' has no output 'naem'. Did you mean 'name'?",
    ]);
  });

  test('inputs, secrets and the outputs of a called workflow must be declared', () => {
    const text = files['.github/workflows/called.yml']
      .trimStart()
      .replace('jobs.deploy.outputs.revision', 'jobs.deploy.outputs.url')
      .replace(
        '    timeout-minutes: 5',
        '    timeout-minutes: 5\n    env: { A: "${{ inputs.servis }} ${{ secrets.TOKEN }}" }',
      );
    expect(findingsIn('.github/workflows/called.yml', text)).toEqual([
      "10:31: The job 'deploy' has no output 'url'. It has 'revision'.",
      "16:20: The workflow has no input 'servis'. Did you mean 'service'?",
      "16:41: This workflow is called, and declares no secret 'TOKEN', so it is empty. Declare it under 'on.workflow_call.secrets'.",
    ]);
  });

  test('a composite action is checked like a job', () => {
    const text = [
      'name: x',
      'description: x',
      'inputs: { image: { description: Image. } }',
      'outputs: { digest: { description: Digest., value: "${{ steps.build.outputs.digest }}" } }',
      'runs:',
      '  using: composite',
      '  steps:',
      '    - id: bild',
      '      uses: $/actions/build',
      '      with: { image: "${{ inputs.img }}" }',
      '    - uses: else/where@v1',
    ].join('\n');
    expect(findingsIn('actions/x/action.yml', text)).toEqual([
      "4:56: There is no step 'build' before this. Did you mean 'bild'?",
      "10:27: The action has no input 'img'. Did you mean 'image'?",
      "11:13: 'else/where@v1' is not pinned to a commit. Pin it to the full SHA of the commit, with its version in a comment.",
    ]);
  });
});

test('what GitHub itself would not take is a finding with its place', () => {
  const steps = 'steps: [{ run: "true" }]';
  expect(findings('on: push', 'jobs:', ...job('b', steps), ...job('a', 'needs: c', steps))[0]).toMatch(
    /^10:12: Job 'a' depends on unknown job 'c'/,
  );
});

test('a default of another type than its input', () => {
  const on = `on: { workflow_call: { inputs: { dry-run: { type: boolean, default: 'false' } } } }`;
  expect(findings(on, ...head.slice(1), ...job('a', 'steps: [{ run: "true" }]'))).not.toEqual([]);
});
