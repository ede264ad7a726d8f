import { accept } from './accept';
import type { Accepted, Trust } from './accept';
import type { DownloadPorts } from './download';
import { MANIFEST } from './files';
import { bytesOf, get, within } from './http';
import type { Memory } from './memory';
import { Rejected } from './reasons';

/** What a manifest is fetched with. */
export interface ManifestPorts extends DownloadPorts {
  trust: Trust;
  memory: Memory;
}

/**
 * The manifest that counts now, remembered as seen. Where the server says that nothing has changed, it is the one from the
 * last time, looked at again: time has passed, and the app may be another one.
 * @throws Rejected
 */
export async function fetchManifest(ports: ManifestPorts): Promise<Accepted> {
  const { clock, memory, storage, trust } = ports;
  const before = await stillGood(ports);
  const answer = await ask(ports, before === undefined ? null : memory.state.etag);
  if (answer === 'unchanged') {
    if (before) return before;
    throw new Rejected('unexpected-status');
  }
  const accepted = accept(answer.bytes, trust, memory.state.seen, clock.now());
  await storage.write(MANIFEST, answer.bytes);
  await memory.change((state) => ({ ...state, seen: accepted.seen, etag: answer.etag }));
  return accepted;
}

/** The stored manifest, where it would be accepted now; otherwise it is fetched as if there were none. */
async function stillGood({ clock, memory, storage, trust }: ManifestPorts): Promise<Accepted | undefined> {
  const bytes = await storage.read(MANIFEST);
  const { seen } = memory.state;
  if (!bytes || !seen) return undefined;
  try {
    return accept(bytes, trust, seen, clock.now());
  } catch (error) {
    if (error instanceof Rejected) return undefined;
    throw error;
  }
}

type Answer = 'unchanged' | { bytes: Uint8Array; etag: string | null };

function ask({ fetch, clock, addressOf, limits }: ManifestPorts, etag: string | null): Promise<Answer> {
  const headers: Record<string, string> = etag === null ? {} : { 'if-none-match': etag };
  return within(clock, limits.manifestWithin, async (signal) => {
    const response = await get(fetch, addressOf('manifest.json'), headers, signal);
    if (response.status === 304) return 'unchanged';
    if (response.status !== 200) throw new Rejected('unexpected-status');
    const bytes = await bytesOf(response, limits.largestDocument, signal);
    return { bytes, etag: response.headers.get('etag') };
  });
}
