import type { Json } from './json';
import type { Asked, Reply } from './exchange';

/** One page of a list: `per_page` of 30, at most 100, and a Link header to the other pages. */
export function paged(all: readonly Json[], asked: Pick<Asked, 'query' | 'path'>, origin: string): Reply {
  const size = Math.min(100, Math.max(1, Number(asked.query.get('per_page') ?? 30)));
  const page = Math.max(1, Number(asked.query.get('page') ?? 1));
  const last = Math.max(1, Math.ceil(all.length / size));
  const linkTo = (target: number, relation: string): string => {
    const query = new URLSearchParams(asked.query);
    query.set('page', String(target));
    return `<${origin}${asked.path}?${query.toString()}>; rel="${relation}"`;
  };
  const links = [
    ...(page > 1 ? [linkTo(page - 1, 'prev'), linkTo(1, 'first')] : []),
    ...(page < last ? [linkTo(page + 1, 'next'), linkTo(last, 'last')] : []),
  ];
  return {
    status: 200,
    headers: links.length > 0 ? { link: links.join(', ') } : {},
    body: all.slice((page - 1) * size, page * size),
  };
}
