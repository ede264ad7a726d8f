import { addressOf } from './reference';
import type { Repository } from './reference';
import { RegistryRefusal } from './refusal';
import { patiently } from './retry';
import { bytesOf, headerOf } from './round-trip';
import type { Transport } from './transport';
import { fieldsOf, listOf, parsedJson } from './untrusted-json';

const PAGE = 1000;
const LARGEST_PAGE = 8 * 1024 * 1024;

interface Page {
  readonly tags: readonly string[];
  readonly next?: URL;
}

/** All tags of a repository, in the registry's order; none where the repository is not there yet. */
export async function listTags(transport: Transport, repository: Repository): Promise<string[]> {
  const tags: string[] = [];
  let at: string | URL | undefined = `tags/list?n=${PAGE}`;
  while (at !== undefined) {
    const page: Page = await readPage(transport, repository, at);
    tags.push(...page.tags);
    at = page.next;
  }
  return tags;
}

function readPage(transport: Transport, repository: Repository, to: string | URL): Promise<Page> {
  return patiently(async () => {
    const answer = await transport.send({ repository, to, method: 'GET', expects: [200, 404] });
    const bytes = await bytesOf(answer, `GET ${repository.name}/tags/list`, LARGEST_PAGE);
    if (answer.statusCode === 404) return { tags: [] };
    const page = parsedJson(bytes);
    if (typeof page !== 'object') throw unreadable(repository);
    const tags = listOf(fieldsOf(page)['tags']).filter((tag) => typeof tag === 'string');
    const next = nextPage(headerOf(answer, 'link'), repository);
    return { tags, ...(next ? { next } : {}) };
  }, transport.patience);
}

/** `Link: </v2/<name>/tags/list?n=1000&last=v9>; rel="next"` */
function nextPage(link: string | undefined, { registry }: Repository): URL | null {
  const [, target] = /<([^>]+)>\s*;\s*rel="?next"?/i.exec(link ?? '') ?? [];
  return target === undefined ? null : URL.parse(target, addressOf(registry));
}

const unreadable = ({ registry, name }: Repository): RegistryRefusal =>
  new RegistryRefusal(
    200,
    `${registry} sent a list of the tags of ${name} that cannot be read.`,
    'Look at the registry or the proxy in front of it.',
  );
