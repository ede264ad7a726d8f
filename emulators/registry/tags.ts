import { readManifest } from './descriptors';
import type { Asked, Reply } from './exchange';
import { json, refusal } from './exchange';
import type { Store } from './store';

/** `GET /v2/<name>/tags/list`, in lexical order, page by page with `n` and `last`. */
export function listTags(store: Store, name: string, { query }: Asked): Reply {
  const repository = store.repositories.get(name);
  if (!repository) return refusal('NAME_UNKNOWN', `there is no repository ${name}`);
  const last = query.get('last');
  const all = [...repository.tags.keys()].sort().filter((tag) => last === null || tag > last);
  const count = query.get('n');
  const tags = count === null ? all : all.slice(0, Number(count));
  const end = tags.at(-1);
  const more = end !== undefined && tags.length < all.length;
  const next = `</v2/${name}/tags/list?n=${String(count)}&last=${String(end)}>; rel="next"`;
  return json({ name, tags }, { headers: more ? { link: next } : {} });
}

/** `GET /v2/<name>/referrers/<digest>`: an index of the manifests whose subject is this digest. */
export function listReferrers(store: Store, name: string, digest: string, { query }: Asked): Reply {
  const wanted = query.get('artifactType');
  const manifests = [...(store.repositories.get(name)?.manifests ?? [])]
    .map(([own, manifest]) => ({ own, manifest, content: readManifest(manifest.bytes) }))
    .filter(({ content }) => content?.subject === digest)
    .map(({ own, manifest, content }) => ({
      mediaType: manifest.mediaType,
      digest: own,
      size: manifest.bytes.length,
      artifactType: content?.artifactType ?? content?.configMediaType,
      annotations: content?.annotations,
    }))
    .filter(({ artifactType }) => wanted === null || artifactType === wanted);
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const filtered = wanted === null ? {} : { 'oci-filters-applied': 'artifactType' };
  return json(
    { schemaVersion: 2, mediaType, manifests },
    { headers: { 'content-type': mediaType, ...filtered } },
  );
}
