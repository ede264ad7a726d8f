/** Changes a manifest so that no two publishers ever lose each other's change. */
import type { KeyObject } from 'node:crypto';
import { backoff } from '../../../lib/backoff';
import type { Patience } from '../../../lib/backoff';
import { UserError } from '../../../lib/runner';
import { historyPath } from './home/home';
import type { Home, Present } from './home/home';
import { sha256Of } from './home/sha256';
import { opened, sealed } from './manifest/envelope';
import type { SigningKey } from './manifest/envelope';
import type { Manifest } from './manifest/model';

/** The manifest that serves now, and the object that it was read from. */
export interface Serving {
  manifest: Manifest;
  object: Present;
  /** Of the object. */
  sha256: string;
}

/** What a change is made with. */
export interface CommitPorts {
  home: Home;
  /** Sign what is written; the first is the current one. */
  signing: readonly SigningKey[];
  /** Whose signature on what is there is believed. */
  trusted: readonly KeyObject[];
  patience: Patience;
}

/** How often a change is made anew because somebody else was faster. */
const MOST_TRIES = 5;

/** How a change ended: the manifest that serves, and whether this call has committed it. */
export interface Committed extends Serving {
  wrote: boolean;
}

/** @returns undefined where no manifest was ever committed @throws UserError when it cannot be trusted */
export async function readServing({
  home,
  trusted,
}: Pick<CommitPorts, 'home' | 'trusted'>): Promise<Serving | undefined> {
  const object = await home.readManifest();
  if (!object) return undefined;
  const manifest = opened(object.bytes, trusted, `${home.place}/manifest.json`);
  return { manifest, object, sha256: sha256Of(object.bytes) };
}

/**
 * Reads the manifest, changes it, keeps the result in the history and commits it, if nobody else was faster: then it all
 * begins again with what they have written. Killed anywhere, it can be run again: a history object that was never
 * committed belongs to nobody, and a change that was is found to be there.
 * @param change what the manifest is to be, judged from what serves now; undefined where nothing has to change (any more)
 * @throws what `change` throws; UserError when others are faster every time
 */
export async function commit(
  ports: CommitPorts,
  change: (serving: Serving | undefined) => Promise<Manifest | undefined>,
): Promise<Committed | undefined> {
  const { home, patience } = ports;
  for (let tried = 1; ; tried += 1) {
    const serving = await readServing(ports);
    const next = await change(serving);
    if (!next) return serving && { ...serving, wrote: false };
    const bytes = sealed(next, ports.signing);
    const sha256 = sha256Of(bytes);
    await home.putHistory(historyPath(next.sequence, sha256), bytes);
    if (await home.commit(bytes, serving?.object))
      return { manifest: next, object: { bytes, mark: '' }, sha256, wrote: true };
    if (tried >= MOST_TRIES) throw overtaken(home, tried);
    await patience.clock.sleep(backoff(tried, patience.random), patience.signal);
  }
}

/** Only the first publishing makes a manifest. */
export function noManifest({ place }: Home): UserError {
  return new UserError(`There is no manifest at ${place}.`, {
    remedy: 'Publish a model first, or correct `home`.',
  });
}

function overtaken({ place }: Home, tried: number): UserError {
  return new UserError(
    `Others have changed the manifest of ${place} ${tried} times while this step tried to.`,
    {
      remedy:
        'Nothing of this step was published. Run it again, and let the publishing jobs share a `concurrency` group.',
    },
  );
}
