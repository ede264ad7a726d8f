import { serve } from './download';
import type { Asked, Reply } from './exchange';
import { demandConditions } from './preconditions';
import { Refused } from './refusal';
import type { Service } from './service';
import { findVersion } from './versions';
import { etagOf } from './views';

/** Conditions that the XML API takes as headers. */
const CONDITIONS: Readonly<Record<string, string>> = {
  'x-goog-if-generation-match': 'ifGenerationMatch',
  'x-goog-if-generation-not-match': 'ifGenerationNotMatch',
  'x-goog-if-metageneration-match': 'ifMetagenerationMatch',
  'x-goog-if-metageneration-not-match': 'ifMetagenerationNotMatch',
};

/** `GET` and `HEAD /BUCKET/OBJECT`: how a phone reads what is public, or what a signature opens to it. */
export function readByPath(service: Service, asked: Asked, bucketName: string, name: string): Reply {
  const { store, access, signatures } = service;
  const bucket = store.bucket(bucketName);
  if (!signatures.admit(asked)) access.demand(asked, 'storage.objects.get', bucket);
  const generation = asked.query.get('generation');
  const version = findVersion(bucket, name, generation === null ? undefined : Number(generation));
  if (!version) throw new Refused(404, 'The specified key does not exist.', { xmlCode: 'NoSuchKey' });
  demandConditions(conditionsIn(asked), version, 'read');
  const { md5 } = version.content;
  // The XML API's tag is the MD5; a composed object has none.
  const etag = md5 === undefined ? etagOf(version) : Buffer.from(md5, 'base64').toString('hex');
  return serve(asked, bucket, version, `"${etag}"`);
}

function conditionsIn({ headers }: Asked): URLSearchParams {
  const given = Object.entries(CONDITIONS).flatMap(([header, name]): [string, string][] => {
    const value = headers[header];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return new URLSearchParams(given);
}
