import type { Described } from './description';

/** Finds the operation of a method and a path, with what stands in the braces. */
export type Router = (
  method: string,
  path: string,
) => { described: Described; params: Record<string, string> } | undefined;

/** Parameters that may hold slashes: `git/ref/tags/v1` as well as `git/ref/tags%2Fv1`. */
const deep: ReadonlySet<string> = new Set(['ref', 'tag', 'basehead', 'environment_name']);

export function createRouter(operations: readonly Described[]): Router {
  const routes = operations
    .map((described) => ({ described, pattern: patternOf(described.path) }))
    .sort((a, b) => braces(a.described.path) - braces(b.described.path));
  return (method, path) => {
    for (const { described, pattern } of routes) {
      const groups = described.method === method ? pattern.exec(path)?.groups : undefined;
      if (!groups) continue;
      const params = Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]);
      return { described, params: Object.fromEntries(params) as Record<string, string> };
    }
    return undefined;
  };
}

/** A path with fewer braces wins: `releases/latest` before `releases/{release_id}`. */
function braces(path: string): number {
  return path.split('{').length;
}

function patternOf(path: string): RegExp {
  const source = path.split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) return part.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
    return `(?<${name}>${deep.has(name) ? '.+' : '[^/]+'})`;
  });
  return new RegExp(`^${source.join('')}$`);
}
