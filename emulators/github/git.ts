import { createHash } from 'node:crypto';
import type { ApiCall } from './api-call';
import { nodeId, repositoryUrl, timestamp } from './api-call';
import type { Reply } from './exchange';
import { notFound, refusal } from './exchange';
import type { JsonObject } from './json';
import { objectOf, textOf } from './json';
import { paged } from './paging';
import type { AnnotatedTag, State } from './state';
import { commitOf } from './state';

/** `GET .../git/ref/{ref}`, such as `tags/v1`. */
export function getRef(call: ApiCall): Reply {
  const name = `refs/${call.params.ref ?? ''}`;
  return call.state.refs.has(name) ? { status: 200, body: view(call, name) } : notFound();
}

/** `POST .../git/refs`; the tag of an immutable release cannot come back once it is gone. */
export function createRef(call: ApiCall): Reply {
  const { state, body } = call;
  const name = textOf(body.ref);
  const sha = textOf(body.sha);
  if (!/^refs\/[^/]+\/.+$/.test(name))
    return refusal(422, "Reference name must start with 'refs/' and have at least two slashes.");
  if (state.refs.has(name)) return refusal(422, 'Reference already exists');
  if (!known(state, sha)) return refusal(422, 'Object does not exist');
  if (isBurned(state, name)) return restricted('creations');
  state.refs.set(name, sha);
  return { status: 201, body: view(call, name) };
}

/** `PATCH .../git/refs/{ref}`: forward only, unless forced. */
export function updateRef(call: ApiCall): Reply {
  const { state, body, params } = call;
  const name = `refs/${params.ref ?? ''}`;
  const sha = textOf(body.sha);
  if (!state.refs.has(name)) return refusal(422, 'Reference does not exist');
  if (!known(state, sha)) return refusal(422, 'Object does not exist');
  if (isBurned(state, name)) return restricted('updates');
  const from = commitOf(state, state.refs.get(name) ?? '');
  if (body.force !== true && from && !descends(state, sha, from.sha))
    return refusal(422, 'Update is not a fast forward');
  state.refs.set(name, sha);
  return { status: 200, body: view(call, name) };
}

export function deleteRef({ state, params }: ApiCall): Reply {
  const name = `refs/${params.ref ?? ''}`;
  if (!state.refs.has(name)) return refusal(422, 'Reference does not exist');
  const live = state.releases.some(({ tag, immutable }) => immutable && `refs/tags/${tag}` === name);
  if (live) return restricted('deletions');
  state.refs.delete(name);
  return { status: 204 };
}

/** `POST .../git/tags`: makes the tag object only; a ref must still be made for it. */
export function createTag(call: ApiCall): Reply {
  const { state, body, now } = call;
  const object = textOf(body.object);
  if (!state.commits.has(object)) return refusal(422, 'Object does not exist');
  const content = `${object}\n${textOf(body.tag)}\n${textOf(body.message)}\n${now}`;
  const sha = createHash('sha1').update(content).digest('hex');
  const tag: AnnotatedTag = { sha, tag: textOf(body.tag), message: textOf(body.message), object, at: now };
  state.tags.set(sha, tag);
  return { status: 201, body: viewTag(call, tag, objectOf(body.tagger)) };
}

export function getTag(call: ApiCall): Reply {
  const tag = call.state.tags.get(call.params.tag_sha ?? '');
  return tag ? { status: 200, body: viewTag(call, tag, {}) } : notFound();
}

/** `GET /repos/{owner}/{repo}/tags` */
export function listTags(call: ApiCall): Reply {
  const { state } = call;
  const tags = [...state.refs]
    .filter(([ref]) => ref.startsWith('refs/tags/'))
    .sort()
    .reverse();
  const views = tags.map(([ref, object]) => {
    const name = ref.slice('refs/tags/'.length);
    const sha = state.tags.get(object)?.object ?? object;
    return {
      name,
      node_id: nodeId('Ref', ref),
      commit: { sha, url: `${repositoryUrl(call)}/commits/${sha}` },
      zipball_url: `${repositoryUrl(call)}/zipball/${ref}`,
      tarball_url: `${repositoryUrl(call)}/tarball/${ref}`,
    };
  });
  return paged(views, call.asked, call.origin);
}

function known(state: State, sha: string): boolean {
  return state.commits.has(sha) || state.tags.has(sha);
}

function isBurned(state: State, ref: string): boolean {
  return ref.startsWith('refs/tags/') && state.burnedTags.has(ref.slice('refs/tags/'.length));
}

function restricted(what: 'creations' | 'updates' | 'deletions'): Reply {
  const verb = { creations: 'create', updates: 'update', deletions: 'delete' }[what];
  return refusal(
    422,
    `Repository rule violations found\n\nCannot ${verb} ref due to ${what} being restricted.\n\n`,
  );
}

function descends(state: State, sha: string, from: string): boolean {
  const commit = commitOf(state, sha);
  if (!commit) return false;
  return commit.sha === from || commit.parents.some((parent) => descends(state, parent, from));
}

function view(call: ApiCall, ref: string): JsonObject {
  const sha = call.state.refs.get(ref) ?? '';
  const type = call.state.tags.has(sha) ? 'tag' : 'commit';
  return {
    ref,
    node_id: nodeId('Ref', ref),
    url: `${repositoryUrl(call)}/git/${ref}`,
    object: { sha, type, url: `${repositoryUrl(call)}/git/${type}s/${sha}` },
  };
}

function viewTag(
  call: ApiCall,
  { sha, tag, message, object, at }: AnnotatedTag,
  tagger: JsonObject,
): JsonObject {
  return {
    sha,
    tag,
    message,
    node_id: nodeId('Tag', sha),
    url: `${repositoryUrl(call)}/git/tags/${sha}`,
    tagger: {
      name: textOf(tagger.name) || call.caller.account.login,
      email: textOf(tagger.email) || 'noreply@github.com',
      date: timestamp(at),
    },
    object: { sha: object, type: 'commit', url: `${repositoryUrl(call)}/git/commits/${object}` },
    verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
  };
}
