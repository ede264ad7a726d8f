import type { JsonObject } from '../github/json';
import { textOf } from '../github/json';
import type { Condition } from './condition';
import { readCondition } from './condition';

/** A provider of a workload identity pool, as Terraform or gcloud would set it up. */
export interface ProviderSettings {
  /** `projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER` */
  name: string;
  /** Base URL of the tokens' issuer, the GitHub emulator's. */
  issuer: string;
  /** Such as `assertion.repository_id == '1' && assertion.environment == 'production'`. */
  condition: string;
  /** `https://iam.googleapis.com/<name>` when left out. */
  audiences?: readonly string[];
  /** Claims that become attributes of the principal; these four when left out. */
  attributes?: readonly string[];
}

export interface ServiceAccountSettings {
  /** `name@project.iam.gserviceaccount.com` */
  email: string;
  /**
   * Who holds roles/iam.workloadIdentityUser on it: `principalSet://iam.googleapis.com/<pool>/attribute.NAME/VALUE`,
   * `principalSet://iam.googleapis.com/<pool>/*`, or `principal://iam.googleapis.com/<pool>/subject/SUBJECT`.
   */
  workloadIdentityUsers: readonly string[];
}

export interface Provider {
  name: string;
  pool: string;
  issuer: string;
  condition: Condition;
  audiences: readonly string[];
  attributes: readonly string[];
}

/** Who a federated token stands for. */
export interface Principal {
  pool: string;
  subject: string;
  attributes: Readonly<Record<string, string>>;
}

const namePattern =
  /^(projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]+)\/providers\/[a-z0-9-]+$/;

/** Throws on settings that Google would not take. */
export function readProvider(settings: ProviderSettings): Provider {
  const pool = namePattern.exec(settings.name)?.[1];
  if (pool === undefined) throw new Error(`'${settings.name}' is not the full name of a provider.`);
  return {
    name: settings.name,
    pool,
    issuer: settings.issuer,
    condition: readCondition(settings.condition),
    audiences: settings.audiences ?? [`https://iam.googleapis.com/${settings.name}`],
    attributes: settings.attributes ?? [
      'repository_id',
      'repository_owner_id',
      'environment',
      'job_workflow_ref',
    ],
  };
}

export function principalOf({ pool, attributes }: Provider, claims: JsonObject): Principal {
  const mapped = attributes.filter((name) => typeof claims[name] === 'string');
  return {
    pool,
    subject: textOf(claims.sub),
    attributes: Object.fromEntries(mapped.map((name) => [name, textOf(claims[name])])),
  };
}

/** How Google writes a principal, in logs and in `members`. */
export function nameOf({ pool, subject }: Principal): string {
  return `principal://iam.googleapis.com/${pool}/subject/${subject}`;
}

/** Whether the principal is the member, or one of those it stands for. */
export function isMember(principal: Principal, member: string): boolean {
  const { pool, attributes } = principal;
  const set = `principalSet://iam.googleapis.com/${pool}/`;
  const own = Object.entries(attributes).map(([name, value]) => `${set}attribute.${name}/${value}`);
  return [nameOf(principal), `${set}*`, ...own].includes(member);
}
