import type { ApiCall } from './api-call';
import type { Reply } from './exchange';
import { invalid, notFound } from './exchange';
import { paged } from './paging';
import { viewAsset } from './release-views';
import { findRelease, refuseImmutable } from './releases';
import type { Asset, Release } from './state';
import { newId } from './state';

/** `GET .../releases/{release_id}/assets` */
export function listAssets(call: ApiCall): Reply {
  const release = findRelease(call);
  if (!release) return notFound();
  return paged(
    release.assets.map((asset) => viewAsset(call, release, asset)),
    call.asked,
    call.origin,
  );
}

/** `POST .../releases/{release_id}/assets?name=`, with the file as the body. */
export function uploadAsset(call: ApiCall): Reply {
  const { state, asked, caller, now } = call;
  const release = findRelease(call);
  if (!release) return notFound();
  const refused = refuseImmutable(release);
  if (refused) return refused;
  const name = asked.query.get('name') ?? '';
  if (release.assets.some((asset) => asset.name === name))
    return invalid('ReleaseAsset', 'name', 'already_exists');
  const asset: Asset = {
    id: newId(state),
    name,
    label: asked.query.get('label'),
    contentType: asked.headers['content-type'] ?? 'application/octet-stream',
    bytes: asked.body,
    uploader: caller.account,
    at: now,
  };
  release.assets.push(asset);
  return { status: 201, body: viewAsset(call, release, asset) };
}

/** `GET .../releases/assets/{asset_id}`: the description, or with `accept: application/octet-stream` the file. */
export function getAsset(call: ApiCall): Reply {
  const found = findAsset(call);
  if (!found) return notFound();
  const { release, asset } = found;
  if (call.asked.headers.accept !== 'application/octet-stream')
    return { status: 200, body: viewAsset(call, release, asset) };
  return { status: 200, headers: { 'content-type': asset.contentType }, bytes: asset.bytes };
}

/** `PATCH .../releases/assets/{asset_id}`: another name, which no other file of the release may have. */
export function updateAsset(call: ApiCall): Reply {
  const found = findAsset(call);
  if (!found) return notFound();
  const { release, asset } = found;
  const refused = refuseImmutable(release);
  if (refused) return refused;
  const { name, label } = call.body;
  if (typeof name === 'string') {
    if (release.assets.some((other) => other !== asset && other.name === name))
      return invalid('ReleaseAsset', 'name', 'already_exists');
    asset.name = name;
  }
  if (typeof label === 'string') asset.label = label;
  return { status: 200, body: viewAsset(call, release, asset) };
}

/** `DELETE .../releases/assets/{asset_id}` */
export function deleteAsset(call: ApiCall): Reply {
  const found = findAsset(call);
  if (!found) return notFound();
  const { release, asset } = found;
  const refused = refuseImmutable(release);
  if (refused) return refused;
  release.assets.splice(release.assets.indexOf(asset), 1);
  return { status: 204 };
}

function findAsset({ state, params }: ApiCall): { release: Release; asset: Asset } | undefined {
  for (const release of state.releases) {
    const asset = release.assets.find(({ id }) => String(id) === params.asset_id);
    if (asset) return { release, asset };
  }
  return undefined;
}
