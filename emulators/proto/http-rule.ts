import { camelCase } from './json';

/** One `google.api.http` binding: a verb and a path template, what the body is. */
export interface HttpRule {
  /** `GET`, `POST`, `PUT`, `PATCH` or `DELETE`. */
  verb: string;
  /** For example `/v2/{service.name=projects/*\/locations/*\/services/*}`. */
  template: string;
  /** `*` for the whole request, a field's name, or empty when there is none. */
  body: string;
}

/** A binding ready to match request paths. */
export interface Route extends HttpRule {
  /** Matches a path; the groups are the variables' values, in order. */
  pattern: RegExp;
  /** Each variable's path of fields, in camelCase: `service.name`. */
  variables: string[];
}

const verbs = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The bindings of a method, as protobufjs keeps them in `parsedOptions`; additional bindings come after the first. */
export function httpRulesOf(parsedOptions: unknown): HttpRule[] {
  if (!Array.isArray(parsedOptions)) return [];
  return parsedOptions.flatMap((option: Record<string, unknown>) => bindingsOf(option['(google.api.http)']));
}

function bindingsOf(rule: unknown): HttpRule[] {
  if (typeof rule !== 'object' || rule === null) return [];
  const fields = rule as Record<string, unknown>;
  const body = typeof fields['body'] === 'string' ? camelCase(fields['body']) : '';
  const own = verbs.flatMap((verb) => {
    const template = fields[verb];
    return typeof template === 'string' ? [{ verb: verb.toUpperCase(), template, body }] : [];
  });
  return [...own, ...[fields['additional_bindings'] ?? []].flat().flatMap(bindingsOf)];
}

/**
 * Compiles a path template: `*` is one segment, `**` any number, a variable without a pattern is one segment. A colon
 * begins a custom verb, `:wait`; clients encode one that belongs to a value.
 */
export function routeOf(rule: HttpRule): Route {
  const variables: string[] = [];
  const source = rule.template.replaceAll(
    /\{([^}=]+)(?:=([^}]+))?\}|[^{}]+/g,
    (text, variable: string | undefined, pattern: string | undefined) => {
      if (variable === undefined) return segments(text);
      variables.push(camelCase(variable));
      return `(${segments(pattern ?? '*')})`;
    },
  );
  return { ...rule, pattern: new RegExp(`^${source}$`), variables };
}

function segments(pattern: string): string {
  return pattern
    .replaceAll(/[.+?^$()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\*\*?/g, (wildcard) => (wildcard === '**' ? '[^:]+' : '[^/:]+'));
}

/** The variables' values when the route matches a verb and a path, which is still percent-encoded. */
export function matchRoute(route: Route, verb: string, path: string): Map<string, string> | undefined {
  if (route.verb !== verb) return undefined;
  const match = route.pattern.exec(path);
  if (!match) return undefined;
  return new Map(
    route.variables.map((variable, index) => [variable, decodeURIComponent(match[index + 1] ?? '')]),
  );
}
