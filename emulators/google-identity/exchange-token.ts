import type { Asked, Reply } from '../github/exchange';
import type { Json, JsonObject } from '../github/json';
import { isObject, textOf } from '../github/json';
import type { Provider } from './providers';
import { principalOf } from './providers';
import type { TokenBook } from './token-book';
import { InvalidToken, verifyToken } from './verify-token';

export interface ExchangeContext {
  providers: ReadonlyMap<string, Provider>;
  book: TokenBook;
  now: () => number;
}

const grant = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessToken = 'urn:ietf:params:oauth:token-type:access_token';
const subjectTypes = ['urn:ietf:params:oauth:token-type:jwt', 'urn:ietf:params:oauth:token-type:id_token'];
const lifetimeSeconds = 3600;

/**
 * `POST /v1/token` of Google's Security Token Service: a job's OIDC token for a federated access token. Takes a form
 * with snake_case names, as the client libraries send it, and JSON with camelCase ones, as google-github-actions do.
 * @see https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token
 */
export async function exchangeToken(context: ExchangeContext, asked: Asked): Promise<Reply> {
  const field = fieldsOf(asked);
  if (field('grant_type') !== grant) return refuse('unsupported_grant_type', 'Invalid grant_type.');
  if (!subjectTypes.includes(field('subject_token_type')) || field('requested_token_type') !== accessToken)
    return refuse('invalid_request', 'Invalid subject_token_type or requested_token_type.');
  const [, name] =
    /^\/\/iam\.googleapis\.com\/(projects\/\d+\/locations\/.+\/providers\/[^/]+)$/.exec(field('audience')) ??
    [];
  if (name === undefined)
    return refuse(
      'invalid_request',
      'Invalid value for "audience". This value should be the full resource name of the Identity Provider.',
    );
  const provider = context.providers.get(name);
  if (!provider)
    return refuse(
      'invalid_target',
      'The target service indicated by the "audience" parameters is invalid. This might either be because the pool or provider is disabled or deleted or because it doesn\'t exist.',
    );
  return admit(context, provider, field('subject_token'));
}

async function admit({ book, now }: ExchangeContext, provider: Provider, token: string): Promise<Reply> {
  let claims: JsonObject;
  try {
    claims = await verifyToken(token, provider.issuer, provider.audiences, now());
  } catch (error) {
    if (error instanceof InvalidToken) return refuse('invalid_grant', error.message);
    throw error;
  }
  if (!provider.condition(claims))
    return refuse('unauthorized_client', 'The given credential is rejected by the attribute condition.');
  const issued = book.issue(principalOf(provider, claims), null, lifetimeSeconds);
  const { token: federated } = issued;
  return {
    status: 200,
    body: {
      access_token: federated,
      issued_token_type: accessToken,
      token_type: 'Bearer',
      expires_in: lifetimeSeconds,
    },
  };
}

function refuse(error: string, description: string): Reply {
  return { status: 400, body: { error, error_description: description } };
}

/** Looks fields up by their snake_case names in either form of a request. */
function fieldsOf({ headers, body }: Asked): (name: string) => string {
  if (headers['content-type']?.startsWith('application/json') !== true) {
    const form = new URLSearchParams(body.toString());
    return (name) => form.get(name) ?? '';
  }
  const parsed = JSON.parse(body.toString()) as Json;
  const json = isObject(parsed) ? parsed : {};
  return (name) => textOf(json[name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())]);
}
