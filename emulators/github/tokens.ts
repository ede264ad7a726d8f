import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import type { JobClaims } from './claims';
import type { Account, State } from './state';
import { accountOf } from './state';

export type Level = 'none' | 'read' | 'write';

/** What `permissions:` of a job grants, by scope as in a workflow: `id-token`, `pull-requests` and so on. */
export type Grants = Readonly<Record<string, Level>>;

/** Who makes a call. */
export interface Caller {
  account: Account;
  /** null for a person's token, which may do everything. */
  grants: Grants | null;
}

/** What a job is given. */
export interface JobTokens {
  /** The job's GITHUB_TOKEN. */
  token: string;
  /** Where the job gets its OIDC tokens; undefined without `id-token: write`. */
  oidc: { requestUrl: string; requestToken: string } | undefined;
}

export interface Tokens {
  /** The tokens of a job of this repository. */
  forJob: (grants: Grants, claims: JobClaims) => JobTokens;
  /** A person's own token, such as a reviewer's. */
  forPerson: (login: string) => string;
  /** As GitHub does when a job ends. */
  revoke: (token: string) => void;
}

/** The registry behind the tokens. */
export interface TokenRegistry extends Tokens {
  callerOf: (token: string) => Caller | undefined;
  claimsOf: (requestToken: string) => JobClaims | undefined;
  clear: () => void;
}

/** How long a job's tokens are good: GitHub's limit of a job, in milliseconds. */
const longestJob = 6 * 60 * 60 * 1000;

/** @param url the emulator's own address, known once it listens */
export function createTokens(state: () => State, clock: Clock, url: () => string): TokenRegistry {
  const callers = new Map<string, Caller & { expires: number }>();
  const jobs = new Map<string, { claims: JobClaims; expires: number }>();
  const unexpired = <Entry extends { expires: number }>(entry: Entry | undefined): Entry | undefined =>
    entry && entry.expires > clock.now() ? entry : undefined;
  return {
    forJob(grants, claims) {
      const token = `ghs_${randomBytes(18).toString('hex')}`;
      const account = accountOf(state(), 'github-actions[bot]');
      const expires = clock.now() + longestJob;
      callers.set(token, { account, grants, expires });
      if (grants['id-token'] !== 'write') return { token, oidc: undefined };
      const requestToken = randomBytes(32).toString('base64url');
      jobs.set(requestToken, { claims, expires });
      return { token, oidc: { requestToken, requestUrl: `${url()}/_apis/oidc/idtoken?api-version=2.0` } };
    },
    forPerson(login) {
      const token = `ghp_${randomBytes(18).toString('hex')}`;
      callers.set(token, { account: accountOf(state(), login), grants: null, expires: Infinity });
      return token;
    },
    revoke(token) {
      callers.delete(token);
      jobs.delete(token);
    },
    callerOf: (token) => unexpired(callers.get(token)),
    claimsOf: (requestToken) => unexpired(jobs.get(requestToken))?.claims,
    clear() {
      callers.clear();
      jobs.clear();
    },
  };
}
