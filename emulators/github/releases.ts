import type { ApiCall } from './api-call';
import type { Reply } from './exchange';
import { invalid, notFound, refusal } from './exchange';
import type { JsonObject } from './json';
import { textOf } from './json';
import { notesBetween } from './release-notes';
import { viewRelease } from './release-views';
import { paged } from './paging';
import type { Release } from './state';
import { commitOf, newId } from './state';

/** `GET /repos/{owner}/{repo}/releases`; drafts are shown only to who may write. */
export function listReleases(call: ApiCall): Reply {
  const shown = call.state.releases.filter(({ draft }) => !draft || mayWrite(call));
  return paged(
    shown.map((release) => viewRelease(call, release)),
    call.asked,
    call.origin,
  );
}

/** `POST /repos/{owner}/{repo}/releases`: makes the tag too, unless the release is a draft. */
export function createRelease(call: ApiCall): Reply {
  const { state, body, caller, now } = call;
  const tag = textOf(body.tag_name);
  const taken = state.releases.some((release) => release.tag === tag && !release.draft);
  if (taken) return invalid('Release', 'tag_name', 'already_exists');
  const notes = body.generate_release_notes === true ? notesBetween(call, tag) : null;
  const release: Release = {
    id: newId(state),
    tag,
    target: textOf(body.target_commitish) || state.repository.defaultBranch,
    name: textOf(body.name) || (notes?.name ?? null),
    body: [textOf(body.body), notes?.body ?? ''].filter((text) => text !== '').join('\n\n') || null,
    draft: true,
    prerelease: body.prerelease === true,
    immutable: false,
    author: caller.account,
    createdAt: now,
    publishedAt: null,
    assets: [],
  };
  const fault = body.draft === true ? null : publish(call, release);
  if (fault) return fault;
  state.releases.unshift(release);
  return { status: 201, body: viewRelease(call, release) };
}

export function getRelease(call: ApiCall): Reply {
  return shown(call, findRelease(call));
}

/** `GET .../releases/tags/{tag}`: published ones only. */
export function getReleaseByTag(call: ApiCall): Reply {
  return shown(
    call,
    call.state.releases.find(({ tag, draft }) => tag === call.params.tag && !draft),
  );
}

/** `GET .../releases/latest`: neither drafts nor prereleases. */
export function getLatestRelease(call: ApiCall): Reply {
  return shown(
    call,
    call.state.releases.find(({ draft, prerelease }) => !draft && !prerelease),
  );
}

/** `PATCH .../releases/{release_id}`: of an immutable release only name, body and prerelease change. */
export function updateRelease(call: ApiCall): Reply {
  const release = findRelease(call);
  if (!release) return notFound();
  const { body } = call;
  const tag = textOf(body.tag_name) || release.tag;
  if (release.immutable && (tag !== release.tag || body.draft === true))
    return invalid('Release', 'tag_name', 'custom', 'tag_name cannot be changed on an immutable release');
  const changed = { ...release, tag, target: textOf(body.target_commitish) || release.target };
  if (typeof body.name === 'string') changed.name = body.name;
  if (typeof body.body === 'string') changed.body = body.body;
  if (typeof body.prerelease === 'boolean') changed.prerelease = body.prerelease;
  const fault = release.draft && body.draft === false ? publish(call, changed) : null;
  if (fault) return fault;
  Object.assign(release, changed);
  return { status: 200, body: viewRelease(call, release) };
}

/** `DELETE .../releases/{release_id}`: the tag stays, and the name of an immutable one is burned. */
export function deleteRelease(call: ApiCall): Reply {
  const release = findRelease(call);
  if (!release) return notFound();
  call.state.releases = call.state.releases.filter((other) => other !== release);
  return { status: 204 };
}

/** `POST .../releases/generate-notes` */
export function generateNotes(call: ApiCall): Reply {
  const { body } = call;
  const notes = notesBetween(call, textOf(body.tag_name), textOf(body.previous_tag_name) || undefined);
  return { status: 200, body: { ...notes } satisfies JsonObject };
}

export function findRelease({ state, params }: ApiCall): Release | undefined {
  return state.releases.find(({ id }) => String(id) === params.release_id);
}

function shown(call: ApiCall, release: Release | undefined): Reply {
  if (!release || (release.draft && !mayWrite(call))) return notFound();
  return { status: 200, body: viewRelease(call, release) };
}

function mayWrite({ caller }: ApiCall): boolean {
  return caller.grants === null || caller.grants.contents === 'write';
}

/** Makes the tag where there is none yet; with immutable releases its name is used up. */
function publish({ state, now }: ApiCall, release: Release): Reply | null {
  const name = `refs/tags/${release.tag}`;
  if (state.burnedTags.has(release.tag))
    return invalid('Release', 'tag_name', 'custom', 'tag_name was used by an immutable release');
  if (!/^[^\s~^:?*[\\]+$/.test(release.tag))
    return invalid('Release', 'tag_name', 'custom', 'tag_name is not well-formed');
  if (!state.refs.has(name)) {
    const commit = commitOf(state, release.target);
    if (!commit) return invalid('Release', 'target_commitish', 'invalid');
    state.refs.set(name, commit.sha);
  }
  if (state.repository.immutableReleases) {
    state.burnedTags.add(release.tag);
    release.immutable = true;
  }
  release.draft = false;
  release.publishedAt = now;
  return null;
}

/** Whether assets of the release may still change. */
export function refuseImmutable(release: Release): Reply | null {
  return release.immutable ? refusal(422, 'Cannot upload assets to an immutable release.') : null;
}
