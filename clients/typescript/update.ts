/** From the manifest to a model that is ready for its trial. */
import { checkModel, readGolden } from './check';
import { choose } from './choose';
import { download, fetchDocument } from './download';
import { fetchManifest } from './fetch-manifest';
import type { ManifestPorts } from './fetch-manifest';
import { MANIFEST, STATE, modelFile, partFile } from './files';
import { requirementsOf } from './installation';
import type { Installation } from './installation';
import type { Manifest, PublishedVersion } from './manifest';
import type { ModelRuntime } from './ports';
import { Rejected } from './reasons';
import type { Reason } from './reasons';
import { abandoned, bundledAgain, checked, checking, discarded, failed, heldIn } from './trial';

/** What an update is made with. */
export interface UpdatePorts extends ManifestPorts {
  installation: Installation;
  runtime: ModelRuntime;
  /** Hash of the model that the app has with it. */
  bundled: string;
  /** Hash of the model that this process has loaded: its file stays. */
  loaded: string | undefined;
}

/** `ready`: the next launch uses another model. `kept`: it does not, and why. */
export type Ended =
  { outcome: 'ready'; version: string } | { outcome: 'kept'; reason: Reason; cause?: unknown };

/** How an update ended, and whether the model that is loaded was found to be revoked. */
export type Update = Ended & { withdrawn: boolean };

/** Never rejects: whatever comes from outside, the present model stays. */
export async function update(ports: UpdatePorts): Promise<Update> {
  let withdrawn = false;
  const ended = await orKept(async () => {
    const { manifest } = await fetchManifest(ports);
    const revoked = revokedIn(manifest);
    await ports.memory.change((state) => discarded(state, revoked));
    withdrawn = ports.loaded !== undefined && revoked.has(ports.loaded);
    const choice = choose(manifest, ports.installation, ports.memory.state.failed);
    return 'keep' in choice ? { outcome: 'kept', reason: choice.keep } : taken(ports, choice.take);
  });
  return { ...ended, withdrawn };
}

async function orKept(work: () => Promise<Ended>): Promise<Ended> {
  try {
    return await work();
  } catch (error) {
    // Everything from outside is rejected with a reason; what is left is the storage.
    if (!(error instanceof Rejected)) return { outcome: 'kept', reason: 'storage-failed', cause: error };
    const { reason, cause } = error;
    return { outcome: 'kept', reason, ...(cause === undefined ? {} : { cause }) };
  }
}

const revokedIn = ({ versions }: Manifest): Set<string> =>
  new Set(versions.filter(({ revoked }) => revoked).map(({ blob }) => blob.sha256));

async function taken(ports: UpdatePorts, wanted: PublishedVersion): Promise<Ended> {
  const { memory, bundled } = ports;
  const { sha256 } = wanted.blob;
  const { current, trial } = memory.state;
  if (trial?.model.sha256 === sha256) return { outcome: 'kept', reason: 'up-to-date' };
  if ((current?.sha256 ?? bundled) === sha256) {
    if (trial) await memory.change(abandoned);
    return { outcome: 'kept', reason: 'up-to-date' };
  }
  if (sha256 === bundled) await memory.change(bundledAgain);
  else await install(ports, wanted);
  return { outcome: 'ready', version: wanted.version };
}

async function install(ports: UpdatePorts, wanted: PublishedVersion): Promise<void> {
  const { memory, runtime } = ports;
  const { version, blob, golden } = wanted;
  await tidy(ports, blob.sha256);
  await download(ports, blob);
  const examples = golden ? readGolden(await fetchDocument(ports, golden)) : undefined;
  const held = { version, sha256: blob.sha256, size: blob.size, requires: requirementsOf(wanted) };
  await memory.change((state) => checking(state, held));
  try {
    await checkModel(runtime, modelFile(blob.sha256), wanted, examples);
  } catch (error) {
    await memory.change((state) => failed(state, blob.sha256));
    throw error;
  }
  await memory.change((state) => checked(state, blob.sha256));
}

/** Makes room: what nobody remembers goes, but for the model in use and the beginning of the one that is wanted. */
async function tidy({ storage, memory, loaded }: UpdatePorts, wanted: string): Promise<void> {
  const models = heldIn(memory.state).map(({ sha256 }) => sha256);
  if (loaded !== undefined) models.push(loaded);
  const kept = new Set([STATE, MANIFEST, partFile(wanted), ...[...models, wanted].map(modelFile)]);
  for (const name of await storage.list()) if (!kept.has(name)) await storage.remove(name);
}
