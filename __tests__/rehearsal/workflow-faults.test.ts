import { describe, expect, test } from '@jest/globals';
import { runYaml, type Files, type Setting } from './fixtures/workflow-repositories';

/** The faults of a workflow, which must be found before anything runs. */
async function faultsOf(yaml: string, setting: Setting = {}): Promise<string[]> {
  let ran = false;
  const run = runYaml(yaml, { ...setting, on: () => (ran = true) });
  const message = await run.then(
    () => 'no fault was found',
    (thrown: unknown) => (thrown as { message: string }).message,
  );
  expect(ran).toBe(false);
  return message.split('\n');
}

const file = '.github/workflows/test.yml';
const job = (body: string): string => `jobs:\n  it:\n    runs-on: ubuntu-latest\n    ${body}\n`;
const step = (body: string): string => job(`steps:\n      - ${body}`);

describe('a fault is named with its place, and nothing runs', () => {
  test.each<[string, string, string]>([
    [
      'an unknown need',
      job('needs: tset\n    steps: [{ run: x }]') + '  two: { runs-on: ubuntu-latest, steps: [{ run: x }] }',
      `:5:12: Job 'it' depends on unknown job 'tset'.`,
    ],
    ['an unknown context', step('run: ${{ nonsense.x }}'), `:6:14: Unrecognized named-value: 'nonsense'`],
    [
      'a context that is not there',
      job("if: steps.x.outcome == 'success'\n    steps: [{ run: x }]"),
      `:5:9: Unrecognized named-value: 'steps'`,
    ],
    ['an unknown key', step('runs: x'), ":6:9: Unexpected value 'runs'"],
    ['broken YAML', 'jobs: [', ':2:8: '],
    [
      'containers',
      job('container: node\n    steps: [{ run: x }]'),
      ":5:5: The rehearsal does not support 'container'.",
    ],
    [
      'a service that nobody stands in for',
      job('services: { db: { image: mysql:9 } }\n    steps: [{ run: x }]'),
      ":5:30: The rehearsal has no local equivalent of the service image 'mysql:9'; it has none.",
    ],
    [
      'another shell',
      step('{ run: x, shell: pwsh }'),
      ":6:26: The rehearsal runs 'bash' and 'sh'; it does not support 'shell: pwsh'.",
    ],
    ['parallel steps', step('parallel: [{ run: x }]'), ":6:9: The rehearsal does not support 'parallel'."],
    [
      'another machine',
      'jobs:\n  it:\n    runs-on: macos-latest\n    steps: [{ run: x }]',
      ":4:14: The rehearsal runs jobs on this machine; it has no 'macos-latest'.",
    ],
    [
      'an image',
      step('uses: docker://alpine'),
      ':6:15: The rehearsal does not support container images as steps: docker://alpine',
    ],
    [
      'an unknown action',
      step('uses: some/action/deep@v1'),
      ":6:15: The rehearsal has no local equivalent of the action 'some/action/deep'.",
    ],
    [
      'an input that a stand-in lacks',
      step('uses: actions/checkout@v6\n        with: { lfs: true }'),
      ":7:17: The rehearsal's equivalent of 'actions/checkout' does not support the input 'lfs'.",
    ],
    [
      'an action of ours that is not there',
      step('uses: acme/sluice/actions/none@v1'),
      ':6:15: There is no action.yml in actions/none.',
    ],
    [
      'a workflow that is not there',
      'jobs:\n  it:\n    uses: ./.github/workflows/none.yml',
      ":4:11: There is no workflow '.github/workflows/none.yml' in octo/app.",
    ],
    [
      'a workflow of strangers',
      'jobs:\n  it:\n    uses: some/one/.github/workflows/x.yml@v1',
      ":4:11: The rehearsal has no copy of 'some/one/.github/workflows/x.yml@v1'.",
    ],
  ])('%s', async (_, yaml, fault) => {
    const faults = await faultsOf(yaml);
    expect(faults[0]).toContain(file + fault);
  });

  test('a cycle of needs', async () => {
    const part = (id: string, needs: string) =>
      `  ${id}: { needs: ${needs}, runs-on: ubuntu-latest, steps: [{ run: x }] }\n`;
    const yaml = `jobs:\n  a: { runs-on: ubuntu-latest, steps: [{ run: x }] }\n${part('b', '[a, c]')}${part('c', 'b')}`;
    expect(await faultsOf(yaml)).toEqual([
      `${file}:4:19: Job 'b' depends on job 'c' which creates a cycle in the dependency graph.`,
      `${file}:5:15: Job 'c' depends on job 'b' which creates a cycle in the dependency graph.`,
    ]);
  });

  test('an event that the workflow does not name', async () => {
    expect(await faultsOf('on: issues\n' + job('steps: [{ run: x }]'))).toEqual([
      `${file} does not run on 'push': it names issues.`,
    ]);
  });
});

describe('a call is checked against the workflow that it calls', () => {
  const called: Files = {
    '.github/workflows/called.yml': `on:
  workflow_call:
    inputs: { service: { type: string, required: true }, force: { type: boolean } }
    secrets: { key: { required: true } }
jobs:
  it:
    runs-on: ubuntu-latest
    permissions: { contents: read, id-token: write }
    steps: [{ run: x }]
`,
  };
  const call = (more: string): string => `permissions: { contents: read, id-token: write }
jobs:
  call:
    uses: ./.github/workflows/called.yml
    ${more}`;

  test.each<[string, string, string[]]>([
    [
      'what it lacks',
      '',
      [
        "5:11: The input 'service' is required, but not given.",
        "5:11: The secret 'key' is required, but not given.",
      ],
    ],
    [
      'what it does not know',
      'secrets: { key: x, kye: y }\n    with: { service: s, serivce: t }',
      [
        "7:25: Invalid input, 'serivce' is not defined in the called workflow (it has 'service', 'force').",
        "6:24: Invalid secret, 'kye' is not defined in the called workflow (it has 'key').",
      ],
    ],
    [
      'a type',
      'secrets: inherit\n    with: { service: s, force: maybe }',
      ["7:32: The input 'force' must be a boolean."],
    ],
  ])('%s', async (_, more, faults) => {
    expect(await faultsOf(call(more), { files: called })).toEqual(faults.map((fault) => `${file}:${fault}`));
  });

  test('permissions can only be narrowed on the way down', async () => {
    const yaml = call('secrets: inherit\n    with: { service: s }\n    permissions: { contents: read }');
    expect(await faultsOf(yaml, { files: called })).toEqual([
      ".github/workflows/called.yml:8:5: The job 'it' of the called workflow asks for 'id-token: write', but the calling job allows 'id-token: none'.",
    ]);
  });
});
