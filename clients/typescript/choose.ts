/** Which version this installation is to have. Pure. */
import { createHash } from 'node:crypto';
import { requirementsOf, unmet } from './installation';
import type { Installation } from './installation';
import type { Manifest, PublishedVersion } from './manifest';
import type { Reason } from './reasons';

/** The version to have, or why the present one stays. */
export type Choice = { take: PublishedVersion } | { keep: Reason };

/**
 * The lot of an installation, from 0 to 99: the first four bytes of the SHA-256 of `salt:installationId` in UTF-8, as an
 * unsigned number with the highest byte first, modulo 100. With the same salt whoever takes part at 10 % takes part at 20 %.
 */
export function bucketOf(salt: string, installationId: string): number {
  return createHash('sha256').update(`${salt}:${installationId}`).digest().readUInt32BE(0) % 100;
}

/**
 * @param failed hashes of models that have failed on this device; none of them is tried a second time
 */
export function choose(
  manifest: Manifest,
  installation: Installation,
  failed: readonly string[] = [],
): Choice {
  const wanted = candidatesOf(manifest, installation).find((version) => version && !version.revoked);
  if (!wanted) return { keep: 'no-version' };
  const reason = unsuitable(wanted, installation);
  if (reason !== undefined) return { keep: reason };
  if (failed.includes(wanted.blob.sha256)) return { keep: 'failed-before' };
  return { take: wanted };
}

/** The best first; the next one is for the case that it was revoked. */
function candidatesOf(manifest: Manifest, { id, channel }: Installation): (PublishedVersion | undefined)[] {
  const { channels, rollout, versions } = manifest;
  const names: (string | null)[] = channel === 'canary' ? [channels.canary] : [];
  if (bucketOf(rollout.salt, id) < rollout.percent) names.push(channels.stable);
  names.push(channels.previous);
  return names.map((name) => versions.find(({ version }) => version === name));
}

function unsuitable(version: PublishedVersion, installation: Installation): Reason | undefined {
  const { audience, format } = version;
  // A pickle executes code when it is loaded, whoever it says it is for.
  if (!['mobile', 'any'].includes(audience) || format === 'pickle') return 'not-for-apps';
  if (!installation.formats.includes(format)) return 'unknown-format';
  return unmet(requirementsOf(version), installation);
}
