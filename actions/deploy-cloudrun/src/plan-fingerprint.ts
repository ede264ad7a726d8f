/** What stands for a deploy at an approval gate. Pure. */
import { createHash } from 'node:crypto';
import { fingerprint } from '../../../lib/cloudrun';
import type { Template } from '../../../lib/cloudrun';
import type { Inputs } from './inputs';
import type { DeployPlan } from './plan';

/**
 * Sixteen hex digits that stand for what is approved: the image, the whole template, and what it is put beside. What
 * the gate let through is deployed only while this is the same.
 */
export function planFingerprint(
  plan: DeployPlan,
  template: Template | undefined,
  { wanted }: Pick<Inputs, 'wanted'>,
): string {
  const what = 'image' in wanted ? fingerprint(template ?? {}) : wanted.revision;
  const beside = plan.do === 'create' ? '' : plan.stable;
  return hashOf([what, beside]);
}

/** The same for all regions together; that of the region, where there is one. */
export function groupFingerprint(regions: readonly { region: string; fingerprint: string }[]): string {
  const [only, ...others] = regions;
  if (only && others.length === 0) return only.fingerprint;
  return hashOf(regions.map((each) => [each.region, each.fingerprint]));
}

const hashOf = (what: unknown): string =>
  createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 16);
