/** envelopes.json: bytes and pinned keys -> accepted, or the reason why not. */
import { manifest, NOW, version } from './manifests';
import {
  base64OfJson,
  envelopeOf,
  keyNamed,
  PAYLOAD_TYPE,
  publicHalf,
  sha256Of,
  signatureOf,
} from './signing';

const [first, second, stranger] = [keyNamed('first'), keyNamed('second'), keyNamed('stranger')];
export const pinned = [publicHalf(first), publicHalf(second)];

const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const good = bytesOf(manifest());
const signed = envelopeOf(good, first);

/** Signed by the first key, whatever it is. */
export const sealed = (value: unknown): string =>
  base64OfJson(envelopeOf(Buffer.isBuffer(value) ? value : bytesOf(value), first));

const withSignature = (sig: Buffer): string =>
  base64OfJson({ ...signed, signatures: [{ keyid: '', sig: sig.toString('base64') }] });

type Case = [name: string, envelope: string, expect: string];

const ACCEPTED: Case[] = [
  ['signed with the first key', base64OfJson(signed), 'accept'],
  ['signed with the second key, as after a rotation', base64OfJson(envelopeOf(good, second)), 'accept'],
  ['signed with both', base64OfJson(envelopeOf(good, first, second)), 'accept'],
  ['a stranger has signed too', base64OfJson(envelopeOf(good, stranger, second)), 'accept'],
  ['the id of the key is a hint only', base64OfJson(misnamed()), 'accept'],
  ['without an id of the key', base64OfJson({ ...signed, signatures: unnamed() }), 'accept'],
  ['base64 in the alphabet for URLs', base64OfJson(forUrls()), 'accept'],
  ['members of the envelope that nobody knows', base64OfJson({ ...signed, later: [1] }), 'accept'],
  ['members of the manifest that nobody knows', sealed(manifest({ later: { more: true } })), 'accept'],
  ['a format that nobody knows', sealed(changed({ format: 'next-year' })), 'accept'],
  ['eight signatures', base64OfJson(envelopeOf(good, ...times(7, stranger), first)), 'accept'],
];

const UNREADABLE: Case[] = [
  ['no bytes', '', 'not-an-envelope'],
  ['an error page', Buffer.from('<html>Bad gateway</html>').toString('base64'), 'not-an-envelope'],
  ['cut off', cutOff(), 'not-an-envelope'],
  ['a byte order mark', Buffer.from(`\uFEFF${JSON.stringify(signed)}`).toString('base64'), 'not-an-envelope'],
  ['a list', base64OfJson([signed]), 'not-an-envelope'],
  ['no payload', base64OfJson({ ...signed, payload: undefined }), 'not-an-envelope'],
  ['a payload that is no base64', base64OfJson({ ...signed, payload: 'not base64!' }), 'not-an-envelope'],
  ['no signatures member', base64OfJson({ ...signed, signatures: undefined }), 'not-an-envelope'],
  ['nine signatures', base64OfJson(envelopeOf(good, ...times(8, stranger), first)), 'not-an-envelope'],
  ['the bare manifest', good.toString('base64'), 'not-an-envelope'],
];

const UNSIGNED: Case[] = [
  ['another type, signed as such', base64OfJson(ofType('text/plain')), 'other-payload-type'],
  ['signed as another type', withSignature(signatureOf(good, first, 'text/plain')), 'not-signed'],
  ['nobody has signed', base64OfJson({ ...signed, signatures: [] }), 'not-signed'],
  ['only a stranger has signed', base64OfJson(envelopeOf(good, stranger)), 'not-signed'],
  ['changed after it was signed', tampered(), 'not-signed'],
  ['the signature of another manifest', withSignature(signatureOf(bytesOf({}), first)), 'not-signed'],
  ['half a signature', withSignature(signatureOf(good, first).subarray(0, 32)), 'not-signed'],
  ['an empty signature', withSignature(Buffer.alloc(0)), 'not-signed'],
  ['a signature of zeros', withSignature(Buffer.alloc(64)), 'not-signed'],
];

