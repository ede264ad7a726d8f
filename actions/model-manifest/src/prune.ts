/** What may be taken away: nothing that a channel, or the history of it, needs. */
import { commit } from './commit';
import type { CommitPorts, Committed, Serving } from './commit';
import { opened } from './manifest/envelope';
import { historyPath } from './home/home';
import { sha256Of } from './home/sha256';
import { pruned } from './manifest/changes';
import type { ChangeContext } from './manifest/changes';
import type { Manifest } from './manifest/model';

/** A publisher may have stored what its manifest does not name yet: younger objects are left alone, in milliseconds. */
const UNDER_WAY = 86_400_000;

/** What was left out and taken away. */
export interface Pruned extends Committed {
  versions: string[];
  removed: string[];
}

/**
 * First the versions leave the manifest, then the objects that no manifest of its history names. Killed in between, the
 * next run takes the rest.
 * @param keep how many versions stay, beside those that channels have
 */
export async function prune(
  ports: CommitPorts,
  keep: number,
  context: (serving: Serving | undefined) => ChangeContext,
): Promise<Pruned | undefined> {
  let left: string[] = [];
  const committed = await commit(ports, (serving) => {
    const next = serving && pruned(serving.manifest, keep, context(serving));
    left = next ? gone(serving.manifest, next) : [];
    return Promise.resolve(next);
  });
  if (!committed) return undefined;
  return { ...committed, versions: left, removed: await removeUnneeded(ports, committed) };
}

const gone = (before: Manifest, after: Manifest): string[] => {
  const kept = new Set(after.versions.map(({ version }) => version));
  return before.versions.map(({ version }) => version).filter((version) => !kept.has(version));
};

async function removeUnneeded(ports: CommitPorts, { manifest, sha256 }: Committed): Promise<string[]> {
  const { home, patience } = ports;
  const needed = new Set([...blobsOf(manifest), ...(await chainOf(ports, manifest, sha256))]);
  const old = patience.clock.now() - UNDER_WAY;
  const removed: string[] = [];
  for (const folder of ['manifests/', 'blobs/'] as const)
    for await (const { path, created } of home.list(folder)) {
      if (needed.has(path) || created > old) continue;
      await home.remove(path);
      removed.push(path);
    }
  return removed;
}

function blobsOf({ versions }: Manifest): string[] {
  return versions.flatMap(({ blob, golden, evaluation }) => [
    blob.path,
    `blobs/sha256/${evaluation.reportSha256}`,
    ...(golden ? [golden.path] : []),
  ]);
}

/** The manifests that were ever committed, from the present one back: each names the one before it. */
async function chainOf(
  { home, trusted }: CommitPorts,
  manifest: Manifest,
  sha256: string,
): Promise<string[]> {
  const paths = [historyPath(manifest.sequence, sha256)];
  let { previousManifestSha256: previous, sequence } = manifest;
  while (previous !== null) {
    sequence -= 1;
    const path = historyPath(sequence, previous);
    const bytes = await home.readBlob(path);
    if (!bytes || sha256Of(bytes) !== previous) break;
    paths.push(path);
    ({ previousManifestSha256: previous, sequence } = opened(bytes, trusted, `${home.place}/${path}`));
  }
  return paths;
}
