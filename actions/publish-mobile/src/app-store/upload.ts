import type { AppleArtifact } from '../artifact';
import { openLocalFile } from '../artifact';
import { linkTo, listBuilds, listFiles, listUploads } from './api';
import type { Build, BuildName, BuildUpload, UploadFile } from './api';
import { converge } from './converge';
import { sendParts } from './parts';
import { AppStoreRefusal } from './refusal';
import type { Session } from './session';
import { sameVersion } from './version';

/** How often a delivery whose addresses are not valid any more is begun anew. */
const MOST_ROUNDS = 3;

/** Addresses that end sooner are not begun with, in milliseconds. */
const LEAST_VALIDITY = 10 * 60_000;

/**
 * Sees to it that Apple has the build, or is working on it. What an earlier run has begun is gone on with: its
 * reservation is used, and none is left over.
 * @returns the id of the delivery that Apple works on; undefined where the build is there already
 */
export async function deliver(session: Session, artifact: AppleArtifact): Promise<string | undefined> {
  for (let round = 1; ; round += 1) {
    if (await findBuild(session, artifact)) return undefined;
    const uploads = await uploadsOf(session, artifact);
    const underway = uploads.find(({ state }) => state === 'PROCESSING' || state === 'COMPLETE');
    if (underway) return underway.id;
    if (round === 1) tellFailures(session, uploads);
    const upload = await reserve(session, artifact);
    const delivered = await fill(session, artifact, upload, round);
    if (delivered) return upload.id;
    await discard(session, artifact, upload.id);
  }
}

export async function findBuild(
  { wire, app }: Session,
  { version, build, platform }: BuildName,
): Promise<Build | undefined> {
  const builds = await listBuilds(wire, app, { build, platform });
  return builds.find((each) => sameVersion(each.version, version) && each.build === build);
}

async function uploadsOf({ wire, app }: Session, artifact: AppleArtifact): Promise<BuildUpload[]> {
  const uploads = await listUploads(wire, app, artifact);
  return uploads.filter(({ version }) => sameVersion(version, artifact.version));
}

const awaiting = ({ state }: BuildUpload): boolean => state === 'AWAITING_UPLOAD';

function tellFailures({ ports }: Session, uploads: readonly BuildUpload[]): void {
  for (const { state, errors } of uploads)
    if (state === 'FAILED')
      ports.log.warning(
        `Apple refused an earlier upload of this build: ${errors.join(' ') || 'no reason given'}`,
      );
}

/** A reservation that waits for its file. More than one are left by a call whose answer was lost, or by another job. */
async function reserve(session: Session, artifact: AppleArtifact): Promise<BuildUpload> {
  const { wire, app } = session;
  const { version, build, platform } = artifact;
  const attributes = { cfBundleShortVersionString: version, cfBundleVersion: build, platform };
  const relationships = { app: linkTo('apps', app) };
  const { value } = await converge(wire, {
    look: async () => (await uploadsOf(session, artifact)).find(awaiting),
    act: () =>
      wire.write({
        method: 'POST',
        path: '/v1/buildUploads',
        data: { type: 'buildUploads', attributes, relationships },
      }),
  });
  const others = (await uploadsOf(session, artifact)).filter(
    (each) => awaiting(each) && each.id !== value.id,
  );
  for (const { id } of others) await discard(session, artifact, id);
  return value;
}

/** Takes a reservation away that nobody will use. */
async function discard(session: Session, artifact: AppleArtifact, id: string): Promise<void> {
  await converge(session.wire, {
    look: async () => {
      const left = (await uploadsOf(session, artifact)).some((each) => each.id === id && awaiting(each));
      return left ? undefined : id;
    },
    act: async () => {
      try {
        await session.wire.write({ method: 'DELETE', path: `/v1/buildUploads/${id}` });
      } catch (error) {
        // Another job was first.
        if (!(error instanceof AppStoreRefusal) || error.status !== 404) throw error;
      }
    },
  });
}

/** @returns whether the file is there; a reservation whose file or addresses do not fit is of no use */
async function fill(
  session: Session,
  artifact: AppleArtifact,
  upload: BuildUpload,
  round: number,
): Promise<boolean> {
  const { wire, done } = session;
  const file = await openLocalFile(artifact.path);
  try {
    const reserved = await reserveFile(session, artifact, upload.id);
    if (!isUsable(reserved, artifact, wire.patience.clock.now())) return false;
    await sendParts(wire, file, reserved.operations);
    await commit(session, artifact, { upload: upload.id, file: reserved.id });
    const parts = reserved.operations.length === 1 ? 'one part' : `${reserved.operations.length} parts`;
    done(`Uploaded ${artifact.version} (${artifact.build}), ${artifact.size} bytes in ${parts}.`);
    return true;
  } catch (error) {
    const isOver = error instanceof AppStoreRefusal && [403, 404, 410].includes(error.status);
    if (!isOver || round >= MOST_ROUNDS) throw error;
    return false;
  } finally {
    await file.close();
  }
}

function isUsable(file: UploadFile, { size }: AppleArtifact, now: number): boolean {
  const lasts = file.operations.every(
    ({ expiration }) => expiration === undefined || Date.parse(expiration) - now >= LEAST_VALIDITY,
  );
  return file.isAwaited && file.size === size && file.operations.length > 0 && lasts;
}

async function reserveFile(
  { wire }: Session,
  { path, size }: AppleArtifact,
  upload: string,
): Promise<UploadFile> {
  // The name is only for people, and tells nothing about the machine that sends it.
  const fileName = path.slice(path.lastIndexOf('/') + 1);
  const attributes = { fileName, fileSize: size, uti: 'com.apple.ipa', assetType: 'ASSET' };
  const relationships = { buildUpload: linkTo('buildUploads', upload) };
  const { value } = await converge(wire, {
    look: async () => (await listFiles(wire, upload))[0],
    act: () =>
      wire.write({
        method: 'POST',
        path: '/v1/buildUploadFiles',
        data: { type: 'buildUploadFiles', attributes, relationships },
      }),
  });
  return value;
}

/** Says that all is sent. Where the answer is lost, the delivery tells whether it was heard. */
async function commit(
  session: Session,
  artifact: AppleArtifact,
  { upload, file }: { upload: string; file: string },
): Promise<void> {
  const sourceFileChecksums = { file: { hash: artifact.md5, algorithm: 'MD5' } };
  await converge(session.wire, {
    look: async () =>
      (await uploadsOf(session, artifact)).find((each) => each.id === upload && !awaiting(each)),
    act: () =>
      session.wire.write({
        method: 'PATCH',
        path: `/v1/buildUploadFiles/${file}`,
        data: { type: 'buildUploadFiles', id: file, attributes: { uploaded: true, sourceFileChecksums } },
      }),
  });
}
