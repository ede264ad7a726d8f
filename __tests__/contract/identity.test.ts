import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { GoogleAuth } from 'google-auth-library';
import type { Grants, JobClaims, RunningGitHub } from '../../emulators/github';
import { startGoogleIdentity } from '../../emulators/google-identity';
import type { RunningGoogleIdentity } from '../../emulators/google-identity';
import type { Clock } from '../../emulators/clock';
import { scaledClock } from '../../emulators/clock';
import { jobClaims, startBed } from './github-bed';

const pool = 'projects/1234567890/locations/global/workloadIdentityPools/github';
const provider = `${pool}/providers/production`;
const deployer = 'deploy@shop-prod.iam.gserviceaccount.com';
const migrator = 'migrate@shop-prod.iam.gserviceaccount.com';
const workflow = 'acme/sluice/.github/workflows/deploy-prod.yml@refs/tags/v1';
const rightJob: Partial<JobClaims> = { environment: 'production', jobWorkflowRef: workflow };
const grants: Grants = { contents: 'read', 'id-token': 'write' };

/** Real time, and an hour more where a test says so. */
let later = 0;
const real = scaledClock(1);
const clock: Clock = { now: () => real.now() + later, sleep: (ms, signal) => real.sleep(ms, signal) };

let github: RunningGitHub;
let google: RunningGoogleIdentity;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'identity-'));
  ({ github } = await startBed({ clock }));
  google = await startGoogleIdentity({
    clock,
    projects: { '1234567890': 'shop-prod' },
    providers: [
      {
        name: provider,
        issuer: github.url,
        condition:
          "assertion.repository_id == '424242' && assertion.environment == 'production' && " +
          "assertion.job_workflow_ref.startsWith('acme/sluice/.github/workflows/deploy-prod.yml@')",
      },
    ],
    serviceAccounts: [
      {
        email: deployer,
        workloadIdentityUsers: [`principalSet://iam.googleapis.com/${pool}/attribute.environment/production`],
      },
      {
        email: migrator,
        workloadIdentityUsers: [`principalSet://iam.googleapis.com/${pool}/attribute.environment/data`],
      },
    ],
  });
});
afterAll(async () => {
  delete process.env.GOOGLE_APPLICATION_CREDENTIALS;
  delete process.env.GOOGLE_CLOUD_PROJECT;
  await Promise.all([google.close(), github.close(), rm(folder, { recursive: true })]);
});
beforeEach(() => {
  google.reset();
  later = 0;
  // As google-github-actions/auth sets it; without it the library asks for the project with a token of its own.
  process.env.GOOGLE_CLOUD_PROJECT = 'shop-prod';
});

interface LoginChanges {
  audience?: string;
  account?: string;
  issuer?: RunningGitHub;
}

/** A client of Google's own library, with a file as google-github-actions/auth leaves it for this job. */
async function login(
  job: Partial<JobClaims>,
  { audience, account = deployer, issuer = github }: LoginChanges = {},
): Promise<GoogleAuth> {
  const { oidc } = issuer.tokens.forJob(grants, jobClaims(job));
  if (!oidc) throw new Error('the job has no way to OIDC tokens');
  const file = path.join(folder, `${String(Math.random())}.json`);
  const aud = audience ?? `https://iam.googleapis.com/${provider}`;
  const credentials = {
    type: 'external_account',
    audience: `//iam.googleapis.com/${provider}`,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${google.url}/v1/token`,
    service_account_impersonation_url: `${google.url}/v1/projects/-/serviceAccounts/${account}:generateAccessToken`,
    credential_source: {
      url: `${oidc.requestUrl}&audience=${encodeURIComponent(aud)}`,
      headers: { Authorization: `Bearer ${oidc.requestToken}` },
      format: { type: 'json', subject_token_field_name: 'value' },
    },
    cloud_resource_manager_url: `${google.url}/v1/projects/`,
  };
  await writeFile(file, JSON.stringify(credentials));
  process.env.GOOGLE_APPLICATION_CREDENTIALS = file;
  return new GoogleAuth({ scopes: ['https://www.googleapis.com/auth/cloud-platform'] });
}

const getToken = async (auth: GoogleAuth): Promise<string> => (await auth.getAccessToken()) ?? '';

describe('the job that may', () => {
  test('gets an access token of the service account', async () => {
    const token = await getToken(await login(rightJob));
    expect(google.whoIs(token)).toMatchObject({
      serviceAccount: deployer,
      principal: `principal://iam.googleapis.com/${pool}/subject/repo:acme@4242/shop@424242:environment:production`,
    });
    expect(google.calls.map(({ method, status }) => [method, status])).toEqual([
      ['sts/token', 200],
      ['iamcredentials/generateAccessToken', 200],
    ]);
  });

  test('has a token only for as long as it lasts', async () => {
    const token = await getToken(await login(rightJob));
    later = 59 * 60 * 1000;
    expect(google.whoIs(token)).toBeDefined();
    later = 61 * 60 * 1000;
    expect(google.whoIs(token)).toBeUndefined();
    expect(google.whoIs('ya29.made-up')).toBeUndefined();
  });
});

