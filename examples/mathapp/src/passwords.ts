import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const keyLength = 32;
/** Node's own setting: 16 MiB and some 50 ms a password, which a small instance can bear. */
const cost = { N: 16_384, r: 8, p: 1 };

/** A salted scrypt hash as `salt:key`, both in base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt);
  return `${salt.toString('base64')}:${key.toString('base64')}`;
}

/**
 * Whether the password is the one that was hashed. With no hash (an unknown user) it does the same work and says no,
 * so that the time of the answer does not tell who is registered.
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const [salt = '', key = ''] = (hash ?? unknownUser).split(':');
  const derived = await derive(password, Buffer.from(salt, 'base64'));
  const expected = Buffer.from(key, 'base64');
  return expected.length === derived.length && timingSafeEqual(derived, expected) && hash !== null;
}

const unknownUser = `${Buffer.alloc(16).toString('base64')}:${Buffer.alloc(keyLength).toString('base64')}`;

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, keyLength, cost, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
