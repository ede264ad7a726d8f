/**
 * A model in the assets of a GitHub release. GitHub knows no conditional write, but a release has one asset of a name:
 * whoever uploads `manifest-next.json` has the turn, puts the old manifest away and gives the new one its name.
 */
import { readFile, stat } from 'node:fs/promises';
import {
  attachAsset,
  claimAsset,
  commitOfTag,
  connectGitHub,
  createOrGetRelease,
  deleteAsset,
  listAssets,
  readAsset,
  renameAsset,
} from '../../../../lib/github';
import type { GitHub, Release, ReleaseAsset } from '../../../../lib/github';
import { crc32cOf } from '../../../../lib/crc32c';
import type { Runner } from '../../../../lib/runner';
import { blobPath } from './home';
import type { Home, Item, Present, Stored } from './home';
import { sha256Of } from './sha256';

const MANIFEST = 'manifest.json';
const NEXT = 'manifest-next.json';
/** Whoever has had the turn for so long is dead, in milliseconds. */
const DEAD_AFTER = 120_000;
const TRIES = 6;

/** Asset names have no slashes. */
const assetName = (path: string): string => path.replaceAll('/', '.');

/** Opens the home, and makes the release where there is none. */
export async function releaseHome(
  { clock, random, signal, environment }: Runner,
  { tag, token }: { tag: string; token: string },
  modelId: string,
): Promise<Home> {
  const repository = environment.repository ?? '';
  const patience = { clock, random, signal, tries: TRIES };
  const github = connectGitHub({ token, repository, patience });
  const release = await createOrGetRelease(github, {
    tag,
    // The release stays where it began, whatever commit is published from.
    sha: (await commitOfTag(github, tag)) ?? environment.sha ?? '',
    name: `Models of ${modelId}`,
    body: 'The manifest and the models that it names. Apps read `manifest.json`; nothing here is to be edited by hand.',
    draft: false,
    prerelease: true,
  });
  const assets = new Assets(github, release);
  return {
    place: `https://github.com/${repository}/releases/download/${tag}`,
    putBlob: (file, contentType) => assets.putBlob(file, contentType),
    readBlob: async (path) => assets.read(assetName(path)),
    readManifest: () => assets.readManifest(),
    putHistory: async (path, bytes) => {
      await attachAsset(github, release, { name: assetName(path), contentType: 'application/json', bytes });
    },
    commit: (bytes, expected) => assets.commit(bytes, expected),
    list: (folder) => assets.list(folder),
    remove: async (path) => {
      const found = await assets.named(assetName(path));
      if (found) await deleteAsset(github, found.id);
    },
  };
}

class Assets {
  private readonly github: GitHub;
  private readonly release: Release;

  constructor(github: GitHub, release: Release) {
    this.github = github;
    this.release = release;
  }

  async named(name: string): Promise<ReleaseAsset | undefined> {
    return (await listAssets(this.github, this.release.id)).find((asset) => asset.name === name);
  }

  async read(name: string): Promise<Buffer | undefined> {
    const asset = await this.named(name);
    return asset && readAsset(this.github, asset.id);
  }

  async putBlob(file: string, contentType: string): Promise<Stored> {
    const bytes = await readFile(file);
    const sha256 = sha256Of(bytes);
    const path = blobPath(sha256);
    await attachAsset(this.github, this.release, { name: assetName(path), contentType, bytes });
    const { size } = await stat(file);
    return { path, sha256, size, crc32c: crc32cOf(bytes) };
  }

  async readManifest(): Promise<Present | undefined> {
    const asset = (await this.named(MANIFEST)) ?? (await this.finishedForAnother());
    if (!asset) return undefined;
    const bytes = await readAsset(this.github, asset.id);
    // Put away in this very moment: then there is a new one.
    return bytes ? { bytes, mark: String(asset.id) } : this.readManifest();
  }

  /** Somebody has put the old manifest away, and not yet named the new one; perhaps they never will. */
  private async finishedForAnother(): Promise<ReleaseAsset | undefined> {
    const next = await this.named(NEXT);
    if (!next) return this.named(MANIFEST);
    // A first manifest has nothing to put away: its owner may be alive, and about to give it its name.
    if (!(await renameAsset(this.github, next.id, MANIFEST))) return this.named(MANIFEST);
    return { ...next, name: MANIFEST };
  }

  async commit(bytes: Buffer, expected: Present | undefined): Promise<boolean> {
    const { github, release } = this;
    const next = await claimAsset(github, release, { name: NEXT, contentType: 'application/json', bytes });
    if (!next) {
      await this.freeFromTheDead();
      return false;
    }
    const present = await this.named(MANIFEST);
    // Whoever read meanwhile and found no manifest has given ours its name.
    if (present?.id === next.id) return true;
    if (present?.id !== (expected && Number(expected.mark))) {
      await deleteAsset(github, next.id);
      return false;
    }
    if (present) await deleteAsset(github, present.id);
    // Refused only where somebody has finished it for us: then it has the name already.
    await renameAsset(github, next.id, MANIFEST);
    return (await this.named(MANIFEST))?.id === next.id;
  }

  private async freeFromTheDead(): Promise<void> {
    const next = await this.named(NEXT);
    const { clock } = this.github.patience;
    if (next && clock.now() - next.created > DEAD_AFTER && (await this.named(MANIFEST)))
      await deleteAsset(this.github, next.id);
  }

  async *list(folder: string): AsyncGenerator<Item> {
    const prefix = assetName(folder);
    for (const { name, created } of await listAssets(this.github, this.release.id))
      if (name.startsWith(prefix)) yield { path: pathOf(name), created };
  }
}

/** `blobs.sha256.<hex>` -> `blobs/sha256/<hex>`, `manifests.<name>.json` -> `manifests/<name>.json` */
const pathOf = (name: string): string =>
  name.replace(/^blobs\.sha256\./, 'blobs/sha256/').replace(/^manifests\./, 'manifests/');
