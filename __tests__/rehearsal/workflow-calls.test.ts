import { describe, expect, test } from '@jest/globals';
import { outputs, results, runYaml } from './fixtures/workflow-repositories';

const deploy = `
on:
  workflow_call:
    inputs:
      service: { type: string, required: true }
      dry-run: { type: boolean, default: false }
      replicas: { type: number, default: 2 }
    secrets:
      key: { required: false }
    outputs:
      url: { value: '\${{ jobs.rollout.outputs.url }}' }
      leaked: { value: '\${{ jobs.rollout.outputs.leaked }}' }
permissions: {}
jobs:
  plan:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    steps:
      - uses: $/actions/tell
      - run: echo "\${{ toJSON(inputs) }} key=\${{ secrets.key == 'k-123456' }} other=[\${{ secrets.OTHER }}] env=[$FROM_CALLER]"
        shell: bash
  rollout:
    needs: plan
    runs-on: ubuntu-latest
    outputs: { url: '\${{ steps.url.outputs.url }}', leaked: '\${{ steps.url.outputs.leaked }}' }
    steps:
      - id: url
        run: |
          echo "url=https://\${{ inputs.service }}.example" >> $GITHUB_OUTPUT
          echo "leaked=\${{ secrets.key }}" >> $GITHUB_OUTPUT
`;

const suiteFiles = {
  '.github/workflows/deploy.yml': deploy,
  'actions/tell/action.yml': `
name: Tell
description: Says where it is
runs:
  using: composite
  steps:
    - shell: bash
      run: |
        echo "job of \${{ job.workflow_repository }} \${{ job.workflow_file_path }} \${{ job.workflow_sha }}"
        echo "run of \${{ github.repository }} \${{ github.workflow }} \${{ github.sha }}"
`,
};

const call = (uses: string, more = ''): string => `
name: Release
env: { FROM_CALLER: never }
jobs:
  deploy:
    permissions: { contents: read }
    uses: ${uses}
    with: { service: shop, dry-run: '\${{ github.ref == ''refs/heads/main'' }}' }
    ${more}
  after:
    needs: deploy
    runs-on: ubuntu-latest
    outputs: { all: '\${{ toJSON(needs.deploy) }}' }
    steps: [{ run: 'true' }]
`;

describe('a reusable workflow of the suite', () => {
  test('gets typed inputs and named secrets, gives outputs, and knows whose it is', async () => {
    const ran = await runYaml(
      call('acme/sluice/.github/workflows/deploy.yml@v1', "secrets: { key: '${{ secrets.KEY }}' }"),
      {
        suiteFiles,
        secrets: { KEY: 'k-123456', OTHER: 'o-123456' },
      },
    );
    expect(ran.jobs.map(({ id, name }) => [id, name])).toEqual([
      ['deploy/plan', 'deploy / plan'],
      ['deploy/rollout', 'deploy / rollout'],
      ['after', 'after'],
    ]);
    expect(ran.lines).toEqual([
      `job of acme/sluice .github/workflows/deploy.yml ${'b'.repeat(40)}`,
      `run of octo/app Release ${'a'.repeat(40)}`,
      '{',
      '  service: shop,',
      '  dry-run: true,',
      '  replicas: 2',
      '} key=true other=[] env=[]',
    ]);
    expect(JSON.parse(outputs(ran, 'after').all ?? '')).toEqual({
      result: 'success',
      outputs: { url: 'https://shop.example', leaked: '' },
    });
  });

  test('inherits secrets only when told', async () => {
    const ran = await runYaml(call('acme/sluice/.github/workflows/deploy.yml@v1', 'secrets: inherit'), {
      suiteFiles,
      secrets: { KEY: 'k-123456', OTHER: 'o-123456' },
    });
    expect(ran.lines.at(-1)).toBe('} key=true other=[***] env=[]');
  });

  test('of the caller’s own repository is found by ./ and by $/', async () => {
    const called =
      'on: workflow_call\njobs: { one: { runs-on: ubuntu-latest, steps: [{ run: echo called }] } }';
    const yaml = (prefix: string) => `jobs: { a: { uses: ${prefix}/.github/workflows/called.yml } }`;
    for (const prefix of ['.', '$']) {
      const ran = await runYaml(yaml(prefix), { files: { '.github/workflows/called.yml': called } });
      expect(ran.lines).toEqual(['called']);
    }
  });

  test('fails its caller’s job when one of its jobs fails, and is skipped as one', async () => {
    const called = `on: workflow_call
jobs:
  bad: { runs-on: ubuntu-latest, steps: [{ run: exit 1 }] }
  good: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] }`;
    const ran = await runYaml(
      `jobs:
  call: { uses: ./.github/workflows/called.yml }
  off: { if: false, uses: ./.github/workflows/called.yml }
  next: { needs: call, runs-on: ubuntu-latest, steps: [{ run: 'true' }] }`,
      { files: { '.github/workflows/called.yml': called } },
    );
    expect(results(ran)).toEqual({
      'call/bad': 'failure',
      'call/good': 'success',
      off: 'skipped',
      next: 'skipped',
    });
  });

  test('runs once for each combination of a matrix', async () => {
    const called = `on: { workflow_call: { inputs: { region: { type: string } } } }
jobs: { one: { runs-on: ubuntu-latest, steps: [{ run: 'echo in \${{ inputs.region }}' }] } }`;
    const ran = await runYaml(
      `jobs:
  call:
    strategy: { max-parallel: 1, matrix: { region: [eu, us] } }
    uses: ./.github/workflows/called.yml
    with: { region: '\${{ matrix.region }}' }`,
      { files: { '.github/workflows/called.yml': called } },
    );
    expect(ran.jobs.map((job) => job.name)).toEqual(['call (eu) / one', 'call (us) / one']);
    expect(ran.lines).toEqual(['in eu', 'in us']);
  });
});

describe('the secrets of an environment', () => {
  const called = `on: { workflow_call: { secrets: { token: { required: false } } } }
jobs:
  ship:
    runs-on: ubuntu-latest
    environment: production
    steps: [{ run: 'echo "key [\${{ secrets.KEY }}] token [\${{ secrets.token }}]"' }]`;
  const run = (secrets: string) =>
    runYaml(`jobs: { call: { uses: ./.github/workflows/called.yml, secrets: ${secrets} } }`, {
      files: { '.github/workflows/called.yml': called },
      environments: { production: { secrets: { KEY: 'env-secret' } } },
    });

  test('reach a called workflow that inherits secrets', async () => {
    expect((await run('inherit')).lines).toEqual(['key [***] token []']);
  });

  test('do not reach one that is passed some by name; the token can be', async () => {
    expect((await run("{ token: '${{ secrets.GITHUB_TOKEN }}' }")).lines).toEqual(['key [] token [***]']);
  });
});

test('a dispatch gives its inputs their types and defaults', async () => {
  const ran = await runYaml(
    `on:
  workflow_dispatch:
    inputs:
      force: { type: boolean }
      track: { type: choice, options: [beta, production] }
      note: { required: true }
jobs: { it: { runs-on: ubuntu-latest, steps: [{ run: "echo '\${{ toJSON(inputs) }}' \${{ github.event.inputs.note }}" }] } }`,
    { event: { name: 'workflow_dispatch', inputs: { force: 'true', note: 'now' } } },
  );
  expect(ran.lines.join('')).toBe('{  "force": true,  "track": "beta",  "note": "now"} now');
});
