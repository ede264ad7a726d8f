import { Agent, request } from 'undici';
import { backoff, isTransientStatus } from '../backoff';
import type { Patience } from '../backoff';
import { Refusal, UserError } from '../runner';
import type { Message } from './message';

/** Real milliseconds for one delivery. */
const TIMEOUT = 10_000;

/**
 * Reads the address of a webhook. It is a secret: whoever has it can write, so no message ever holds a part of it.
 * Plain http is taken on this machine only.
 */
export function parseWebhook(text: string): URL | Refusal {
  const url = URL.parse(text);
  const isLocal = url !== null && /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(url.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) return url;
  return new Refusal(
    'It is not an https address.',
    'Give the address that the webhook was given, from a secret.',
  );
}

/**
 * Delivers a message: again after a rate limit, an error of the server or no answer at all. It may arrive twice where an
 * answer was lost, which is better than never.
 * @throws UserError without the address, once the tries are used up or another try cannot help
 */
export async function deliver(url: URL, message: Message, patience: Patience): Promise<void> {
  const agent = new Agent();
  try {
    for (let tried = 1; ; tried += 1) {
      const answer = await post(url, message, agent, patience.signal);
      if (answer.status >= 200 && answer.status < 300) return;
      if (!mayPass(answer.status) || tried >= patience.tries) throw refused(answer);
      await patience.clock.sleep(backoff(tried, patience.random, answer.retryAfter), patience.signal);
    }
  } finally {
    await agent.close();
  }
}

interface Answer {
  /** 0 where there was none. */
  status: number;
  /** Seconds. */
  retryAfter: number;
  /** Slack's word for what is wrong, such as `no_service`; '' for anything else. */
  word: string;
}

async function post(url: URL, message: Message, agent: Agent, signal: AbortSignal): Promise<Answer> {
  try {
    const { statusCode, headers, body } = await request(url, {
      method: 'POST',
      dispatcher: agent,
      headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'sluice' },
      body: JSON.stringify(message),
      headersTimeout: TIMEOUT,
      bodyTimeout: TIMEOUT,
      signal,
    });
    const text = await body.text();
    const seconds = Number(headers['retry-after']);
    return {
      status: statusCode,
      retryAfter: seconds > 0 ? seconds : 0,
      word: /^[a-z_]{2,40}$/.exec(text.trim())?.[0] ?? '',
    };
  } catch {
    // No answer is an outcome like any other, unless it was us who hung up. The error names the host: it goes no further.
    signal.throwIfAborted();
    return { status: 0, retryAfter: 0, word: '' };
  }
}

const mayPass = (status: number): boolean => status === 0 || isTransientStatus(status);

function refused({ status, word }: Answer): UserError {
  const said = status === 0 ? 'did not answer' : `answered ${status}${word === '' ? '' : ` (${word})`}`;
  return new UserError(`The webhook of \`notify-url\` ${said}; nobody was told through it.`, {
    remedy:
      status === 0 || mayPass(status)
        ? 'Look whether its host can be reached from the runner.'
        : 'Make the webhook anew where it was made, and put its address into the secret.',
  });
}
