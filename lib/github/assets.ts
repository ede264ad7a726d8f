import { createHash } from 'node:crypto';
import { UserError } from '../runner';
import type { GitHub, Octokit } from './connection';
import { explaining } from './explain';
import { statusOf } from './faults';
import { untilAnswered, writeOnce } from './patience';
import type { Release } from './releases';

/** A file of a release, without its bytes. */
export interface ReleaseAsset {
  id: number;
  name: string;
  /** Bytes. */
  size: number;
  /** `sha256:` and 64 hexadecimal digits; null for files of before 2025. */
  digest: string | null;
  /** Unix time in milliseconds. */
  created: number;
}

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
  const { patience } = github;
  return explaining(`Attaching ${file.name} to the release ${release.tag}`, async () => {
    const find = async (): Promise<Asset | undefined> =>
      (await allAssets(github, release.id)).find(({ name }) => name === file.name);
    const there = await untilAnswered(find, patience);
    if (there) return sameFile(there, file, release.tag).browser_download_url;
    return (await writeOnce(await uploadOf(github, release, file), find, patience)).browser_download_url;
  });
}

function sameFile(asset: Asset, file: AssetFile, tag: string): Asset {
  const { name, digest, size } = asset;
  if (digest === null ? size === file.bytes.length : digest === digestOf(file)) return asset;
  throw new UserError(`The release ${tag} has another file ${name}, of ${digest ?? `${size} bytes`}.`, {
    remedy: 'Release under a new version: what others may have downloaded must not change.',
  });
}

/**
 * Attaches a file under a name that may be taken: GitHub gives it to one of those who want it, which makes it a lock.
 * @returns undefined where another file has the name
 */
export async function claimAsset(
  github: GitHub,
  release: Release,
  file: AssetFile,
): Promise<ReleaseAsset | undefined> {
  const digest = digestOf(file);
  const find = async (): Promise<Asset | undefined> =>
    (await allAssets(github, release.id)).find((each) => each.name === file.name && each.digest === digest);
  try {
    return assetOf(await writeOnce(await uploadOf(github, release, file), find, github.patience));
  } catch (error) {
    if (isTaken(error)) return undefined;
    throw error;
  }
}

/** The upload of a file, still to be sent: uploads go to another host, which the release itself names. */
async function uploadOf(
  { octokit, owner, repo, patience }: GitHub,
  { id }: Release,
  { name, bytes, contentType }: AssetFile,
): Promise<() => Promise<Asset>> {
  const release = () => octokit.rest.repos.getRelease({ owner, repo, release_id: id });
  const { upload_url: url } = (await untilAnswered(release, patience)).data;
  return async () => {
    const headers = { 'content-type': contentType };
    const answer = await octokit.request(`POST ${url}`, { name, headers, data: bytes });
    return answer.data as Asset;
  };
}

const digestOf = ({ bytes }: AssetFile): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

const allAssets = ({ octokit, owner, repo }: GitHub, releaseId: number): Promise<Asset[]> =>
  octokit.paginate(octokit.rest.repos.listReleaseAssets, {
    ...{ owner, repo, release_id: releaseId, per_page: 100 },
  });

const assetOf = ({ id, name, size, digest, created_at }: Asset): ReleaseAsset => ({
  ...{ id, name, size, digest },
  created: Date.parse(created_at),
});

/** All files of a release. */
export async function listAssets(github: GitHub, releaseId: number): Promise<ReleaseAsset[]> {
  return (await untilAnswered(() => allAssets(github, releaseId), github.patience)).map(assetOf);
}

/** The bytes of a file; undefined where it is gone. */
export async function readAsset(
  { octokit, owner, repo, patience }: GitHub,
  assetId: number,
): Promise<Buffer | undefined> {
  const read = async (): Promise<Buffer> => {
    const headers = { accept: 'application/octet-stream' };
    // Octokit would parse what is served as JSON or text, and a signature is over the bytes as they are.
    const request = { parseSuccessResponseBody: false };
    const asset = { owner, repo, asset_id: assetId, headers, request };
    const body: unknown = (await octokit.rest.repos.getReleaseAsset(asset)).data;
    if (!(body instanceof ReadableStream))
      throw new TypeError('Octokit has parsed a file that it was told to leave.');
    return Buffer.from(await new Response(body).arrayBuffer());
  };
  return unlessGone(() => untilAnswered(read, patience));
}

/** Gives a file another name. @returns false where it is gone, or the name is taken */
export async function renameAsset(
  { octokit, owner, repo, patience }: GitHub,
  assetId: number,
  name: string,
): Promise<boolean> {
  const rename = () => octokit.rest.repos.updateReleaseAsset({ owner, repo, asset_id: assetId, name });
  try {
    return (await unlessGone(() => untilAnswered(rename, patience))) !== undefined;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

/** Takes a file away; one that is gone already is no fault. */
export async function deleteAsset(
  { octokit, owner, repo, patience }: GitHub,
  assetId: number,
): Promise<void> {
  const remove = () => octokit.rest.repos.deleteReleaseAsset({ owner, repo, asset_id: assetId });
  await unlessGone(() => untilAnswered(remove, patience));
}

/** A release has one file of a name. */
const isTaken = (error: unknown): boolean =>
  statusOf(error) === 422 && error instanceof Error && error.message.includes('already_exists');

async function unlessGone<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}
