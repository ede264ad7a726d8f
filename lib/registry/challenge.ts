/** How a registry wants its callers to identify themselves. */
export type Challenge =
  | { readonly scheme: 'none' }
  | { readonly scheme: 'basic' }
  /** A token from `realm` for the scopes of the request. */
  | { readonly scheme: 'bearer'; readonly realm: string; readonly service?: string };

/**
 * Reads `WWW-Authenticate`; a token is preferred where there is a choice.
 * Source: https://distribution.github.io/distribution/spec/auth/token/
 */
export function parseChallenge(header: string | string[] | undefined): Challenge {
  const challenges = [header ?? []].flat();
  for (const challenge of challenges) {
    const [, parameters] = /(?:^|,\s*)Bearer\s+(.*)$/i.exec(challenge) ?? [];
    const { realm, service } = parameters === undefined ? {} : parametersIn(parameters);
    if (realm !== undefined)
      return { scheme: 'bearer', realm, ...(service === undefined ? {} : { service }) };
  }
  return { scheme: challenges.some((challenge) => /^Basic\b/i.test(challenge)) ? 'basic' : 'none' };
}

function parametersIn(text: string): Record<string, string | undefined> {
  const pairs = [...text.matchAll(/(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g)];
  return Object.fromEntries(
    pairs.map(([, key = '', quoted, bare]) => [
      key.toLowerCase(),
      quoted?.replaceAll(/\\(.)/g, '$1') ?? bare,
    ]),
  );
}
