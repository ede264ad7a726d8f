import type { Patience } from '../backoff';
import { bodyOf } from './body';
import { parseChallenge } from './challenge';
import type { Challenge } from './challenge';
import type { Credentials } from './credential';
import type { CredentialSource } from './credentials';
import { addressOf, isLocal } from './reference';
import { RegistryRefusal, refusalOf } from './refusal';
import { patiently } from './retry';
import { bytesOf, inWords, roundTrip, textOf } from './round-trip';
import type { Answer, Asked, Wires } from './round-trip';
import { fieldsOf, parsedJson, textIn } from './untrusted-json';
import type { Fields } from './untrusted-json';

/** `repository:<name>:pull` or `repository:<name>:pull,push` */
export type Scope = `repository:${string}:${'pull' | 'pull,push'}`;

interface Token {
  readonly authorization: string;
  /** Unix time in milliseconds from which on a new one is fetched. */
  readonly expires: number;
}

const LARGEST_TOKEN = 1024 * 1024;
/** What the specification says where the answer says nothing, in seconds. */
const SHORTEST_LIFE = 60;
/** A token that is about to expire would do so on its way, in milliseconds. */
const MARGIN = 10_000;

/** What the authorizer works with. */
export interface AuthorizerPorts extends Patience {
  readonly dispatcherFor: Wires['dispatcherFor'];
  readonly credentials: CredentialSource;
  /** Masks a value in everything that is printed. */
  readonly secret: (value: string) => void;
}

/**
 * Knows how each registry wants to be talked to: probes it, answers its challenge, keeps its tokens.
 * Source: https://distribution.github.io/distribution/spec/auth/token/
 */
export class Authorizer {
  readonly #ports: AuthorizerPorts;
  readonly #challenges = new Map<string, Promise<Challenge>>();
  readonly #credentials = new Map<string, Promise<Credentials | undefined>>();
  readonly #tokens = new Map<string, Promise<Token>>();

  constructor(ports: AuthorizerPorts) {
    this.#ports = ports;
  }

