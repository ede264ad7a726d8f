/** Who may do what in the rehearsal's cloud: what the Terraform of a real project would set up. */
import type {
  ProviderSettings,
  RunningGoogleIdentity,
  ServiceAccountSettings,
} from '../emulators/google-identity';

export const PROJECTS = { staging: 'mathapp-staging', production: 'mathapp-production' } as const;

const POOL = 'projects/1234567890/locations/global/workloadIdentityPools/github';

/** The full name of the provider that GitHub's tokens are shown to. */
export const PROVIDER = `${POOL}/providers/sluice`;

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

interface Account {
  name: string;
  project: string;
  /** Which jobs may become it, by one claim of their tokens. */
  claim: 'environment' | 'job_workflow_ref';
  values: string[];
  permissions: ReadonlySet<string>;
}

const restorers = [workflow('deploy-prod.yml'), workflow('watchdog.yml')];
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
    name: 'reader',
    project: PROJECTS.production,
    claim: 'job_workflow_ref',
    values: [workflow('deploy-prod.yml')],
    permissions: new Set([...READ, ...WATCH]),
  },
  {
    name: 'deployer',
    project: PROJECTS.production,
    claim: 'environment',
    values: ['production'],
    permissions: new Set([...DEPLOY, ...WATCH]),
  },
  {
    name: 'restorer',
    project: PROJECTS.production,
    claim: 'job_workflow_ref',
    values: restorers,
    permissions: new Set(MOVE),
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
