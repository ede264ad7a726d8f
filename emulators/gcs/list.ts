import type { Asked, Reply } from './exchange';
import { json } from './exchange';
import { numberIn } from './preconditions';
import { Refused } from './refusal';
import type { Service } from './service';
import type { Bucket, Version } from './store';
import { objectView } from './views';

const MOST_RESULTS = 1000;

/** One line of a listing: an object's version, or everything below a prefix. */
interface Entry {
  /** What it is ordered by. */
  key: string;
  version?: Version;
}

/** `GET /b/BUCKET/o`: names in the order of their UTF-8 bytes, folded at the delimiter, page by page. */
export function listObjects({ store, access, origin }: Service, asked: Asked, bucketName: string): Reply {
  const { query } = asked;
  const bucket = store.bucket(bucketName);
  access.demand(asked, 'storage.objects.list', bucket);
  const size = Math.min(numberIn(query, 'maxResults') ?? MOST_RESULTS, MOST_RESULTS) || MOST_RESULTS;
  const all = entriesIn(bucket, query);
  const from = startOf(all, query.get('pageToken'));
  const page = all.slice(from, from + size);
  const last = page.at(-1);
  const items = page.flatMap(({ version }) => (version ? [objectView(bucketName, version, origin())] : []));
  const prefixes = page.flatMap(({ key, version }) => (version ? [] : [key]));
  return json({
    kind: 'storage#objects',
    ...(last && from + size < all.length ? { nextPageToken: tokenOf(last) } : {}),
    ...(prefixes.length === 0 ? {} : { prefixes }),
    ...(items.length === 0 ? {} : { items }),
  });
}

function entriesIn(bucket: Bucket, query: URLSearchParams): Entry[] {
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  const [start, end] = [query.get('startOffset'), query.get('endOffset')];
  const versions = versionsIn(bucket, isTrue(query.get('versions'))).filter(
    ({ name }) =>
      name.startsWith(prefix) &&
      (start === null || compare(name, start) >= 0) &&
      (end === null || compare(name, end) < 0),
  );
  const prefixes = new Set<string>();
  const entries: Entry[] = [];
  for (const version of versions) {
    const at = delimiter === '' ? -1 : version.name.indexOf(delimiter, prefix.length);
    if (at < 0) entries.push({ key: version.name, version });
    else prefixes.add(version.name.slice(0, at + delimiter.length));
  }
  for (const key of prefixes) entries.push({ key });
  return entries.sort(inOrder);
}

/** Google's clients for Python write `True`. */
const isTrue = (text: string | null): boolean => text?.toLowerCase() === 'true';

function versionsIn({ live, noncurrent }: Bucket, all: boolean): Version[] {
  return all ? [...live.values(), ...[...noncurrent.values()].flat()] : [...live.values()];
}

const compare = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

const generationOf = ({ version }: Entry): number => version?.generation ?? 0;

const inOrder = (one: Entry, other: Entry): number =>
  compare(one.key, other.key) || generationOf(one) - generationOf(other);

/** A page token names the last entry that was shown, so that what is written meanwhile neither repeats nor hides one. */
const tokenOf = (entry: Entry): string =>
  Buffer.from(JSON.stringify([entry.key, generationOf(entry)])).toString('base64url');

function startOf(entries: readonly Entry[], token: string | null): number {
  if (token === null) return 0;
  const [key, generation] = readToken(token);
  const after = entries.findIndex(
    (entry) => (compare(entry.key, key) || generationOf(entry) - generation) > 0,
  );
  return after < 0 ? entries.length : after;
}

function readToken(token: string): [string, number] {
  try {
    const read: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (Array.isArray(read) && typeof read[0] === 'string' && typeof read[1] === 'number')
      return [read[0], read[1]];
  } catch {
    // Falls through to the refusal: whatever is wrong with it, it is none of ours.
  }
  throw new Refused(400, 'Invalid page token.');
}
