import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import type { RunningGitHub } from '../../emulators/github';
import { startGitHub } from '../../emulators/github';
import { startGoogleIdentity } from '../../emulators/google-identity';
import type { RunningGoogleIdentity } from '../../emulators/google-identity';
import { githubContext, jobTokens } from '../../rehearsal/identity';
import { thirdPartyActions } from '../../rehearsal/third-party';
import { outputs, results, runYaml } from '../rehearsal/fixtures/workflow-repositories';
import type { Ran } from '../rehearsal/fixtures/workflow-repositories';

const provider = 'projects/1234567890/locations/global/workloadIdentityPools/github/providers/production';
const account = 'deploy@shop-prod.iam.gserviceaccount.com';
const clock = scaledClock(1);
const run = { runId: 77, runNumber: 7, runAttempt: 1, actor: 'ada', workflow: 'test', eventName: 'push' };
const { resolve } = createRequire(import.meta.url);

let github: RunningGitHub;
let google: RunningGoogleIdentity;
let artifacts: string;

beforeAll(async () => {
  artifacts = await mkdtemp(path.join(os.tmpdir(), 'artifacts-'));
  github = await startGitHub({ repository: 'octo/app', clock, environments: [{ name: 'production' }] });
  google = await startGoogleIdentity({
    clock,
    providers: [
      {
        name: provider,
        issuer: github.url,
        condition:
          "assertion.repository_id == '424242' && assertion.environment == 'production' && " +
          "assertion.job_workflow_ref.startsWith('acme/sluice/.github/workflows/deploy.yml@')",
      },
    ],
    serviceAccounts: [
      {
        email: account,
        workloadIdentityUsers: [
          `principalSet://iam.googleapis.com/${provider.split('/providers/')[0] ?? ''}/*`,
        ],
      },
    ],
  });
});
afterAll(async () => {
  await Promise.all([google.close(), github.close(), rm(artifacts, { recursive: true, force: true })]);
});

/** Says, through Google's own library, with whose token the step would work. */
const getToken = `
const { GoogleAuth } = require(process.env.GOOGLE_LIBRARY);
const { appendFileSync } = require('node:fs');
const auth = new GoogleAuth({ scopes: ['https://www.googleapis.com/auth/cloud-platform'] });
auth.getAccessToken().then((token) => appendFileSync(process.env.GITHUB_ENV, 'TOKEN=' + token + '\\n'));
`;

const login = `
      - uses: google-github-actions/auth@v3
        id: auth
        with:
          workload_identity_provider: ${provider}
          service_account: ${account}`;

const deploySteps = `${login}
      - run: node -e "$GET_TOKEN"
      - id: seen
        run: |
          echo "project=$GOOGLE_CLOUD_PROJECT" >> "$GITHUB_OUTPUT"
          echo "outside=$([[ "$GOOGLE_APPLICATION_CREDENTIALS" == "$RUNNER_TEMP"/* ]] && echo yes)" >> "$GITHUB_OUTPUT"
          echo "left=$(ls -A "$GITHUB_WORKSPACE" | wc -l)" >> "$GITHUB_OUTPUT"
          echo "$TOKEN" > "$TOKEN_FILE"`;

const reusable = (environment: string): string => `
on: { workflow_call: {} }
jobs:
  deploy:
    runs-on: ubuntu-latest
    ${environment}
    permissions: { contents: read, id-token: write }
    outputs:
      project: \${{ steps.seen.outputs.project }}
      outside: \${{ steps.seen.outputs.outside }}
      left: \${{ steps.seen.outputs.left }}
    steps:${deploySteps}
`;

const caller = `
jobs:
  ship:
    permissions: { contents: read, id-token: write }
    uses: acme/sluice/.github/workflows/deploy.yml@v1
`;

async function runHere(yaml: string, suiteFiles: Record<string, string> = {}): Promise<Ran> {
  google.reset();
  return runYaml(yaml, {
    suiteFiles,
    permissionsToken: jobTokens(github, run),
    github: githubContext(github, run),
    thirdParty: thirdPartyActions({ artifacts }),
    env: {
      PATH: process.env.PATH ?? '',
      SLUICE_GOOGLE_IDENTITY_ENDPOINT: google.url,
      GOOGLE_LIBRARY: resolve('google-auth-library'),
      GET_TOKEN: getToken,
      TOKEN_FILE: path.join(artifacts, 'token'),
    },
  });
}

