import { createHash } from 'node:crypto';
import { viewAccount } from './account-views';
import type { ApiCall } from './api-call';
import { nodeId, pageUrl, repositoryUrl, timestamp } from './api-call';
import type { JsonObject } from './json';
import type { Asset, Release } from './state';

export function viewRelease(call: ApiCall, release: Release): JsonObject {
  const url = `${repositoryUrl(call)}/releases/${release.id}`;
  const tag = encodeURIComponent(release.tag);
  return {
    id: release.id,
    node_id: nodeId('Release', release.id),
    url,
    html_url: `${pageUrl(call)}/releases/tag/${tag}`,
    assets_url: `${url}/assets`,
    // uploads.github.com on GitHub itself; clients take it from here.
    upload_url: `${url}/assets{?name,label}`,
    tarball_url: release.draft ? null : `${repositoryUrl(call)}/tarball/${tag}`,
    zipball_url: release.draft ? null : `${repositoryUrl(call)}/zipball/${tag}`,
    tag_name: release.tag,
    target_commitish: release.target,
    name: release.name,
    body: release.body,
    draft: release.draft,
    prerelease: release.prerelease,
    immutable: release.immutable,
    author: viewAccount(release.author, call.origin),
    created_at: timestamp(release.createdAt),
    published_at: release.publishedAt === null ? null : timestamp(release.publishedAt),
    assets: release.assets.map((asset) => viewAsset(call, release, asset)),
  };
}

export function viewAsset(call: ApiCall, release: Release, asset: Asset): JsonObject {
  return {
    id: asset.id,
    node_id: nodeId('ReleaseAsset', asset.id),
    url: `${repositoryUrl(call)}/releases/assets/${asset.id}`,
    browser_download_url: `${pageUrl(call)}/releases/download/${encodeURIComponent(release.tag)}/${asset.name}`,
    name: asset.name,
    label: asset.label,
    state: 'uploaded',
    content_type: asset.contentType,
    size: asset.bytes.length,
    digest: `sha256:${createHash('sha256').update(asset.bytes).digest('hex')}`,
    download_count: 0,
    created_at: timestamp(asset.at),
    updated_at: timestamp(asset.at),
    uploader: viewAccount(asset.uploader, call.origin),
  };
}
