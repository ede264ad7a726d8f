import { createHash } from 'node:crypto';
import { UserError } from '../runner';
import type { GitHub, Octokit } from './connection';
import { explaining } from './explain';
import { untilAnswered, writeOnce } from './patience';
import type { Release } from './releases';

export interface AssetFile {
  name: string;
  /** Such as `application/json`. */
  contentType: string;
  bytes: Buffer;
}

type Asset = Awaited<ReturnType<Octokit['rest']['repos']['listReleaseAssets']>>['data'][number];

/**
 * Attaches a file to a release, unless the same file is there.
 * @returns the address from which it is downloaded
 * @throws UserError where another file of this name is attached
 */
export async function attachAsset(github: GitHub, release: Release, file: AssetFile): Promise<string> {
  const { octokit, owner, repo, patience } = github;
  return explaining(`Attaching ${file.name} to the release ${release.tag}`, async () => {
    const find = async (): Promise<Asset | undefined> => {
      const listed = { owner, repo, release_id: release.id, per_page: 100 };
      return (await octokit.paginate(octokit.rest.repos.listReleaseAssets, listed)).find(
        ({ name }) => name === file.name,
      );
    };
    const there = await untilAnswered(find, patience);
    if (there) return sameFile(there, file, release.tag).browser_download_url;
    // Uploads go to another host, which the release itself names.
    const { data } = await untilAnswered(
      () => octokit.rest.repos.getRelease({ owner, repo, release_id: release.id }),
      patience,
    );
    const upload = async (): Promise<Asset> => {
      const answer = await octokit.request(`POST ${data.upload_url}`, {
        name: file.name,
        headers: { 'content-type': file.contentType },
        data: file.bytes,
      });
      return answer.data as Asset;
    };
    return (await writeOnce(upload, find, patience)).browser_download_url;
  });
}

function sameFile(asset: Asset, { name, bytes }: AssetFile, tag: string): Asset {
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (asset.digest === null || asset.digest === digest) return asset;
  throw new UserError(`The release ${tag} has another file ${name}, of ${asset.digest}.`, {
    remedy: 'Release under a new version: what others may have downloaded must not change.',
  });
}
