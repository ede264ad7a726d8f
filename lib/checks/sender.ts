/** Sends a step's request: to allowed hosts only, once more where that is allowed, and after redirects if asked to. */
import { TransportError } from './http';
import type { Answer, HttpClient, OutgoingRequest } from './http';
import type { Plan, Step } from './model';
import { redirected, requestOf } from './request';
import type { Lookup } from './templates';

/** A request was not sent, since it must not be. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';
}

export interface Sent {
  readonly answer: Answer;
  /** 2 where the first one failed on the way. */
  readonly requests: number;
  /** No answer had come before this one: what it took may be a cold start. */
  readonly first: boolean;
}

/** Failures on the way after which a request may be sent once more. A late answer is a failure of the service. */
export function isPassing(error: unknown): boolean {
  return error instanceof TransportError && ['dns', 'connect'].includes(error.kind);
}

/** Shorter secrets turn up by chance. */
const SHORTEST_SECRET = 4;

export class Sender {
  readonly #plan: Plan;
  readonly #http: HttpClient;
  readonly #secrets = new Set<string>();
  #coldStart: number | undefined;

  constructor(plan: Plan, http: HttpClient) {
    this.#plan = plan;
    this.#http = http;
  }

  /** Milliseconds of the first answer of all. */
  get coldStart(): number | undefined {
    return this.#coldStart;
  }

  /** A value that goes only to hosts that may have secrets. */
  guard(secret: string): void {
    if (secret.length >= SHORTEST_SECRET) this.#secrets.add(secret);
  }

  /**
   * @throws TransportError where there is no answer
   * @throws RefusedRequest where a host or a secret is in the wrong place
   * @throws Unbound where a name has no value
   */
  async send(
    step: Step,
    lookup: Lookup,
    { signal, retry }: { signal: AbortSignal; retry: boolean },
  ): Promise<Sent> {
    const limits = { timeout: step.timeout, signal };
    const once = (): Promise<Answer> => this.#follow(requestOf(step, lookup), step.redirects, limits);
    try {
      return this.#sent(await once(), 1);
    } catch (error) {
      if (!retry || !isPassing(error)) throw error;
      return this.#sent(await once(), 2);
    }
  }

  #sent(answer: Answer, requests: number): Sent {
    const first = this.#coldStart === undefined;
    this.#coldStart ??= answer.millis;
    return { answer, requests, first };
  }

  async #follow(
    request: OutgoingRequest,
    redirects: number,
    limits: { timeout: number; signal: AbortSignal },
  ): Promise<Answer> {
    this.#check(request);
    const answer = await this.#http.send(request, limits);
    const location = answer.headers['location'];
    if (redirects === 0 || location === undefined || answer.status < 300 || answer.status >= 400)
      return answer;
    const url = URL.parse(location, request.url.href);
    if (!url) throw new TransportError('http', 'the redirect leads to no address');
    return this.#follow(redirected(request, url), redirects - 1, limits);
  }

  /** The file was checked before the run; this is for what only the run brings: redirects, and secrets in captures. */
  #check({ url, headers, body = '' }: OutgoingRequest): void {
    const host = [this.#plan.target, ...this.#plan.hosts].find(({ origin }) => origin === url.origin);
    if (!host)
      throw new RefusedRequest(
        `it leads to ${url.origin}, which is neither the target nor in \`allow-hosts\``,
      );
    if (host.secrets) return;
    const carried = [url.href, ...Object.values(headers), body].join('\n');
    const forms = [...this.#secrets].flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      new URLSearchParams([['', secret]]).toString().slice(1),
    ]);
    if (forms.some((form) => carried.includes(form)))
      throw new RefusedRequest(`it would carry a secret to ${url.origin}, which may not have any`);
  }
}
