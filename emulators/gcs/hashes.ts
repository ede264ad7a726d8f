import type { Asked } from './exchange';
import { headerOf } from './exchange';
import type { Content } from './intake';
import { Refused } from './refusal';

/** Hashes that a writer promises, in base64. */
export interface Promised {
  crc32c?: string | undefined;
  md5?: string | undefined;
}

/** The hashes in `X-Goog-Hash: crc32c=...,md5=...` and in `Content-MD5`. */
export function promisedInHeaders(asked: Pick<Asked, 'headers'>): Promised {
  const pairs = (headerOf(asked, 'x-goog-hash') ?? '').split(',').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at).trim().toLowerCase(), pair.slice(at + 1).trim()];
  });
  const { crc32c, md5 }: Record<string, string | undefined> = Object.fromEntries(pairs) as Record<
    string,
    string
  >;
  return { crc32c, md5: md5 ?? headerOf(asked, 'content-md5') };
}

/** @throws Refused 400 where the bytes are not those that were promised */
export function demandPromised(content: Content, promised: Promised): void {
  demandEqual('CRC32C', promised.crc32c, content.crc32c);
  demandEqual('MD5 hash', promised.md5, content.md5);
}

function demandEqual(kind: string, given: string | undefined, computed: string | undefined): void {
  if (given === undefined || given === computed) return;
  throw new Refused(
    400,
    `Provided ${kind} "${given}" doesn't match calculated ${kind} "${String(computed)}".`,
  );
}
