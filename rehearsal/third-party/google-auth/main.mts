import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  exportVariable,
  getBooleanInput,
  getIDToken,
  getInput,
  info,
  saveState,
  setFailed,
  setOutput,
  setSecret,
} from '@actions/core';

/** Where the stand-in for sts.googleapis.com and iamcredentials.googleapis.com listens. */
const endpointVariable = 'SLUICE_GOOGLE_IDENTITY_ENDPOINT';

const missingToken =
  'GitHub Actions did not inject $ACTIONS_ID_TOKEN_REQUEST_TOKEN or $ACTIONS_ID_TOKEN_REQUEST_URL into this job. ' +
  'This most likely means the GitHub Actions workflow permissions are incorrect, or this job is being run from a fork.';

interface Login {
  endpoint: string;
  /** `//iam.googleapis.com/` and the provider's name. */
  audience: string;
  oidcAudience: string;
  requestUrl: string;
  requestToken: string;
  serviceAccount: string;
}

async function run(): Promise<void> {
  const login = readLogin();
  const oidcToken = await getIDToken(login.oidcAudience);
  // The file comes first, so that it is there even if Google gives no token.
  if (getBooleanInput('create_credentials_file')) await leaveCredentials(login);
  leaveProject(login.serviceAccount);
  const federated = await exchange(login, oidcToken);
  setSecret(federated);
  setOutput('auth_token', federated);
  await leaveToken(login, federated);
}

function readLogin(): Login {
  for (const name of ['credentials_json', 'delegates', 'access_token_subject'])
    if (getInput(name) !== '') throw new Error(`The rehearsal does not support the input "${name}".`);
  const provider = getInput('workload_identity_provider');
  if (provider === '')
    throw new Error(
      'The GitHub Action workflow must specify exactly one of "workload_identity_provider" or "credentials_json"!',
    );
  const requestUrl = process.env.ACTIONS_ID_TOKEN_REQUEST_URL;
  const requestToken = process.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN;
  if (!requestUrl || !requestToken) throw new Error(missingToken);
  const endpoint = process.env[endpointVariable];
  if (!endpoint) throw new Error(`${endpointVariable} is not set, and a rehearsal never asks Google itself.`);
  return {
    endpoint,
    audience: `//iam.googleapis.com/${provider}`,
    oidcAudience: getInput('audience') || `https://iam.googleapis.com/${provider}`,
    requestUrl,
    requestToken,
    serviceAccount: getInput('service_account'),
  };
}

/** Outside the workspace, where it could get into an image or an artifact. */
async function leaveCredentials(login: Login): Promise<void> {
  const temp = process.env.RUNNER_TEMP;
  if (!temp) throw new Error('$RUNNER_TEMP is not set');
  const folder = path.join(temp, '_github_home');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `gha-creds-${randomBytes(8).toString('hex')}.json`);
  await writeFile(file, JSON.stringify(credentials(login)), { mode: 0o640, flag: 'wx' });
  saveState('credentials', file);
  info(`Created credentials file at "${file}"`);
  setOutput('credentials_file_path', file);
  if (!getBooleanInput('export_environment_variables')) return;
  for (const name of [
    'CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE',
    'GOOGLE_APPLICATION_CREDENTIALS',
    'GOOGLE_GHA_CREDS_PATH',
  ])
    exportVariable(name, file);
}

function credentials({
  endpoint,
  audience,
  oidcAudience,
  requestUrl,
  requestToken,
  serviceAccount,
}: Login): object {
  const source = new URL(requestUrl);
  source.searchParams.set('audience', oidcAudience);
  return {
    type: 'external_account',
    audience,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${endpoint}/v1/token`,
    // The real file leaves this to the library, which would ask Google itself.
    cloud_resource_manager_url: `${endpoint}/v1/projects/`,
    credential_source: {
      url: source.href,
      headers: { Authorization: `Bearer ${requestToken}` },
      format: { type: 'json', subject_token_field_name: 'value' },
    },
    ...(serviceAccount === ''
      ? {}
      : { service_account_impersonation_url: `${accountUrl(endpoint, serviceAccount)}:generateAccessToken` }),
  };
}

function accountUrl(endpoint: string, serviceAccount: string): string {
  return `${endpoint}/v1/projects/-/serviceAccounts/${serviceAccount}`;
}

function leaveProject(serviceAccount: string): void {
  const project = getInput('project_id') || /@(.+)\.iam\.gserviceaccount\.com$/.exec(serviceAccount)?.[1];
  if (project === undefined) {
    info('Failed to compute a project ID from the given inputs.');
    return;
  }
  setOutput('project_id', project);
  if (!getBooleanInput('export_environment_variables')) return;
  for (const name of [
    'CLOUDSDK_CORE_PROJECT',
    'CLOUDSDK_PROJECT',
    'GCLOUD_PROJECT',
    'GCP_PROJECT',
    'GOOGLE_CLOUD_PROJECT',
  ])
    exportVariable(name, project);
}

async function exchange({ endpoint, audience }: Login, oidcToken: string): Promise<string> {
  return post(`${endpoint}/v1/token`, 'access_token', `Google Cloud federated token for ${audience}`, {
    audience,
    grantType: 'urn:ietf:params:oauth:grant-type:token-exchange',
    requestedTokenType: 'urn:ietf:params:oauth:token-type:access_token',
    scope: 'https://www.googleapis.com/auth/cloud-platform',
    subjectTokenType: 'urn:ietf:params:oauth:token-type:jwt',
    subjectToken: oidcToken,
  });
}

async function leaveToken({ endpoint, serviceAccount }: Login, federated: string): Promise<void> {
  const format = getInput('token_format');
  if (format === '') return;
  if (format !== 'access_token' && format !== 'id_token') throw new Error(`Unknown token format "${format}"`);
  if (serviceAccount === '')
    throw new Error(
      'The GitHub Action workflow must specify a "service_account" to use when generating a token.',
    );
  const account = accountUrl(endpoint, serviceAccount);
  const token =
    format === 'access_token'
      ? await post(
          `${account}:generateAccessToken`,
          'accessToken',
          `Google Cloud OAuth 2.0 Access Token for ${serviceAccount}`,
          {
            lifetime: getInput('access_token_lifetime'),
            scope: getInput('access_token_scopes').split(/[\n,]+ */),
          },
          federated,
        )
      : await post(
          `${account}:generateIdToken`,
          'token',
          `OpenID Connect ID Token for ${serviceAccount}`,
          {
            audience: getInput('id_token_audience', { required: true }),
            includeEmail: getBooleanInput('id_token_include_email'),
          },
          federated,
        );
  setSecret(token);
  setOutput(format, token);
}

/** Sends JSON, and gives one text field of the answer. */
async function post(
  url: string,
  field: string,
  what: string,
  body: object,
  bearer?: string,
): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const value: unknown = response.ok ? (JSON.parse(text) as Record<string, unknown>)[field] : undefined;
  if (typeof value !== 'string') throw new Error(`Failed to generate ${what}: ${text}`);
  return value;
}

try {
  await run();
} catch (error) {
  setFailed(
    `google-github-actions/auth failed with: ${error instanceof Error ? error.message : String(error)}`,
  );
}