  /** The header `authorization` for requests of these scopes; undefined where none is wanted or there is none. */
  async authorization(registry: string, scopes: readonly Scope[]): Promise<string | undefined> {
    const challenge = await remembered(this.#challenges, registry, () => this.#probe(registry));
    if (challenge.scheme === 'none') return undefined;
    if (challenge.scheme === 'basic') return basic(await this.#credentialsOf(registry));
    const key = keyOf(registry, scopes);
    const fetchToken = (): Promise<Token> => this.#fetchToken(registry, challenge, scopes);
    const token = await remembered(this.#tokens, key, fetchToken);
    if (token.expires > this.#ports.clock.now()) return token.authorization;
    this.#tokens.delete(key);
    return (await remembered(this.#tokens, key, fetchToken)).authorization;
  }

  /** Takes a refusal for lack of authorization to heart: the next `authorization` follows its challenge afresh. */
  learn(registry: string, scopes: readonly Scope[], answer: Answer): void {
    const challenge = parseChallenge(answer.headers['www-authenticate']);
    if (challenge.scheme !== 'none') this.#challenges.set(registry, Promise.resolve(challenge));
    this.#tokens.delete(keyOf(registry, scopes));
  }

  async #probe(registry: string): Promise<Challenge> {
    const asked: Asked = { method: 'GET', url: new URL('/v2/', addressOf(registry)) };
    const answer = await patiently(() => roundTrip(asked, this.#ports), this.#ports);
    await answer.body.dump();
    return answer.statusCode === 401
      ? parseChallenge(answer.headers['www-authenticate'])
      : { scheme: 'none' };
  }

  async #credentialsOf(registry: string): Promise<Credentials | undefined> {
    const credentials = await remembered(this.#credentials, registry, () =>
      this.#ports.credentials(registry),
    );
    if (credentials)
      this.#ports.secret('password' in credentials ? credentials.password : credentials.identityToken);
    return credentials;
  }

  async #fetchToken(
    registry: string,
    challenge: Challenge & { scheme: 'bearer' },
    scopes: readonly Scope[],
  ): Promise<Token> {
    const credentials = await this.#credentialsOf(registry);
    const asked = tokenRequest(realmOf(registry, challenge.realm), challenge.service, scopes, credentials);
    const found = await patiently(() => this.#askForToken(asked), this.#ports);
    const value = textIn(found, 'token') ?? textIn(found, 'access_token');
    if (value === undefined) throw noToken(asked);
    this.#ports.secret(value);
    const life = Math.max(SHORTEST_LIFE, Number(found['expires_in']) || SHORTEST_LIFE) * 1000;
    return { authorization: `Bearer ${value}`, expires: this.#ports.clock.now() + life - MARGIN };
  }

  async #askForToken(asked: Asked): Promise<Fields> {
    const answer = await roundTrip(asked, this.#ports);
    if (answer.statusCode !== 200) {
      throw refusalOf(`${inWords(asked)}, which gives tokens`, answer.statusCode, await textOf(answer));
    }
    return fieldsOf(parsedJson(await bytesOf(answer, inWords(asked), LARGEST_TOKEN)));
  }
}

const noToken = (asked: Asked): RegistryRefusal =>
  new RegistryRefusal(
    200,
    `${inWords(asked)} gave no token.`,
    'Look at the registry and the proxy in front of it.',
  );

/** What was found once is not looked for again; what failed is. */
function remembered<Value>(
  memory: Map<string, Promise<Value>>,
  key: string,
  find: () => Promise<Value>,
): Promise<Value> {
  const known = memory.get(key);
  if (known) return known;
  const finding = find();
  memory.set(key, finding);
  finding.catch(() => {
    if (memory.get(key) === finding) memory.delete(key);
  });
  return finding;
}

const keyOf = (registry: string, scopes: readonly Scope[]): string => [registry, ...scopes].join(' ');

/** Credentials go to the realm, so a registry elsewhere must not have them sent in the clear, nor to this machine. */
function realmOf(registry: string, realm: string): URL {
  const url = URL.parse(realm);
  const safe = isLocal(registry) ? ['http:', 'https:'] : ['https:'];
  if (url && safe.includes(url.protocol)) return url;
  throw new RegistryRefusal(
    401,
    `${registry} sends its callers for tokens to "${realm}", which is no address with https.`,
    'Correct the configuration of the registry.',
  );
}

function tokenRequest(
  realm: URL,
  service: string | undefined,
  scopes: readonly Scope[],
  credentials: Credentials | undefined,
): Asked {
  const fields = [
    ...(service === undefined ? [] : [['service', service]]),
    ...scopes.map((scope) => ['scope', scope]),
  ];
  if (credentials && 'identityToken' in credentials)
    return refreshRequest(realm, fields, credentials.identityToken);
  const url = new URL(realm);
  for (const [name = '', value = ''] of fields) url.searchParams.append(name, value);
  return { method: 'GET', url, authorization: basic(credentials) };
}

/** Source: https://distribution.github.io/distribution/spec/auth/oauth/ */
function refreshRequest(url: URL, fields: string[][], refreshToken: string): Asked {
  const scope = fields.filter(([name]) => name === 'scope').map(([, value]) => value);
  const service = fields.filter(([name]) => name === 'service');
  const form = new URLSearchParams([
    ['grant_type', 'refresh_token'],
    ['client_id', 'sluice'],
    ['refresh_token', refreshToken],
    ...service.map(([name = '', value = '']): [string, string] => [name, value]),
    ['scope', scope.join(' ')],
  ]);
  const bytes = Buffer.from(form.toString());
  return {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: bodyOf(bytes),
  };
}

function basic(credentials: Credentials | undefined): string | undefined {
  if (!credentials || !('password' in credentials)) return undefined;
  const { username, password } = credentials;
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
