/** What people were told of a rehearsal's setbacks: by issues, and by the team's webhook. */
import type { Play } from './play';

/** What there has to be at the end. */
export interface Told {
  /** Whether the one issue is open. */
  state: 'open' | 'closed';
  /** How often something was added to it. */
  comments: number;
  messages: number;
}

/** Exactly one issue tells of the service, however often it was brought back; null: nobody was told anything. */
export function checkTold(play: Play, wanted: Told | null): void {
  const { github, webhook } = play.stage;
  const [issue, ...others] = github.state.issues.filter(({ labels }) => labels.includes('incident'));
  const { messages } = webhook.state;
  if (wanted === null) {
    play.check(issue === undefined, 'An incident was opened.');
    play.check(messages.length === 0, 'The team was told of something.');
    return;
  }
  play.check(issue !== undefined, 'No incident was opened.');
  play.check(others.length === 0, `There are ${others.length + 1} incidents.`);
  play.check(
    messages.length === wanted.messages,
    `The team was sent ${messages.length} messages, not ${wanted.messages}.`,
  );
  if (!issue) return;
  play.check(issue.state === wanted.state, `The incident is ${issue.state}.`);
  play.check(
    issue.comments.length === wanted.comments,
    `The incident has ${issue.comments.length} comments, not ${wanted.comments}.`,
  );
}

/** The numbers of the bad revision stand in the issue: that it failed, and how often. */
export function checkNumbers(play: Play): void {
  const [issue] = play.stage.github.state.issues;
  const row = /\| the revision that was brought back \| (\d+) \| (\d+) \|/.exec(issue?.body ?? '');
  const [requests, failed] = [Number(row?.[1] ?? 0), Number(row?.[2] ?? 0)];
  play.check(requests > 0 && failed > 0, 'The incident does not say how often the bad revision failed.');
}
