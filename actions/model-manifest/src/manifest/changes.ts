/** The changes that a manifest can undergo. Pure: what is there and what is wanted make the next manifest. */
import semver from 'semver';
import { UserError } from '../../../../lib/runner';
import type { Channel, Manifest, PublishedVersion } from './model';

/** What every change is given beside the manifest. */
export interface ChangeContext {
  modelId: string;
  /** Unix time in milliseconds. */
  now: number;
  /** How long the manifest is to be trusted, in milliseconds. */
  lifetime: number;
  /** Sha-256 of the object that holds `before`; null where there is none yet. */
  previousManifestSha256: string | null;
}

/** Who takes part in a change of `stable`, and from what their lot is drawn. */
export interface Staging {
  /** Whole percent, 0 to 100. */
  percent: number;
  salt: string;
}

/** @returns the version of that name, undefined where it was never published */
export function versionNamed(
  { versions }: Pick<Manifest, 'versions'>,
  name: string,
): PublishedVersion | undefined {
  return versions.find(({ version }) => version === name);
}

/**
 * A version more, on one of the channels. Publishing the same once more changes nothing but the channel.
 * @throws UserError when the version exists with other bytes, is lower than what the channel has, or was revoked
 */
export function published(
  before: Manifest | undefined,
  added: PublishedVersion,
  channel: Channel,
  staging: Staging,
  context: ChangeContext,
): Manifest {
  const present = before && versionNamed(before, added.version);
  if (present) refuseOtherBytes(present, added);
  refuseLower(before?.channels[channel] ?? null, added.version, channel);
  refuseOnMobile(added);
  const there = before?.versions ?? [];
  const versions = present ? there : [...there, added];
  return next(
    { ...(before ?? empty(context)), versions },
    channelsWith(before, channel, added.version),
    staging,
    context,
  );
}

/**
 * What one channel has becomes what the other one has.
 * @param only the version that was approved
 * @throws UserError when there is nothing to promote, it is another version than was approved, or it is lower
 */
export function promoted(
  before: Manifest,
  { from, to, only }: { from: Channel; to: Channel; only?: string | undefined },
  staging: Staging,
  context: ChangeContext,
): Manifest {
  const version = only ?? before.channels[from];
  // A second run finds it where it belongs, and something newer where it came from.
  if (version !== before.channels[from] && version !== before.channels[to])
    throw notApproved(before, from, version ?? '');
  if (version === null) {
    throw new UserError(`The channel ${from} of ${before.modelId} has no model.`, {
      remedy: `Publish one to ${from} first.`,
    });
  }
  refuseRevoked(versionNamed(before, version));
  refuseLower(before.channels[to], version, to);
  return next(before, channelsWith(before, to, version), staging, context);
}

/**
 * A new, higher sequence that points to an older version: clients refuse a lower sequence, so nothing ever goes back.
 * @param revoke marks what the channel has now as bad, for every client that has it
 * @throws UserError when the version does not exist, was revoked, or there is none before this one
 */
export function rolledBack(
  before: Manifest,
  { channel, to, revoke }: { channel: Channel; to: string | undefined; revoke: boolean },
  context: ChangeContext,
): Manifest {
  const bad = before.channels[channel];
  const good = to ?? before.channels.previous;
  if (good === null || good === bad) throw nothingToReturnTo(before, channel);
  const target = versionNamed(before, good);
  if (!target) throw unknownVersion(before, good);
  refuseRevoked(target);
  const versions = before.versions.map((each) =>
    revoke && each.version === bad ? { ...each, revoked: true } : each,
  );
  const channels = { ...before.channels, [channel]: good };
  // What was bad on stable is nothing to return to.
  if (channel === 'stable') channels.previous = good;
  const everybody = { percent: 100, salt: before.rollout.salt };
  return next({ ...before, versions }, channels, everybody, context);
}

/** The same for longer: clients trust it until it expires. Undefined where that is further off than `before`, in milliseconds. */
export function renewed(present: Manifest, before: number, context: ChangeContext): Manifest | undefined {
  if (Date.parse(present.expires) - context.now > before) return undefined;
  return next(present, present.channels, present.rollout, context);
}

