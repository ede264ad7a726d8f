import type { GitHub } from './connection';
import { explaining } from './explain';
import { isOurs, markerOf } from './markers';
import { untilAnswered, writeOnce } from './patience';

export interface Incident {
  /** What is broken, such as `production/checkout`: while it is open there is one issue for it. */
  key: string;
  title: string;
  /** Markdown; text from outside must have been made inert. */
  body: string;
  /** What is added where the issue is open already, if that is not the whole body once more. */
  update?: string;
  labels: readonly string[];
}

export interface IncidentIssue {
  number: number;
  url: string;
  outcome: 'opened' | 'updated';
}

/** Opens an issue for an incident, or adds what happened now to the one that is open. */
export async function openOrUpdateIncident(github: GitHub, incident: Incident): Promise<IncidentIssue> {
  const { octokit, owner, repo, patience } = github;
  const marker = markerOf(incident.key);
  return explaining('Opening an issue for the incident', async () => {
    const find = (): ReturnType<typeof findIncident> => findIncident(github, marker);
    const open = await untilAnswered(find, patience);
    if (open) {
      await addComment(github, open.number, incident.update ?? incident.body);
      return { number: open.number, url: open.html_url, outcome: 'updated' };
    }
    const create = async () => {
      const { title, body, labels } = incident;
      const issue = { title, body: `${marker}\n${body}`, labels: [...labels] };
      return (await octokit.rest.issues.create({ owner, repo, ...issue })).data;
    };
    const made = await writeOnce(create, find, patience);
    return { number: made.number, url: made.html_url, outcome: 'opened' };
  });
}

/** Closes the issue of an incident that is over, with a last word; does nothing where none is open. */
export async function closeIncident(
  github: GitHub,
  key: string,
  lastWord: string,
): Promise<number | undefined> {
  const { octokit, owner, repo, patience } = github;
  return explaining('Closing the issue of the incident', async () => {
    const open = await untilAnswered(() => findIncident(github, markerOf(key)), patience);
    if (!open) return undefined;
    await addComment(github, open.number, lastWord);
    const close = () =>
      octokit.rest.issues.update({
        owner,
        repo,
        issue_number: open.number,
        state: 'closed',
        state_reason: 'completed',
      });
    await untilAnswered(close, patience);
    return open.number;
  });
}

/** A comment whose answer was lost is looked for among the newest before it is sent again. */
async function addComment(
  { octokit, owner, repo, patience }: GitHub,
  issue: number,
  body: string,
): Promise<void> {
  const started = new Date(Math.floor(patience.clock.now() / 1000) * 1000 - 60_000).toISOString();
  const isThere = async (): Promise<true | undefined> => {
    const { data } = await octokit.rest.issues.listComments({
      ...{ owner, repo },
      issue_number: issue,
      since: started,
      per_page: 100,
    });
    return data.some((comment) => comment.body === body && comment.user?.type === 'Bot') ? true : undefined;
  };
  const create = async (): Promise<true> => {
    await octokit.rest.issues.createComment({ owner, repo, issue_number: issue, body });
    return true;
  };
  await writeOnce(create, isThere, patience);
}

async function findIncident({ octokit, owner, repo }: GitHub, marker: string) {
  const pages = octokit.paginate.iterator(octokit.rest.issues.listForRepo, {
    ...{ owner, repo },
    state: 'open',
    per_page: 100,
  });
  for await (const { data } of pages) {
    const found = data.find((issue) => issue.pull_request === undefined && isOurs(issue, marker));
    if (found) return found;
  }
  return undefined;
}