const WRONG: Case[] = [
  ['signed, but no JSON', sealed(Buffer.from('nothing')), 'not-a-manifest'],
  ['signed, but no UTF-8', sealed(Buffer.from([0x22, 0xff, 0x22])), 'not-a-manifest'],
  ['a later schema', sealed({ schemaVersion: 2, everything: 'else' }), 'newer-schema'],
  ['no schema', sealed(manifest({ schemaVersion: undefined })), 'not-a-manifest'],
  ['a sequence of 0', sealed(manifest({ sequence: 0 })), 'not-a-manifest'],
  ['half a sequence', sealed(manifest({ sequence: 1.5 })), 'not-a-manifest'],
  ['a sequence that a double cannot hold', sealed(manifest({ sequence: 2 ** 53 })), 'not-a-manifest'],
  ['a sequence in words', sealed(manifest({ sequence: '5' })), 'not-a-manifest'],
  ['101 percent', sealed(manifest({ rollout: { percent: 101, salt: 's' } })), 'not-a-manifest'],
  ['no salt', sealed(manifest({ rollout: { percent: 10, salt: '' } })), 'not-a-manifest'],
  ['a time without a zone', sealed(manifest({ expires: '2027-01-30T00:00:00' })), 'not-a-manifest'],
  ['the 13th month', sealed(manifest({ expires: '2027-13-01T00:00:00Z' })), 'not-a-manifest'],
  ['a version with a v', sealed(changed({ version: 'v1.0.0' })), 'not-a-manifest'],
  ['a version of two numbers', sealed(changed({ version: '1.0' })), 'not-a-manifest'],
  ['a path that climbs', sealed(changed({ blob: blob({ path: 'blobs/../../x' }) })), 'not-a-manifest'],
  [
    'an address for a path',
    sealed(changed({ blob: blob({ path: 'https://evil.example/x' }) })),
    'not-a-manifest',
  ],
  ['a hash in capitals', sealed(changed({ blob: blob({ sha256: 'A'.repeat(64) }) })), 'not-a-manifest'],
  ['an empty model', sealed(changed({ blob: blob({ size: 0 }) })), 'not-a-manifest'],
  ['revoked is no boolean', sealed(changed({ revoked: 0 })), 'not-a-manifest'],
  ['another model', sealed(manifest({ modelId: 'frown' })), 'other-model'],
  ['expired', sealed(manifest({ expires: '2026-11-30T00:00:00.000Z' })), 'expired'],
];

/** The file's content. */
export function envelopes(): unknown {
  const cases = [...ACCEPTED, ...UNREADABLE, ...UNSIGNED, ...WRONG].map(([name, envelopeBase64, expect]) => ({
    name,
    envelopeBase64,
    expect,
  }));
  return { payloadType: PAYLOAD_TYPE, modelId: 'smile', keys: pinned, seen: null, now: NOW, cases };
}

function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

function changed(over: Record<string, unknown>): unknown {
  return manifest({ versions: [version('1.0.0', over)] });
}

function blob(over: Record<string, unknown>): unknown {
  const sha256 = sha256Of('model');
  return { path: `blobs/sha256/${sha256}`, sha256, size: 1024, crc32c: 'AAAAAA==', ...over };
}

function misnamed(): unknown {
  return { ...signed, signatures: signed.signatures.map((each) => ({ ...each, keyid: 'somebody else' })) };
}

function unnamed(): { sig: string }[] {
  return signed.signatures.map(({ sig }) => ({ sig }));
}

/** With content that has the two letters in which the alphabets differ. */
function forUrls(): unknown {
  const { payload, signatures, payloadType } = envelopeOf(
    bytesOf(manifest({ later: '???>>>~~~???>>>' })),
    first,
  );
  if (!/[+/]/.test(payload)) throw new Error('the payload tells the two alphabets not apart');
  const toUrl = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_');
  const other = signatures.map(({ keyid, sig }) => ({ keyid, sig: toUrl(sig) }));
  return { payloadType, payload: toUrl(payload), signatures: other };
}

function ofType(payloadType: string): unknown {
  const sig = signatureOf(good, first, payloadType).toString('base64');
  return { payloadType, payload: signed.payload, signatures: [{ keyid: '', sig }] };
}

function tampered(): string {
  const other = bytesOf(manifest({ channels: { stable: '1.2.0', canary: '1.2.0', previous: '1.0.0' } }));
  return base64OfJson({ ...signed, payload: other.toString('base64') });
}

function cutOff(): string {
  const whole = Buffer.from(JSON.stringify(signed));
  return whole.subarray(0, whole.length / 2).toString('base64');
}
