import { Agent, EnvHttpProxyAgent } from 'undici';
import type { Dispatcher } from 'undici';
import type { Patience } from '../backoff';
import type { Clock } from '../runner';
import { Authorizer } from './authorizer';
import type { Scope } from './authorizer';
import type { CredentialSource } from './credentials';
import { addressOf, isLocal } from './reference';
import type { Repository } from './reference';
import { refusalOf } from './refusal';
import { inWords, readdressed, roundTrip, textOf } from './round-trip';
import type { Answer, Asked, Wires } from './round-trip';

/** What a registry client needs of the step that it works for; a `Runner` has it all but the credentials. */
export interface RegistryPorts {
  readonly clock: Clock;
  /** Uniform on [0, 1), for jitter. */
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Masks a value in everything that is printed. */
  readonly secret: (value: string) => void;
  readonly credentials: CredentialSource;
  /** Tries of each request; 6 when left out, which wait about half a minute together. */
  readonly tries?: number;
}

/** A request to a registry's API. */
export interface Call extends Omit<Asked, 'url' | 'authorization'> {
  readonly repository: Repository;
  /** Below `/v2/<name>/`: `manifests/latest`; or the address that the registry gave for an upload. */
  readonly to: string | URL;
  /** Whether the call writes; reads need `pull` only. */
  readonly writes?: boolean;
  /** A repository that is read beside, to mount a blob from. */
  readonly alsoReads?: Repository | undefined;
  /** Statuses that the caller understands; every other one is thrown. */
  readonly expects: readonly number[];
}

const TRIES = 6;

/** Sends calls with the authorization that each registry wants. */
export class Transport {
  readonly patience: Patience;
  readonly #wires: Wires;
  readonly #authorizer: Authorizer;
  readonly #direct = new Agent();
  readonly #outside = hasProxy(process.env) ? new EnvHttpProxyAgent() : this.#direct;

  constructor({ tries = TRIES, ...ports }: RegistryPorts) {
    const { clock, random, signal } = ports;
    const dispatcherFor = ({ host }: URL): Dispatcher => (isLocal(host) ? this.#direct : this.#outside);
    this.patience = { clock, random, signal, tries };
    this.#wires = { clock, signal, dispatcherFor };
    this.#authorizer = new Authorizer({ ...ports, dispatcherFor, tries });
  }

  /**
   * Sends a call once; a token that is no longer good is renewed on the way.
   * @returns an answer with an expected status; its body must be read or dumped
   * @throws TransientFault where sending it again may help, RegistryRefusal where not
   */
  async send(call: Call): Promise<Answer> {
    const { registry } = call.repository;
    const scopes = scopesOf(call);
    const first = await this.#attempt(call, scopes);
    if (first.statusCode !== 401 || call.expects.includes(401)) return expected(call, first);
    await first.body.dump();
    this.#authorizer.learn(registry, scopes, first);
    return expected(call, await this.#attempt(call, scopes));
  }

  async close(): Promise<void> {
    await Promise.all([this.#direct.destroy(), this.#outside.destroy()]);
  }

  async #attempt(call: Call, scopes: readonly Scope[]): Promise<Answer> {
    const authorization = await this.#authorizer.authorization(call.repository.registry, scopes);
    return roundTrip(askedBy(call, authorization), this.#wires);
  }
}

/** undici reads HTTPS_PROXY and NO_PROXY, but says with every start that it may change how. */
const hasProxy = (variables: Readonly<Record<string, string | undefined>>): boolean =>
  ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].some((name) => Boolean(variables[name]));

function askedBy(call: Call, authorization?: string): Asked {
  const { repository, to, method, headers = {}, body } = call;
  const url = new URL(
    `/v2/${repository.name}/${typeof to === 'string' ? to : ''}`,
    addressOf(repository.registry),
  );
  const asked: Asked = { method, url, headers, authorization, ...(body ? { body } : {}) };
  return typeof to === 'string' ? asked : readdressed(asked, to);
}

function scopesOf({ repository, writes = false, alsoReads }: Call): Scope[] {
  const own: Scope = `repository:${repository.name}:${writes ? 'pull,push' : 'pull'}`;
  return alsoReads ? [own, `repository:${alsoReads.name}:pull`] : [own];
}

async function expected(call: Call, answer: Answer): Promise<Answer> {
  if (call.expects.includes(answer.statusCode)) return answer;
  throw refusalOf(inWords(askedBy(call)), answer.statusCode, await textOf(answer));
}
