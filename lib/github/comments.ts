import type { GitHub } from './connection';
import { explaining } from './explain';
import { isOurs, markerOf } from './markers';
import { untilAnswered, writeOnce } from './patience';

export interface CommentRequest {
  /** Number of the issue or pull request. */
  issue: number;
  /** What the comment is about; there is one comment for each key. */
  key: string;
  /** Markdown; text from outside must have been made inert. */
  body: string;
}

export interface Comment {
  id: number;
  url: string;
  outcome: 'created' | 'updated' | 'unchanged';
}

/** Writes a comment, or brings the one that was written before up to date. */
export async function upsertComment(github: GitHub, request: CommentRequest): Promise<Comment> {
  const { octokit, owner, repo, patience } = github;
  const marker = markerOf(request.key);
  const body = `${marker}\n${request.body}`;
  return explaining(`Commenting on #${request.issue}`, async () => {
    const find = (): ReturnType<typeof findComment> => findComment(github, request.issue, marker);
    const found = await untilAnswered(find, patience);
    if (found?.body === body) return { id: found.id, url: found.html_url, outcome: 'unchanged' };
    if (found) {
      const update = () => octokit.rest.issues.updateComment({ owner, repo, comment_id: found.id, body });
      const { data } = await untilAnswered(update, patience);
      return { id: data.id, url: data.html_url, outcome: 'updated' };
    }
    const create = async () =>
      (await octokit.rest.issues.createComment({ owner, repo, issue_number: request.issue, body })).data;
    const data = await writeOnce(create, find, patience);
    return { id: data.id, url: data.html_url, outcome: 'created' };
  });
}

async function findComment({ octokit, owner, repo }: GitHub, issue: number, marker: string) {
  const pages = octokit.paginate.iterator(octokit.rest.issues.listComments, {
    ...{ owner, repo },
    issue_number: issue,
    per_page: 100,
  });
  for await (const { data } of pages) {
    const found = data.find((comment) => isOurs(comment, marker));
    if (found) return found;
  }
  return undefined;
}
