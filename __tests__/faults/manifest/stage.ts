import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scaledClock } from '../../../emulators/clock';
import { Faults } from '../../../emulators/faults';
import { startGcs } from '../../../emulators/gcs';
import type { RunningGcs } from '../../../emulators/gcs';
import type { Call } from '../../../emulators/call';
import { tfliteFile } from '../../unit/model-tflite-file';

const pair = generateKeyPairSync('ed25519');

export const BUCKET = 'models';
/** The private key in PEM, for whoever publishes. */
export const SIGNING_KEY = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** A bucket, trained models, and somebody who may strike at any call. */
export interface Stage {
  gcs: RunningGcs;
  faults: Faults;
  /** Told of every call, before it is handled and after it took effect. */
  watch: { onCall: (call: Call) => void; onEffect: (call: Call) => void };
  /** @returns the paths of a model and of the report on it */
  model(version: string, correct: number): Promise<{ file: string; report: string }>;
  /** What is at stake: an empty bucket again. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function setStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'manifest-faults-'));
  const faults = new Faults();
  const watch: Stage['watch'] = { onCall: () => undefined, onEffect: () => undefined };
  const hooks = {
    onCall: (call: Call) => {
      watch.onCall(call);
    },
    onEffect: (call: Call) => {
      watch.onEffect(call);
    },
  };
  const buckets = [{ name: BUCKET }];
  const gcs = await startGcs({ clock: scaledClock(600), faults, hooks, buckets, writeIntervalMs: 0 });
  return {
    ...{ gcs, faults, watch },
    model: (version, correct) => writeModel(folder, version, correct),
    reset: async () => {
      await gcs.reset();
      faults.clear();
    },
    close: async () => {
      await gcs.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function writeModel(
  folder: string,
  version: string,
  correct: number,
): Promise<{ file: string; report: string }> {
  const bytes = tfliteFile([{ name: 'photo', shape: [1], type: 0 }], [0], [0], version);
  const modelSha256 = createHash('sha256').update(bytes).digest('hex');
  const [file, report] = [join(folder, `${version}.tflite`), join(folder, `${version}.json`)];
  const facts = { modelSha256, testSetSha256: 'a'.repeat(64), metric: 'accuracy', n: 1_000_000, correct };
  await writeFile(file, bytes);
  await writeFile(report, JSON.stringify({ schemaVersion: 1, ...facts }));
  return { file, report };
}

/** A manifest as an app would read it: only what an app looks at. */
export interface Served {
  sequence: number;
  previousManifestSha256: string | null;
  channels: { stable: string | null; canary: string | null };
  versions: { version: string; blob: { path: string; sha256: string } }[];
}

interface Envelope {
  payloadType: string;
  payload: string;
  signatures: { sig: string }[];
}

/** @throws Error where the object is not there, or is not signed; written here anew, so as not to trust what is tested */
export async function readSigned(gcs: RunningGcs, path: string): Promise<{ served: Served; sha256: string }> {
  const response = await fetch(`${gcs.url}/${BUCKET}/smile/${path}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (!response.ok) throw new Error(`${path} is not there (${response.status})`);
  const { payloadType, payload, signatures } = JSON.parse(bytes.toString()) as Envelope;
  const content = Buffer.from(payload, 'base64');
  const head = `DSSEv1 ${payloadType.length} ${payloadType} ${content.length} `;
  const signed = Buffer.concat([Buffer.from(head), content]);
  const isSigned = signatures.some(({ sig }) =>
    verify(null, signed, pair.publicKey, Buffer.from(sig, 'base64')),
  );
  if (!isSigned) throw new Error(`${path} is not signed`);
  const served = JSON.parse(content.toString()) as Served;
  return { served, sha256: createHash('sha256').update(bytes).digest('hex') };
}
