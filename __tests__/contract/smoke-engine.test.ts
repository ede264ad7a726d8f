import { createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { listenOnLoopback } from '../../emulators/server';
import { answer, closeServices, listening, outcomes, runOn, service } from './smoke-run';
import type { Handler } from './smoke-run';

afterEach(closeServices);

describe('readiness', () => {
  test('waits until the service answers so many times in a row', async () => {
    const { url, received } = await service((_, response, count) => {
      answer(response, [1, 2, 4].includes(count) ? 503 : 200);
    });
    const ran = await runOn(url, 'readiness: {path: /health, within: 60s, consecutive: 3}');
    expect(ran.result).toBe('passed');
    expect(received).toHaveLength(7);
    expect(ran.steps[0]).toMatchObject({ journey: 'readiness', requests: 7 });
    expect(ran.notes).toEqual(['readiness: not yet (status: expected 2xx, got 503)']);
  });

  test('gives up at the deadline, says what came last, and asks nothing else', async () => {
    const { url, received } = await service((_, response) => {
      answer(response, 503);
    });
    const ran = await runOn(url, 'readiness: {path: /health, within: 30s}\njourneys: {a: [{get: /}]}');
    expect(ran.result).toBe('failed');
    expect(ran.failed?.failure).toMatchObject({
      kind: 'http',
      message: 'not within 30 s (31 requests); the last one: status: expected 2xx, got 503',
    });
    expect(new Set(received.map(({ line }) => line))).toEqual(new Set(['GET /health']));
  });

  test('the version counts only when it matched so many times in a row', async () => {
    const { url, received } = await service((_, response, count) => {
      answer(response, 200, { version: [1, 3].includes(count) ? 'old' : 'new' });
    });
    const checks = 'version: {path: /, json: $.version, equals: "${WANTED}", consecutive: 2}';
    const ran = await runOn(url, checks, { variables: { WANTED: 'new' } });
    expect(ran.result).toBe('passed');
    expect(received).toHaveLength(5);
  });
});

describe('failures by their class', () => {
  const bare = 'journeys: {a: [{get: /}]}';

  test('500 on a bare get fails', async () => {
    const { url } = await service((_, response) => {
      answer(response, 500);
    });
    const ran = await runOn(url, bare);
    expect(ran.failed).toMatchObject({
      outcome: 'failed',
      status: 500,
      failure: { kind: 'http', message: 'status: expected 2xx, got 500', request: `GET ${url}/` },
    });
  });

  test('a broken assertion, with expected and actual', async () => {
    const { url } = await service((_, response) => {
      answer(response, 200, { score: -1 });
    });
    const ran = await runOn(url, 'journeys: {a: [{get: /, expect: {json: {$.score: {gte: 0}}}}]}');
    expect(ran.failed?.failure).toMatchObject({
      kind: 'assertion',
      expected: '$.score: at least 0',
      actual: '-1',
    });
  });

  test('an answer that is too late is a timeout, and is not asked for again', async () => {
    const { url, received } = await service(() => undefined);
    const ran = await runOn(url, 'journeys: {a: [{get: /, timeout: 60ms}]}');
    expect(ran.failed?.failure?.kind).toBe('timeout');
    expect(received).toHaveLength(1);
  });

  test('a body that never ends is a timeout too', async () => {
    const { url } = await service((_, response) => {
      response.writeHead(200).write('{');
    });
    const ran = await runOn(url, 'journeys: {a: [{get: /, timeout: 60ms}]}');
    expect(ran.failed?.failure?.kind).toBe('timeout');
  });

  test('nobody listens: connect', async () => {
    const closed = await listenOnLoopback(createTcpServer());
    await closed.close();
    const ran = await runOn(closed.url, bare);
    expect(ran.failed).toMatchObject({ requests: 2, failure: { kind: 'connect' } });
  });

  test('a name that does not exist: dns', async () => {
    const ran = await runOn('http://nowhere.invalid', bare);
    expect(ran.failed?.failure?.kind).toBe('dns');
  });

  test('no TLS where TLS is expected: tls', async () => {
    const { url } = await service((_, response) => {
      answer(response, 200);
    });
    const ran = await runOn(url.replace('http:', 'https:'), bare);
    expect(ran.failed?.failure?.kind).toBe('tls');
  });

  test('an answer that is no HTTP: http', async () => {
    const server = createTcpServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-x\r\n'));
    const { url } = await listening(server);
    const ran = await runOn(url, bare);
    expect(ran.failed?.failure?.kind).toBe('http');
  });

  test('a body that is not the JSON that was expected', async () => {
    const { url } = await service((_, response) => response.end('<html>'));
    const ran = await runOn(url, 'journeys: {a: [{get: /, expect: {json: {$.a: 1}}}]}');
    expect(ran.failed?.failure?.message).toBe('body: expected JSON, got 6 characters of no content-type');
  });
});

describe('a connection that is reset', () => {
  const resetFirst: Handler = (request, response, count) => {
    if (count === 1) request.socket.destroy();
    else answer(response, 200);
  };

  test('once: the result of a get is flaky, not passed', async () => {
    const { url, received } = await service(resetFirst);
    const ran = await runOn(url, 'journeys: {a: [{get: /}]}');
    expect(ran.result).toBe('flaky');
    expect(received).toHaveLength(2);
  });

  test('a post is never sent again', async () => {
    const { url, received } = await service(resetFirst);
    const ran = await runOn(url, 'journeys: {a: [{post: /}]}');
    expect(ran.failed?.failure?.kind).toBe('connect');
    expect(received).toHaveLength(1);
  });

  test('unless it has an idempotency key, which stays the same', async () => {
    const { url, received } = await service(resetFirst);
    const ran = await runOn(url, 'journeys: {a: [{post: /, headers: {Idempotency-Key: "k-${RUN_ID}"}}]}');
    expect(ran.result).toBe('flaky');
    expect(received.map(({ headers }) => headers['idempotency-key'])).toEqual([
      `k-${ran.runId}`,
      `k-${ran.runId}`,
    ]);
  });

  test('twice: failed', async () => {
    const { url } = await service((request) => request.socket.destroy());
    const ran = await runOn(url, 'journeys: {a: [{get: /}]}');
    expect(ran.failed).toMatchObject({ requests: 2, failure: { kind: 'connect' } });
  });
});

describe('journeys', () => {
  test('the cleanup runs after a failure, other journeys go on, and what was not captured is not cleaned up', async () => {
    const { url, received } = await service((request, response) => {
      answer(response, request.url === '/broken' ? 500 : 200, { id: 'a/b' });
    });
    const ran = await runOn(
      url,
      `journeys:
  one:
    steps:
      - post: /items
        capture: {item: $.id}
      - get: /broken
        capture: {late: $.id}
      - get: /never
    always:
      - delete: /items/\${item}
      - delete: /items/\${late}
  two:
    - get: /fine
`,
    );
    expect(ran.result).toBe('failed');
    expect(outcomes(ran)).toEqual([
      'POST /items: passed',
      'GET /broken: failed',
      'GET /never: skipped',
      'DELETE /items/${item}: passed',
      'DELETE /items/${late}: skipped',
      'GET /fine: passed',
    ]);
    expect(received.map(({ line }) => line)).toEqual([
      'POST /items',
      'GET /broken',
      'DELETE /items/a%2Fb',
      'GET /fine',
    ]);
  });

  test('the cleanup runs when the job is cancelled in the middle', async () => {
    const abort = new AbortController();
    const { url, received } = await service((request, response) => {
      if (request.url === '/slow') abort.abort(new Error('cancelled'));
      else answer(response, 200);
    });
    const checks =
      'journeys: {a: {steps: [{post: /items}, {get: /slow}, {get: /x}], always: [{delete: /items}]}}';
    await expect(runOn(url, checks, { signal: abort.signal })).rejects.toThrow('cancelled');
    expect(received.map(({ line }) => line)).toEqual(['POST /items', 'GET /slow', 'DELETE /items']);
  });

  test('a login runs once; its secret is masked before the step is told of and goes along as a bearer', async () => {
    const { url, received } = await service((request, response) => {
      answer(response, 200, request.url === '/login' ? { token: 'tok-12345', number: 7 } : {});
    });
    const maskedAt = new Map<string, boolean>();
    const ran = await runOn(
      url,
      `login:
  - post: /login
    form: {user: ada, password: "\${PASSWORD}"}
    capture: {token: {json: $.token, secret: true}, number: $.number}
auth: {bearer: "\${token}"}
journeys:
  a: [{post: /answers, json: {number: "\${number}", text: "n=\${number}"}}]
  b: [{get: /, auth: none}, {get: /, auth: {basic: {user: ada, password: "\${PASSWORD}"}}}]
  c: [{get: /, auth: {apiKey: {header: X-API-Key, value: "\${PASSWORD}"}}}]
`,
      {
        secrets: { PASSWORD: 'p&ss word' },
        onStep: ({ step }, masked) => maskedAt.set(step, masked.includes('tok-12345')),
      },
    );
    expect(ran.result).toBe('passed');
    expect(maskedAt.get('POST /login')).toBe(true);
    expect(received.map(({ line }) => line)).toEqual([
      'POST /login',
      'POST /answers',
      'GET /',
      'GET /',
      'GET /',
    ]);
    expect(received[0]?.body).toBe('user=ada&password=p%26ss+word');
    expect(received[1]?.body).toBe('{"number":7,"text":"n=7"}');
    expect(received.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      'Bearer tok-12345',
      undefined,
      `Basic ${Buffer.from('ada:p&ss word').toString('base64')}`,
      undefined,
    ]);
    expect(received[4]?.headers['x-api-key']).toBe('p&ss word');
    expect(received.every(({ headers }) => headers['x-sluice-probe'] === '1')).toBe(true);
  });

  test('a login that fails ends the run', async () => {
    const { url, received } = await service((_, response) => {
      answer(response, 401);
    });
    const ran = await runOn(url, 'login: [{post: /login}]\njourneys: {a: [{get: /}]}');
    expect(ran.failed?.journey).toBe('login');
    expect(received).toHaveLength(1);
  });

  test('the first answer is the cold start, and its time is not judged; the second is', async () => {
    const { url } = await service((_, response) => {
      setTimeout(() => {
        answer(response, 200);
      }, 40);
    });
    const ran = await runOn(
      url,
      'journeys: {a: [{get: /, expect: {under: 20ms}}, {get: /, expect: {under: 20ms}}]}',
    );
    expect(ran.steps.map(({ outcome }) => outcome)).toEqual(['passed', 'failed']);
    expect(ran.steps[0]?.note).toContain('not judged');
    expect(ran.failed?.failure?.message).toMatch(/^time: expected under 20 ms, got \d+ ms$/);
    expect(ran.coldStart).toBeGreaterThanOrEqual(39);
  });

  test('p95 is told from twenty answers on', async () => {
    const { url } = await service((_, response) => {
      answer(response, 200);
    });
    const gets = (count: number): string => `journeys: {a: [${'{get: /}, '.repeat(count)}]}`;
    expect((await runOn(url, gets(19))).p95).toBeUndefined();
    expect((await runOn(url, gets(20))).p95).toBeGreaterThan(0);
  });
});