describe('a job that may not', () => {
  const rejected = 'The given credential is rejected by the attribute condition';

  test.each<[string, Partial<JobClaims>]>([
    ['names no environment', { jobWorkflowRef: workflow }],
    ['names another environment', { ...rightJob, environment: 'staging' }],
    [
      'is written in another workflow',
      { ...rightJob, jobWorkflowRef: 'acme/shop/.github/workflows/own.yml@refs/heads/main' },
    ],
    [
      'is written in a workflow whose name only begins alike',
      {
        ...rightJob,
        jobWorkflowRef: 'acme/sluice/.github/workflows/deploy-prod.yml.evil.yml@refs/heads/main',
      },
    ],
  ])('gets nothing when it %s', async (_, job) => {
    await expect(getToken(await login(job))).rejects.toThrow(rejected);
    expect(google.calls.map(({ method }) => method)).toEqual(['sts/token']);
  });

  test('gets nothing from another repository, even one of the same name', async () => {
    github.state.repository.id = 666;
    try {
      await expect(getToken(await login(rightJob))).rejects.toThrow(rejected);
    } finally {
      github.state.repository.id = 424_242;
    }
  });

  test('gets nothing with the token of another issuer', async () => {
    const other = await startBed({ clock });
    await expect(getToken(await login(rightJob, { issuer: other.github }))).rejects.toThrow(/issuer/);
    await other.github.close();
  });

  test('gets nothing for a token that was meant for somebody else', async () => {
    const auth = await login(rightJob, { audience: 'https://github.com/acme' });
    await expect(getToken(auth)).rejects.toThrow('does not match the expected audience');
  });

  test('gets no other service account than its own', async () => {
    const auth = await login(rightJob, { account: migrator });
    await expect(getToken(auth)).rejects.toThrow("Permission 'iam.serviceAccounts.getAccessToken' denied");
  });

  test('has no way to a token without id-token: write', () => {
    expect(github.tokens.forJob({ contents: 'write' }, jobClaims(rightJob)).oidc).toBeUndefined();
  });
});

test('the project behind the pool is known by its number', async () => {
  delete process.env.GOOGLE_CLOUD_PROJECT;
  expect(await (await login(rightJob)).getProjectId()).toBe('shop-prod');
});

test('a token that was changed after it was signed is worth nothing', async () => {
  const { oidc } = github.tokens.forJob(grants, jobClaims({ ...rightJob, environment: null }));
  const answer = await fetch(
    `${oidc?.requestUrl ?? ''}&audience=${encodeURIComponent(`https://iam.googleapis.com/${provider}`)}`,
    {
      headers: { authorization: `Bearer ${oidc?.requestToken ?? ''}` },
    },
  );
  const { value } = (await answer.json()) as { value: string };
  const [header = '', payload = '', signature = ''] = value.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const forged = Buffer.from(JSON.stringify({ ...claims, environment: 'production' })).toString('base64url');
  const response = await fetch(`${google.url}/v1/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      audience: `//iam.googleapis.com/${provider}`,
      subject_token: `${header}.${forged}.${signature}`,
    }),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
});
