/** buckets.json: salt and installation -> lot. */
import { createHash } from 'node:crypto';

const INSTALLATIONS = [
  '6f1c1f7e-0b57-4f0e-9a3e-2d1f7c0a9b11',
  '0d9f6c7a-51e5-4c86-8a57-9c2d6f5b1a02',
  'b2a4e8d0-7c13-4e9b-8f66-1a2b3c4d5e6f',
  '00000000-0000-0000-0000-000000000000',
  'a',
  '',
  'with:colon',
  'Größe',
  '笑顔-🙂',
  'x'.repeat(200),
];
const SALTS = ['1.1.0', '1.2.0', 'smile', 'ä:ö'];

/** By way of the hexadecimal digits: another road than that of the reference client. */
export function lotOf(salt: string, installationId: string): number {
  const digits = createHash('sha256').update(`${salt}:${installationId}`, 'utf8').digest('hex').slice(0, 8);
  return Number(BigInt(`0x${digits}`) % 100n);
}

/** The file's content. */
export function buckets(): unknown {
  const cases = SALTS.flatMap((salt) =>
    INSTALLATIONS.map((installationId) => ({ salt, installationId, bucket: lotOf(salt, installationId) })),
  );
  return { cases };
}
