/**
 * A model in the assets of a GitHub release. GitHub knows no conditional write, but a release has one asset of a name:
 * whoever uploads `manifest-next.json` has the turn, puts the old manifest away and gives the new one its name.
 */
import { readFile, writeFile } from 'node:fs/promises';
import {
  attachAsset,
  claimAsset,
  commitOfTag,
  connectGitHub,
  createOrGetRelease,
  deleteAsset,
  listAssets,
  readAsset,
  releaseOfTag,
  renameAsset,
} from '../../../../lib/github';
import type { GitHub, Release, ReleaseAsset } from '../../../../lib/github';
import type { Runner } from '../../../../lib/runner';
import { storedAs } from './home';
import type { Home, Item, LocalFile, Present, Stored } from './home';

const MANIFEST = 'manifest.json';
const NEXT = 'manifest-next.json';
/** Whoever has had the turn for so long is dead, in milliseconds. */
const DEAD_AFTER = 120_000;
const TRIES = 6;

/** Asset names have no slashes. */
const assetName = (path: string): string => path.replaceAll('/', '.');

/** What is opened. */
export interface ReleaseHome {
  modelId: string;
  /** Makes the release where there is none: for a publishing, and for nothing else. */
  create: boolean;
}

/** Opens the home. Where there is no release and none is to be made, it is an empty one. */
export async function releaseHome(
  runner: Runner,
  { tag, token }: { tag: string; token: string },
  { modelId, create }: ReleaseHome,
): Promise<Home> {
  const { clock, random, signal, environment } = runner;
  const repository = environment.repository ?? '';
  const github = connectGitHub({ token, repository, patience: { clock, random, signal, tries: TRIES } });
  const place = `https://github.com/${repository}/releases/download/${tag}`;
  const release = create
    ? await madeRelease(runner, github, { tag, modelId })
    : await releaseOfTag(github, tag);
  return release ? homeIn(github, release, place) : noHome(place);
}

async function madeRelease(
  { environment }: Runner,
  github: GitHub,
  { tag, modelId }: { tag: string; modelId: string },
): Promise<Release> {
  return createOrGetRelease(github, {
    tag,
    // The release stays where it began, whatever commit is published from.
    sha: (await commitOfTag(github, tag)) ?? environment.sha ?? '',
    name: `Models of ${modelId}`,
    body: 'The manifest and the models that it names. Apps read `manifest.json`; nothing here is to be edited by hand.',
    draft: false,
    prerelease: true,
  });
}

function homeIn(github: GitHub, release: Release, place: string): Home {
  const assets = new Assets(github, release);
  return {
    place,
    putBlob: (file, contentType) => assets.putBlob(file, contentType),
    readBlob: async (path) => assets.read(assetName(path)),
    download: async (path, file) => {
      const bytes = await assets.read(assetName(path));
      if (bytes) await writeFile(file, bytes);
      return bytes !== undefined;
    },
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

/** A release that is not there: there is nothing in it, and only a publishing may write. */
function noHome(place: string): Home {
  const nothing = (): Promise<undefined> => Promise.resolve(undefined);
  const refuse = (): Promise<never> =>
    Promise.reject(new Error(`there is no release at ${place}, and nothing is written to none`));
  return {
    place,
    readBlob: nothing,
    readManifest: nothing,
    download: () => Promise.resolve(false),
    list: async function* () {
      /* Nothing. */
    },
    ...{ putBlob: refuse, putHistory: refuse, commit: refuse, remove: refuse },
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

  async putBlob(file: LocalFile, contentType: string): Promise<Stored> {
    const stored = storedAs(file);
    const bytes = await readFile(file.path);
    await attachAsset(this.github, this.release, { name: assetName(stored.path), contentType, bytes });
    return stored;
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
