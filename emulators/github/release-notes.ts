import type { ApiCall } from './api-call';
import { pageUrl } from './api-call';
import { ancestors } from './history';
import { commitOf } from './state';

/** GitHub's generated notes, thin: the commits since the last published release, and the link to compare them. */
export function notesBetween(call: ApiCall, tag: string, previous?: string): { name: string; body: string } {
  const { state } = call;
  const since = previous ?? state.releases.find(({ draft, tag: other }) => !draft && other !== tag)?.tag;
  const head = commitOf(state, tag) ?? commitOf(state, state.repository.defaultBranch);
  const old = since === undefined ? undefined : commitOf(state, since);
  const known = new Set(old ? ancestors(state, old.sha).map(({ sha }) => sha) : []);
  const fresh = head ? ancestors(state, head.sha).filter(({ sha }) => !known.has(sha)) : [];
  const changes = fresh.map(({ message, author }) => `* ${message.split('\n')[0] ?? ''} by @${author}`);
  const link =
    since === undefined ? `${pageUrl(call)}/commits/${tag}` : `${pageUrl(call)}/compare/${since}...${tag}`;
  return { name: tag, body: ["## What's Changed", ...changes, '', `**Full Changelog**: ${link}`].join('\n') };
}
