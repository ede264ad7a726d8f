import type { Clock } from '../clock';
import { oidcClaims } from './claims';
import type { Asked, Reply } from './exchange';
import { refusal, tokenOf } from './exchange';
import type { SigningKey } from './signing-key';
import type { State } from './state';
import type { TokenRegistry } from './tokens';

export interface OidcProvider {
  /** The endpoint that a job asks with its request token, `?audience=` at the end of its URL. */
  issue: (asked: Asked) => Reply;
  /** `/.well-known/openid-configuration` */
  discover: () => Reply;
  /** `/.well-known/jwks` */
  keys: () => Reply;
}

/** GitHub's issuer of OIDC tokens; here its address is the emulator's own. */
export function createOidcProvider(
  state: () => State,
  tokens: TokenRegistry,
  key: SigningKey,
  clock: Clock,
  url: () => string,
): OidcProvider {
  return {
    issue(asked) {
      const job = tokens.claimsOf(tokenOf(asked) ?? '');
      if (!job) return refusal(401, 'The OIDC request token is unknown or has expired.');
      const audience = asked.query.get('audience') ?? `https://github.com/${state().repository.owner.login}`;
      return {
        status: 200,
        body: { value: key.sign(oidcClaims(state(), job, url(), audience, clock.now())) },
      };
    },
    discover: () => ({
      status: 200,
      body: {
        issuer: url(),
        jwks_uri: `${url()}/.well-known/jwks`,
        subject_types_supported: ['public', 'pairwise'],
        response_types_supported: ['id_token'],
        id_token_signing_alg_values_supported: ['RS256'],
        scopes_supported: ['openid'],
      },
    }),
    keys: () => ({ status: 200, body: key.keys }),
  };
}
