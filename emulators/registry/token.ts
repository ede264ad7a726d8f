import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import type { Asked, Reply } from './exchange';
import { json, refusal } from './exchange';

export type Action = 'pull' | 'push' | 'delete';

/** Who may do what. Tokens come from `GET /token` with HTTP basic authentication. */
export interface Authentication {
  username: string;
  password: string;
  /** Whether a token without credentials is given, for pulls only; false when left out. */
  anonymousPull?: boolean;
  /** How long a token is good, in emulated seconds; 300 when left out. */
  tokenSeconds?: number;
}

interface Grant {
  /** `<repository>:<action>` */
  permitted: Set<string>;
  expires: number;
}

/** The token server, and the check of its tokens (the distribution project's token authentication). */
export interface Gatekeeper {
  /** `GET /token?service=&scope=repository:<name>:<actions>` (scope may be repeated). */
  issue(asked: Asked): Reply;
  /** The refusal with its challenge, or null when the caller may. Without a repository any good token will do. */
  refuse(asked: Asked, repository?: string, action?: Action): Reply | null;
}

/** Everybody may do everything. */
export const openGate: Gatekeeper = {
  issue: () => refusal('UNSUPPORTED', 'this registry needs no token'),
  refuse: () => null,
};

/** @param url the registry's own, where the challenge sends the client */
export function tokenGate(authentication: Authentication, clock: Clock, url: () => string): Gatekeeper {
  const grants = new Map<string, Grant>();
  const seconds = authentication.tokenSeconds ?? 300;
  return {
    issue(asked) {
      const anonymous = asked.headers.authorization === undefined;
      const admitted = anonymous ? authentication.anonymousPull === true : isOwner(asked, authentication);
      if (!admitted) return refusal('UNAUTHORIZED', 'the user name or the password is wrong');
      const token = randomBytes(24).toString('base64url');
      const permitted = readScopes(asked.query.getAll('scope')).filter(
        (entry) => !anonymous || entry.endsWith(':pull'),
      );
      grants.set(token, { permitted: new Set(permitted), expires: clock.now() + seconds * 1000 });
      const issued = new Date(clock.now()).toISOString();
      return json({ token, access_token: token, expires_in: seconds, issued_at: issued });
    },
    refuse(asked, repository, action = 'pull') {
      const token = /^bearer (.+)$/i.exec(asked.headers.authorization ?? '')?.[1];
      const grant = token === undefined ? undefined : grants.get(token);
      const scope =
        repository === undefined
          ? ''
          : `repository:${repository}:${action === 'push' ? 'pull,push' : action}`;
      const challenge = (error?: string): Reply => unauthorized(url(), scope, error);
      if (token === undefined) return challenge();
      if (!grant || grant.expires <= clock.now()) return challenge('invalid_token');
      if (repository === undefined || grant.permitted.has(`${repository}:${action}`)) return null;
      return challenge('insufficient_scope');
    },
  };
}

function isOwner({ headers }: Asked, { username, password }: Authentication): boolean {
  const encoded = /^basic (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  return Buffer.from(encoded, 'base64').toString() === `${username}:${password}`;
}

/** `repository:team/app:pull,push` -> `team/app:pull`, `team/app:push`. A parameter may hold several, by spaces. */
function readScopes(scopes: string[]): string[] {
  return scopes
    .flatMap((scope) => scope.split(' '))
    .flatMap((scope) => {
      const [, name = '', actions = ''] = /^repository:(.+):([^:]*)$/.exec(scope) ?? [];
      return actions.split(',').map((action) => `${name}:${action}`);
    });
}

function unauthorized(url: string, scope: string, error?: string): Reply {
  const parts = [
    `realm="${url}/token"`,
    `service="${new URL(url).host}"`,
    ...(scope === '' ? [] : [`scope="${scope}"`]),
    ...(error === undefined ? [] : [`error="${error}"`]),
  ];
  return refusal('UNAUTHORIZED', 'authentication required', {
    'www-authenticate': `Bearer ${parts.join(',')}`,
  });
}
