import { UserError } from '../runner';
import type { GitHub, Octokit } from './connection';
import { explaining } from './explain';
import { statusOf } from './faults';
import { untilAnswered, writeOnce } from './patience';
import { commitOfTag } from './tags';

export interface ReleaseRequest {
  /** Such as `v1.4.0`; made by GitHub when the release is published. */
  tag: string;
  /** The commit, in full. */
  sha: string;
  name: string;
  /** Markdown. */
  body: string;
  /** A draft first, where files are to be attached: a published release may be immutable. */
  draft: boolean;
  prerelease: boolean;
}

export interface Release {
  id: number;
  tag: string;
  url: string;
  draft: boolean;
  outcome: 'created' | 'found';
}

type Found = Awaited<ReturnType<Octokit['rest']['repos']['getRelease']>>['data'];

/**
 * Makes a release, or finds the one that this tag has.
 * @throws UserError where the tag is another commit's, or its name was used up by an immutable release
 */
export async function createOrGetRelease(github: GitHub, request: ReleaseRequest): Promise<Release> {
  const { octokit, owner, repo, patience } = github;
  const { tag, sha, name, body, draft, prerelease } = request;
  return explaining(`Making the release ${tag}`, async () => {
    const tagged = await commitOfTag(github, tag);
    if (tagged !== undefined && tagged !== sha) throw takenTag(tag, tagged, sha);
    const find = (): Promise<Found | undefined> => findRelease(github, tag);
    const found = await untilAnswered(find, patience);
    if (found) return viewOf(found, 'found');
    const create = async (): Promise<Found> => {
      const release = { tag_name: tag, target_commitish: sha, name, body, draft, prerelease };
      try {
        return (await octokit.rest.repos.createRelease({ owner, repo, ...release })).data;
      } catch (error) {
        throw isBurned(error) ? burnedTag(tag, error) : error;
      }
    };
    return viewOf(await writeOnce(create, find, patience), 'created');
  });
}

/** The release that a tag has, a draft too; undefined where it has none. Makes nothing. */
export async function releaseOfTag(github: GitHub, tag: string): Promise<Release | undefined> {
  const found = await explaining(`Reading the release ${tag}`, () =>
    untilAnswered(() => findRelease(github, tag), github.patience),
  );
  return found && viewOf(found, 'found');
}

/** Publishes a draft; one that is published stays as it is. */
export async function publishRelease(github: GitHub, release: Release): Promise<Release> {
  const { octokit, owner, repo, patience } = github;
  if (!release.draft) return release;
  const publish = () =>
    octokit.rest.repos.updateRelease({ owner, repo, release_id: release.id, draft: false });
  const { data } = await explaining(`Publishing the release ${release.tag}`, () =>
    untilAnswered(publish, patience),
  );
  return viewOf(data, release.outcome);
}

/** GitHub finds published releases by their tag, and drafts only in the list. */
async function findRelease({ octokit, owner, repo }: GitHub, tag: string): Promise<Found | undefined> {
  try {
    return (await octokit.rest.repos.getReleaseByTag({ owner, repo, tag })).data;
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
  const { data } = await octokit.rest.repos.listReleases({ owner, repo, per_page: 100 });
  return data.find((release) => release.draft && release.tag_name === tag);
}

function viewOf({ id, tag_name: tag, html_url: url, draft }: Found, outcome: Release['outcome']): Release {
  return { id, tag, url, draft, outcome };
}

function isBurned(error: unknown): boolean {
  return (
    statusOf(error) === 422 &&
    error instanceof Error &&
    error.message.includes('used by an immutable release')
  );
}

function burnedTag(tag: string, cause: unknown): UserError {
  return new UserError(
    `The tag name ${tag} was used by an immutable release, and GitHub gives it to no other one.`,
    {
      remedy:
        'Release under a new version; a name that was used once cannot come back, even when its release is deleted.',
      cause,
    },
  );
}

function takenTag(tag: string, tagged: string, wanted: string): UserError {
  return new UserError(`The tag ${tag} stands for commit ${tagged}, not for ${wanted}.`, {
    remedy: 'Release this commit under a new version, or run the release for the commit that has the tag.',
  });
}
