import { z } from 'zod';
import { Crc32c } from '../crc32c';
import { UserError } from '../runner';
import { connection } from './connection';
import type { Caller } from './connection';
import { explainedFor } from './faults';

/** A version of a secret by its number, and what it holds. */
export interface SecretVersion {
  /** projects/P/secrets/S/versions/7: never `latest`, which is another one by tomorrow. */
  readonly name: string;
  /** Not masked yet: hand it to `runner.secret` before anything else. */
  readonly value: string;
}

/** Secret Manager, as far as this suite reads it. */
export interface Secrets {
  /**
   * The value of a version; without `/versions/...` the latest.
   * @param reference projects/P/secrets/S, projects/P/secrets/S/versions/7 or .../versions/latest
   * @throws UserError that names the secret, where it may not be read or is not there
   */
  access(reference: string): Promise<SecretVersion>;
  /**
   * The version that a reference stands for at this moment, by its number. Reads no value.
   * @throws UserError where there is none, or it is disabled or destroyed
   */
  resolve(reference: string): Promise<string>;
}

const accessed = z.object({
  name: z.string(),
  payload: z.object({ data: z.base64().default(''), dataCrc32c: z.string().optional() }),
});
const version = z.object({ name: z.string(), state: z.string() });

/** Opens Secret Manager for a step. */
export function openSecrets(caller: Caller): Secrets {
  const read = connection(caller);
  const explaining = async <T>(reference: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw explainedFor(reference, error);
    }
  };
  return {
    access: (reference) =>
      explaining(reference, async () => {
        const { name, payload } = accessed.parse(await read(`${versionOf(reference)}:access`));
        const bytes = Buffer.from(payload.data, 'base64');
        demandIntact(reference, bytes, payload.dataCrc32c);
        return { name, value: bytes.toString('utf8') };
      }),
    resolve: (reference) =>
      explaining(reference, async () => {
        const { name, state } = version.parse(await read(versionOf(reference)));
        if (state === 'ENABLED') return name;
        throw new UserError(`The secret ${name} is ${state.toLowerCase()}.`, {
          remedy: 'Give a version that is enabled, or add one.',
        });
      }),
  };
}

const versionOf = (reference: string): string =>
  reference.includes('/versions/') ? reference : `${reference}/versions/latest`;

function demandIntact(reference: string, bytes: Uint8Array, expected: string | undefined): void {
  if (expected === undefined || Number(expected) === new Crc32c().update(bytes).valueOf()) return;
  throw new Error(`The value of ${reference} did not arrive as it was sent: its checksum differs.`);
}
