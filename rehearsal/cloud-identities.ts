/** Who may do what in the rehearsal's cloud: what the Terraform of a real project would set up. */
import type {
  ProviderSettings,
  RunningGoogleIdentity,
  ServiceAccountSettings,
} from '../emulators/google-identity';

import { SECRETS } from './database/secrets';

export const PROJECTS = { staging: 'acme-staging', production: 'acme-production' } as const;

const POOL = 'projects/1234567890/locations/global/workloadIdentityPools/github';

/** The full name of the provider that GitHub's tokens are shown to. */
export const PROVIDER = `${POOL}/providers/sluice`;

/** Name of the secret with the key that signs models. */
export const MODEL_KEY = 'model-key';

/** The suite's workflows as they stand in the claim `job_workflow_ref`. */
const workflow = (file: string): string => `sluice-actions/sluice/.github/workflows/${file}@refs/tags/v1`;

/** Only the example's repository, and only through the suite's own workflows. */
export function providers(issuer: string, repositoryId: string): ProviderSettings[] {
  const condition = `assertion.repository_id == '${repositoryId}' && assertion.job_workflow_ref.startsWith('sluice-actions/sluice/.github/workflows/')`;
  return [{ name: PROVIDER, issuer, condition }];
}

const READ = ['run.services.get', 'run.revisions.get', 'run.revisions.list'];
/** roles/monitoring.viewer and roles/logging.viewer, as far as they matter here. */
const WATCH = ['monitoring.timeSeries.list', 'logging.logEntries.list'];
const MOVE = [...READ, 'run.services.update'];
const DEPLOY = [...MOVE, 'run.services.create', 'iam.serviceaccounts.actAs'];

/** roles/storage.objectUser on the bucket of the models. */
const KEEP_MODELS = ['create', 'get', 'list', 'delete'].map((verb) => `storage.objects.${verb}`);

/** Rights in the Play Console, by their names in its API. */
const RELEASE_TO_TESTERS = 'CAN_MANAGE_TRACK_APKS';
const RELEASE_TO_PRODUCTION = 'CAN_MANAGE_PUBLIC_APKS';
const VIEW_APP_QUALITY = 'CAN_VIEW_APP_QUALITY';

interface Account {
  name: string;
  project: string;
  /** Which jobs may become it, by one claim of their tokens. */
  claim: 'environment' | 'job_workflow_ref';
  values: string[];
  permissions: ReadonlySet<string>;
  /** Secrets of its project that it may read, roles/secretmanager.secretAccessor on each. */
  secrets?: readonly string[];
}

const readers = [workflow('deploy-prod.yml'), workflow('rollback.yml')];
const restorers = ['deploy-prod.yml', 'watchdog.yml', 'rollback.yml', 'resume.yml'].map(workflow);
const builders = [workflow('ci.yml'), workflow('release.yml')];

const ACCOUNTS: readonly Account[] = [
  {
    name: 'builder',
    project: PROJECTS.staging,
    claim: 'job_workflow_ref',
    values: builders,
    permissions: new Set(),
  },
  {
    name: 'deployer',
    project: PROJECTS.staging,
    claim: 'environment',
    values: ['staging'],
    permissions: new Set(DEPLOY),
  },
  {
    name: 'migrator',
    project: PROJECTS.staging,
    claim: 'environment',
    values: ['staging'],
    permissions: new Set(),
    secrets: [SECRETS.migrator],
  },
  {
    name: 'reader',
    project: PROJECTS.production,
    claim: 'job_workflow_ref',
    values: readers,
    permissions: new Set([...READ, ...WATCH, 'storage.objects.get']),
    secrets: [SECRETS.reader],
  },
  {
    name: 'deployer',
    project: PROJECTS.production,
    claim: 'environment',
    values: ['production'],
    permissions: new Set([...DEPLOY, ...WATCH]),
  },
  {
    name: 'migrator',
    project: PROJECTS.production,
    claim: 'environment',
    values: ['production'],
    // It looks which revisions still have traffic before it takes anything away from them.
    permissions: new Set(READ),
    secrets: [SECRETS.migrator],
  },
  {
    name: 'model-publisher',
    project: PROJECTS.production,
    claim: 'job_workflow_ref',
    values: [workflow('release.yml')],
    permissions: new Set(KEEP_MODELS),
    secrets: [MODEL_KEY],
  },
  {
    name: 'model-promoter',
    project: PROJECTS.production,
    claim: 'environment',
    values: ['production'],
    permissions: new Set(KEEP_MODELS),
    secrets: [MODEL_KEY],
  },
  {
    name: 'model-keeper',
    project: PROJECTS.production,
    claim: 'job_workflow_ref',
    values: [workflow('models.yml')],
    permissions: new Set(KEEP_MODELS),
    secrets: [MODEL_KEY],
  },
  {
    name: 'mobile-publisher',
    project: PROJECTS.production,
    claim: 'job_workflow_ref',
    values: [workflow('release.yml'), workflow('deploy-prod.yml')],
    permissions: new Set([RELEASE_TO_TESTERS]),
  },
  {
    name: 'mobile-promoter',
    project: PROJECTS.production,
    claim: 'environment',
    values: ['production'],
    permissions: new Set([RELEASE_TO_PRODUCTION]),
  },
  {
    name: 'mobile-roller',
    project: PROJECTS.production,
    claim: 'job_workflow_ref',
    values: [workflow('mobile-rollout.yml')],
    permissions: new Set([RELEASE_TO_PRODUCTION, VIEW_APP_QUALITY]),
  },
  {
    name: 'restorer',
    project: PROJECTS.production,
    claim: 'job_workflow_ref',
    values: restorers,
    // It goes on with rollouts, too, which are judged by what visitors get.
    permissions: new Set([...MOVE, ...WATCH]),
  },
];

const address = ({ name, project }: Account): string => `${name}@${project}.iam.gserviceaccount.com`;

/** The service accounts, and who may become them. */
export function serviceAccounts(): ServiceAccountSettings[] {
  return ACCOUNTS.map((account) => ({
    email: address(account),
    workloadIdentityUsers: account.values.map(
      (value) => `principalSet://iam.googleapis.com/${POOL}/attribute.${account.claim}/${value}`,
    ),
  }));
}

/** What whoever shows a token may do; undefined where nobody knows the token. */
export function permissionsOf(
  identity: Pick<RunningGoogleIdentity, 'whoIs'>,
): (token: string | undefined) => ReadonlySet<string> | 'all' | undefined {
  return (token) => {
    const known = token === undefined ? undefined : identity.whoIs(token);
    return ACCOUNTS.find((account) => address(account) === known?.serviceAccount)?.permissions;
  };
}

/** The same for one secret, projects/P/secrets/S: who may read it, and nothing else. */
export function secretPermissionsOf(
  identity: Pick<RunningGoogleIdentity, 'whoIs'>,
): (token: string | undefined, secret: string) => ReadonlySet<string> | undefined {
  return (token, secret) => {
    const known = token === undefined ? undefined : identity.whoIs(token);
    if (known === undefined) return undefined;
    const account = ACCOUNTS.find((each) => address(each) === known.serviceAccount);
    const readable = (account?.secrets ?? []).map(
      (name) => `projects/${account?.project ?? ''}/secrets/${name}`,
    );
    return new Set(readable.includes(secret) ? ['secretmanager.versions.access'] : []);
  };
}
