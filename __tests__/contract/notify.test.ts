import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { startWebhook } from '../../emulators/webhook';
import type { Webhook } from '../../emulators/webhook';
import { deliver, messageOf, parseWebhook } from '../../lib/notify';
import type { Message } from '../../lib/notify';
import { Refusal } from '../../lib/runner';

const clock = scaledClock(1_000);
let webhook: Webhook;
beforeAll(async () => {
  webhook = await startWebhook({ clock });
});
afterAll(() => webhook.close());
afterEach(() => {
  webhook.reset();
});

const message: Message = messageOf({
  project: 'my-project',
  service: 'shop',
  reason: 'Orders were lost.',
  run: '',
  now: 0,
  nextUpdate: 0,
  regions: [{ region: 'europe-west1', result: 'rolled-back', bad: 'shop-2', good: 'shop-1' }],
});

const patience = (signal = new AbortController().signal) => ({ clock, random: () => 0.5, signal, tries: 4 });
const send = (url = webhook.url, signal?: AbortSignal): Promise<void> =>
  deliver(new URL(url), message, patience(signal));

/** What a failed delivery says; no part of the address may be in it. */
async function failureOf(delivery: Promise<void>, url = webhook.url): Promise<string> {
  const error: unknown = await delivery.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('it was delivered');
  const said = [
    error.message,
    error.stack,
    'remedy' in error ? error.remedy : '',
    JSON.stringify(error.cause ?? ''),
  ].join('\n');
  const { host, pathname } = new URL(url);
  for (const part of [host, pathname, pathname.split('/').at(-1) ?? '']) expect(said).not.toContain(part);
  return said;
}

describe('a delivery', () => {
  test('arrives as it was made, once', async () => {
    await send();
    expect(webhook.state.messages).toEqual([{ text: message.text, blocks: message.blocks }]);
  });

  test('waits as long as a rate limit asks, and arrives then', async () => {
    webhook.faults.add({ kind: 'status', status: 429, retryAfterSeconds: 30, call: /post/ });
    await send();
    const [first, second] = webhook.calls;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(30_000);
    expect(webhook.state.messages).toHaveLength(1);
  });

  test('is tried again after an error of the server, and after a connection that broke', async () => {
    webhook.faults.add({ kind: 'status', status: 503, call: /post/ });
    webhook.faults.add({ kind: 'reset-before', call: 1 });
    await send();
    expect([webhook.calls.length, webhook.state.messages.length]).toEqual([3, 1]);
  });

  test('is given up in the end, without a word of where it went', async () => {
    webhook.faults.add({ kind: 'status', status: 500, call: /post/, times: 9 });
    expect(await failureOf(send())).toMatch(/answered 500 \(server_error\)/);
    expect(webhook.calls).toHaveLength(4);
  });

  test('is not tried again where the webhook is gone', async () => {
    webhook.state.revoked = true;
    expect(await failureOf(send())).toMatch(/answered 404 \(no_service\)[\s\S]*Make the webhook anew/);
    expect(webhook.calls).toHaveLength(1);
  });

  test('says that nobody answers, without a word of who', async () => {
    const gone = await startWebhook({ clock });
    await gone.close();
    expect(await failureOf(send(gone.url), gone.url)).toMatch(/did not answer/);
  });

  test('ends at once when the job is cancelled', async () => {
    webhook.faults.add({ kind: 'status', status: 503, call: /post/, times: 9 });
    const stop = new AbortController();
    stop.abort(new Error('the job was cancelled'));
    await expect(send(webhook.url, stop.signal)).rejects.toThrow(/cancelled/);
    expect(webhook.state.messages).toHaveLength(0);
  });
});

test.each<[string, boolean]>([
  ['https://hooks.slack.com/services/T/B/x', true],
  ['http://127.0.0.1:8080/x', true],
  ['http://localhost/x', true],
  ['http://hooks.slack.com/services/T/B/x', false],
  ['http://127.0.0.1.evil.example/x', false],
  ['ftp://hooks.slack.com/x', false],
  ['javascript:alert(1)', false],
  ['hooks.slack.com/x', false],
])('%s is taken for a webhook: %s', (text, isTaken) => {
  expect(parseWebhook(text) instanceof Refusal).toBe(!isTaken);
});

describe('the emulated webhook', () => {
  const post = async (body: string, contentType = 'application/json', url = webhook.url): Promise<string> => {
    const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': contentType } });
    return `${answer.status} ${await answer.text()}`;
  };
  const block = (text: unknown, type = 'section'): string => JSON.stringify({ blocks: [{ type, text }] });

  test.each<[string, string, string]>([
    ['nothing but text', '{"text":"Hello"}', '200 ok'],
    ['no JSON', 'Hello', '400 invalid_payload'],
    ['a list', '[]', '400 invalid_payload'],
    ['nothing to say', '{}', '400 no_text'],
    ['an empty block', block({ type: 'plain_text', text: '' }), '400 invalid_blocks'],
    ['a text that is too long', block({ type: 'mrkdwn', text: 'x'.repeat(3_001) }), '400 invalid_blocks'],
    ['a header with markup', block({ type: 'mrkdwn', text: 'x' }, 'header'), '400 invalid_blocks'],
    ['an unknown block', block({ type: 'plain_text', text: 'x' }, 'poem'), '400 invalid_blocks'],
    [
      'too many blocks',
      JSON.stringify({ blocks: Array(51).fill({ type: 'section' }) }),
      '400 invalid_blocks_format',
    ],
  ])('answers %s as Slack does', async (_, body, answer) => {
    expect(await post(body)).toBe(answer);
  });

  test('takes nothing at another path, by another method or of another type', async () => {
    expect(await post('{"text":"x"}', 'application/json', new URL('/services/other', webhook.url).href)).toBe(
      '404 invalid_token',
    );
    expect((await fetch(webhook.url)).status).toBe(405);
    expect(await post('text=x', 'application/x-www-form-urlencoded')).toBe('400 invalid_payload');
    expect(webhook.state.messages).toHaveLength(0);
  });
});
