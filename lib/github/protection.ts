import type { GitHub, Octokit } from './connection';
import { explaining } from './explain';
import { statusOf } from './faults';
import { untilAnswered } from './patience';

/** What stands between a job that names an environment and its start. */
export interface Protection {
  environment: string;
  /** GitHub makes an environment, without any protection, when a job first names it. */
  exists: boolean;
  /** Logins of people and slugs of teams, one of whom must approve; none: nobody is asked. */
  reviewers: string[];
  /** Whether who started the run may not approve it. */
  preventsSelfReview: boolean;
  waitMinutes: number;
  /** Which branches may deploy: any, only protected ones, or those that a pattern names. */
  branches: 'any' | 'protected' | 'selected';
}

type Environment = Awaited<ReturnType<Octokit['rest']['repos']['getEnvironment']>>['data'];
type Rule = NonNullable<Environment['protection_rules']>[number];

/** Reads an environment's protection rules; the job needs `actions: read`. */
export async function readProtection(github: GitHub, environment: string): Promise<Protection> {
  const { octokit, owner, repo, patience } = github;
  const get = async (): Promise<Environment | undefined> => {
    try {
      return (await octokit.rest.repos.getEnvironment({ owner, repo, environment_name: environment })).data;
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  };
  const found = await explaining(`Reading the protection of the environment ${environment}`, () =>
    untilAnswered(get, patience),
  );
  const rules = found?.protection_rules ?? [];
  return {
    environment,
    exists: found !== undefined,
    reviewers: rules.flatMap(reviewersOf),
    preventsSelfReview: rules.some((rule) => 'prevent_self_review' in rule && rule.prevent_self_review),
    waitMinutes: Math.max(0, ...rules.map((rule) => ('wait_timer' in rule ? (rule.wait_timer ?? 0) : 0))),
    branches: branchesOf(found?.deployment_branch_policy),
  };
}

function reviewersOf(rule: Rule): string[] {
  const reviewers = 'reviewers' in rule ? (rule.reviewers ?? []) : [];
  return reviewers.flatMap(({ reviewer }) => {
    if (reviewer === undefined) return [];
    return ['login' in reviewer ? reviewer.login : reviewer.slug];
  });
}

function branchesOf(policy: Environment['deployment_branch_policy']): Protection['branches'] {
  if (!policy) return 'any';
  return policy.protected_branches ? 'protected' : 'selected';
}