describe('the keyless login of a workflow', () => {
  test('the job that names the environment, in the workflow that is trusted, gets the service account', async () => {
    const report = await runHere(caller, {
      '.github/workflows/deploy.yml': reusable('environment: production'),
    });
    expect(results(report)).toMatchObject({ 'ship/deploy': 'success' });
    expect(outputs(report, 'ship/deploy')).toEqual({ project: 'shop-prod', outside: 'yes', left: '0' });
    // Once for the federated token of the action itself, once through the file.
    expect(google.calls.map(({ method, status }) => [method, status])).toEqual([
      ['sts/token', 200],
      ['sts/token', 200],
      ['iamcredentials/generateAccessToken', 200],
    ]);
    expect(report.lines.join('\n')).not.toMatch(/ya29\./);
  });

  test('the same job without the environment fails, and says why', async () => {
    const report = await runHere(caller, { '.github/workflows/deploy.yml': reusable('') });
    expect(results(report)).toMatchObject({ 'ship/deploy': 'failure' });
    expect(report.lines.join('\n')).toContain('The given credential is rejected by the attribute condition');
  });

  test('the same steps in a workflow of the caller get nothing', async () => {
    const report = await runHere(`
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: production
    permissions: { id-token: write }
    steps:${deploySteps}
`);
    expect(results(report)).toEqual({ deploy: 'failure' });
    expect(report.lines.join('\n')).toContain('rejected by the attribute condition');
  });

  test('a job without id-token: write is told that its permissions are incorrect', async () => {
    const report = await runHere(`
jobs:
  deploy:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    steps:${login}
`);
    expect(results(report)).toEqual({ deploy: 'failure' });
    expect(report.lines.join('\n')).toContain('$ACTIONS_ID_TOKEN_REQUEST_TOKEN');
    expect(google.calls).toEqual([]);
  });
});

describe('the token of a job', () => {
  const askFor = `curl -sS -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $TOKEN" "$GITHUB_API_URL/repos/octo/app/deployments"`;
  const job = (permissions: string): string => `
jobs:
  ask:
    runs-on: ubuntu-latest
    permissions: ${permissions}
    outputs: { status: '\${{ steps.ask.outputs.status }}' }
    steps:
      - id: ask
        env: { TOKEN: '\${{ github.token }}' }
        run: |
          echo "status=$(${askFor})" >> "$GITHUB_OUTPUT"
`;

  test.each([
    ['{ deployments: read }', '200'],
    ['{ contents: write }', '403'],
  ])('with %s is answered %s', async (permissions, status) => {
    expect(outputs(await runHere(job(permissions)), 'ask')).toEqual({ status });
  });
});

describe('other actions', () => {
  test('an artifact goes from one job to the next without its hidden files; node is on PATH; the cache misses', async () => {
    const report = await runHere(`
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/setup-node@v6
        with: { node-version: 24 }
      - id: cache
        uses: actions/cache@v5
        with: { path: out, key: k }
      - if: steps.cache.outputs.cache-hit != 'true'
        run: mkdir -p out/deep && node -p 1+1 > out/deep/two && touch out/.secret
      - uses: actions/upload-artifact@v5
        with: { name: result, path: out, if-no-files-found: error }
  use:
    needs: build
    runs-on: ubuntu-latest
    outputs: { found: '\${{ steps.look.outputs.found }}' }
    steps:
      - uses: actions/download-artifact@v6
        with: { name: result, path: here }
      - id: look
        run: echo "found=$(cd here && find . -type f | sort | tr '\\n' ' ')$(cat here/deep/two)" >> "$GITHUB_OUTPUT"
`);
    expect(results(report)).toEqual({ build: 'success', use: 'success' });
    expect(outputs(report, 'use')).toEqual({ found: './deep/two 2' });
  });

  test('an artifact that is not there, or is there already, fails the step', async () => {
    const missing = await runHere(`
jobs:
  get:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/download-artifact@v6
        with: { name: nothing }
`);
    expect(missing.lines.join('\n')).toContain('Artifact not found for name: nothing');
    const twice = await runHere(`
jobs:
  put:
    runs-on: ubuntu-latest
    steps:
      - run: echo 1 > one
      - uses: actions/upload-artifact@v5
        with: { name: twice, path: one }
      - uses: actions/upload-artifact@v5
        with: { name: twice, path: one }
`);
    expect(results(twice)).toEqual({ put: 'failure' });
    expect(twice.lines.join('\n')).toContain('already exists');
  });

  test('a Node that is not here is refused', async () => {
    const report = await runHere(`
jobs:
  old:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/setup-node@v6
        with: { node-version: 18 }
`);
    expect(results(report)).toEqual({ old: 'failure' });
  });
});