/** Without the versions that no channel needs, but for the newest `keep` of them. Undefined where nothing is left out. */
export function pruned(before: Manifest, keep: number, context: ChangeContext): Manifest | undefined {
  const needed = new Set(Object.values(before.channels));
  const spare = before.versions.filter(({ version }) => !needed.has(version));
  const kept = new Set(
    spare.sort((one, other) => semver.rcompare(one.version, other.version)).slice(0, keep),
  );
  const versions = before.versions.filter((each) => needed.has(each.version) || kept.has(each));
  if (versions.length === before.versions.length) return undefined;
  return next({ ...before, versions }, before.channels, before.rollout, context);
}

/** Nothing but sequence, time and chain would differ: there is nothing to publish. */
export function isSame(before: Manifest | undefined, after: Manifest): boolean {
  if (!before) return false;
  const content = ({ channels, rollout, versions }: Manifest): string =>
    JSON.stringify([channels, rollout, versions]);
  return content(before) === content(after);
}

function next(
  base: Manifest,
  channels: Manifest['channels'],
  rollout: Staging,
  { now, lifetime, previousManifestSha256 }: ChangeContext,
): Manifest {
  return {
    ...base,
    sequence: base.sequence + 1,
    publishedAt: new Date(now).toISOString(),
    expires: new Date(now + lifetime).toISOString(),
    previousManifestSha256,
    channels,
    rollout: { percent: rollout.percent, salt: rollout.salt },
  };
}

const empty = ({ modelId }: ChangeContext): Manifest => ({
  schemaVersion: 1,
  modelId,
  sequence: 0,
  publishedAt: '',
  expires: '',
  previousManifestSha256: null,
  channels: { stable: null, canary: null, previous: null },
  rollout: { percent: 100, salt: modelId },
  versions: [],
});

/** What stable was becomes `previous`; a second publishing of the same keeps the one before. */
function channelsWith(before: Manifest | undefined, channel: Channel, version: string): Manifest['channels'] {
  const channels = before?.channels ?? { stable: null, canary: null, previous: null };
  if (channel === 'canary') return { ...channels, canary: version };
  const { stable } = channels;
  const previous = stable === null || stable === version ? channels.previous : stable;
  return { ...channels, stable: version, previous };
}

function refuseOtherBytes(present: PublishedVersion, added: PublishedVersion): void {
  if (present.revoked) refuseRevoked(present);
  if (present.blob.sha256 === added.blob.sha256) return;
  throw new UserError(
    `Version ${added.version} exists with other bytes: ${present.blob.sha256} was published, ${added.blob.sha256} is given.`,
    { remedy: 'A published version never changes. Give this model a higher version.' },
  );
}

function refuseLower(present: string | null, version: string, channel: Channel): void {
  if (present === null || semver.gte(version, present)) return;
  throw new UserError(`Version ${version} is lower than ${present}, which ${channel} has.`, {
    remedy: 'Give a higher version; to go back to an older model use the verb rollback.',
  });
}

function refuseRevoked(version: PublishedVersion | undefined): void {
  if (!version?.revoked) return;
  throw new UserError(`Version ${version.version} was revoked: it was found bad.`, {
    remedy: 'Publish a repaired model under a higher version.',
  });
}

/** @throws UserError when a phone would have to execute what it downloads */
function refuseOnMobile({ version, format, audience }: PublishedVersion): void {
  if (format !== 'pickle' || audience === 'server') return;
  throw new UserError(`Version ${version} is a pickle, which executes code when it is loaded.`, {
    remedy: 'Set `audience: server`, or convert the model to .tflite, .onnx or Core ML.',
  });
}

function notApproved({ modelId, channels }: Manifest, from: Channel, only: string): UserError {
  return new UserError(
    `The channel ${from} of ${modelId} has ${channels[from] ?? 'no model'}, and not ${only}.`,
    { remedy: `Publish ${only} to ${from} first, or have what is there approved.` },
  );
}

function unknownVersion({ modelId, versions }: Manifest, name: string): UserError {
  const known = versions.map(({ version }) => version).join(', ') || 'none';
  return new UserError(`${modelId} has no version ${name}.`, {
    remedy: `Give one of those that it has: ${known}.`,
  });
}

function nothingToReturnTo({ modelId, channels }: Manifest, channel: Channel): UserError {
  return new UserError(
    `The channel ${channel} of ${modelId} has ${channels[channel] ?? 'no model'}, and nothing before it is known.`,
    { remedy: 'Give the version to return to (`version`).' },
  );
}
