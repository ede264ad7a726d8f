/** sequences.json: what was seen before, and the time -> accepted, or the reason why not. */
import { pinned, sealed } from './envelopes';
import { manifest, NOW } from './manifests';
import { sha256Of } from './signing';

const payloadSha256 = (value: unknown): string => sha256Of(JSON.stringify(value));

/** Of two publishers at once both sign the same sequence; one of them loses, and its manifest stays in the history. */
const [published, lost] = [
  manifest(),
  manifest({ channels: { stable: '1.2.0', canary: '1.2.0', previous: '1.1.0' } }),
];
const same = { sequence: 5, payloadSha256: payloadSha256(published) };
const seenAt = (sequence: number): unknown => ({ sequence, payloadSha256: sha256Of('another one') });
const [LAST_MOMENT, EXPIRY] = ['2027-01-29T23:59:59.999Z', '2027-01-30T00:00:00.000Z'];

const CASES: [name: string, envelope: 'published' | 'lost', seen: unknown, now: string, expect: string][] = [
  ['nothing was seen before', 'published', null, NOW, 'accept'],
  ['the same again', 'published', same, NOW, 'accept'],
  ['the next one', 'published', seenAt(4), NOW, 'accept'],
  ['several were missed', 'published', seenAt(1), NOW, 'accept'],
  ['an older one', 'published', seenAt(6), NOW, 'lower-sequence'],
  ['a very old one', 'published', seenAt(4_000_000_000), NOW, 'lower-sequence'],
  ['other content under the same sequence', 'lost', same, NOW, 'other-content'],
  ['a millisecond before it expires', 'published', same, LAST_MOMENT, 'accept'],
  ['the moment it expires', 'published', same, EXPIRY, 'expired'],
  ['long after', 'published', null, '2036-01-01T00:00:00.000Z', 'expired'],
  ['older and expired', 'published', seenAt(6), EXPIRY, 'lower-sequence'],
  ['a clock that is far behind', 'published', null, '1970-01-01T00:00:00.000Z', 'accept'],
];

/** The file's content. */
export function sequences(): unknown {
  const cases = CASES.map(([name, envelope, seen, now, expect]) => ({ name, envelope, seen, now, expect }));
  const envelopes = { published: sealed(published), lost: sealed(lost) };
  return { modelId: 'smile', keys: pinned, envelopesBase64: envelopes, cases };
}
