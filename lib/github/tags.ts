import type { GitHub } from './connection';
import { statusOf } from './faults';
import { untilAnswered } from './patience';

/** The commit of a tag, plain or annotated; undefined where there is no such tag. */
export async function commitOfTag(
  { octokit, owner, repo, patience }: GitHub,
  tag: string,
): Promise<string | undefined> {
  const get = async (): Promise<string | undefined> => {
    try {
      const { data } = await octokit.rest.git.getRef({ owner, repo, ref: `tags/${tag}` });
      if (data.object.type !== 'tag') return data.object.sha;
      const annotated = await octokit.rest.git.getTag({ owner, repo, tag_sha: data.object.sha });
      return annotated.data.object.sha;
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  };
  return untilAnswered(get, patience);
}
