import type { ApiCall } from './api-call';
import type { Reply } from './exchange';
import { invalid, notFound } from './exchange';
import { paged } from './paging';
import { viewAsset } from './release-views';
import { findRelease, refuseImmutable } from './releases';
import type { Asset } from './state';
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
