/** What must not leave the run: secrets to other hosts, secrets in reports, markup in JUnit. */
import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, test } from '@jest/globals';
import { junitOf } from '../../lib/checks';
import { answer, closeServices, outcomes, runOn, service } from './smoke-run';

afterEach(closeServices);

describe('redirects', () => {
  test('are not followed unless it is asked for', async () => {
    const { url, received } = await service((_, response) =>
      response.writeHead(302, { location: '/home' }).end(),
    );
    const ran = await runOn(
      url,
      'journeys: {a: [{get: /, expect: {status: 302, headers: {location: /home}}}], b: [{get: /}]}',
    );
    expect(outcomes(ran)).toEqual(['GET /: passed', 'GET /: failed']);
    expect(received).toHaveLength(2);
  });

  test('to another host carry neither key headers nor credentials', async () => {
    const other = await service((_, response) => {
      answer(response, 200);
    });
    const { url, received } = await service((request, response) => {
      response.writeHead(302, { location: request.url === '/' ? '/next' : `${other.url}/landing` }).end();
    });
    const ran = await runOn(
      url,
      'headers: {X-API-Key: "${KEY}"}\nauth: {bearer: "${KEY}"}\njourneys: {a: [{get: /, redirects: 2}]}',
      { secrets: { KEY: 'the-key' }, hosts: [{ origin: other.url, secrets: false }] },
    );
    expect(ran.result).toBe('passed');
    expect(received.map(({ headers }) => headers['x-api-key'])).toEqual(['the-key', 'the-key']);
    expect(JSON.stringify(other.received)).not.toContain('the-key');
    expect(other.received).toHaveLength(1);
  });

  test('to a host that is not allowed end there', async () => {
    const other = await service((_, response) => {
      answer(response, 200);
    });
    const { url } = await service((_, response) => response.writeHead(302, { location: other.url }).end());
    const ran = await runOn(url, 'journeys: {a: [{get: /, redirects: 5}]}');
    expect(ran.failed?.failure?.kind).toBe('refused');
    expect(other.received).toEqual([]);
  });

  test('that carry a secret to a host that may have none end there', async () => {
    const other = await service((_, response) => {
      answer(response, 200);
    });
    const { url } = await service((request, response) =>
      response.writeHead(302, { location: `${other.url}/?p=${String(request.headers['x-api-key'])}` }).end(),
    );
    const ran = await runOn(url, 'headers: {X-API-Key: "${KEY}"}\njourneys: {a: [{get: /, redirects: 5}]}', {
      secrets: { KEY: 'the-key' },
      hosts: [{ origin: other.url, secrets: false }],
    });
    expect(ran.failed?.failure?.kind).toBe('refused');
    expect(other.received).toEqual([]);
  });
});

test('a secret that the service echoes cannot be captured and carried to another host', async () => {
  const other = await service((_, response) => {
    answer(response, 200);
  });
  const { url } = await service((request, response) => {
    answer(response, 200, { echo: request.headers['x-api-key'] });
  });
  const ran = await runOn(
    url,
    `journeys:
  a:
    - get: /
      headers: {X-API-Key: "\${KEY}"}
      capture: {echo: $.echo}
    - post: ${other.url}/
      json: {value: "\${echo}"}
`,
    { secrets: { KEY: 'the "key"' }, hosts: [{ origin: other.url, secrets: false }] },
  );
  expect(ran.failed?.failure?.kind).toBe('refused');
  expect(other.received).toEqual([]);
});

test('the command that repeats a failing step holds no secret, and runs in a shell where it is a variable', async () => {
  const { url } = await service((_, response) => {
    answer(response, 400);
  });
  const ran = await runOn(
    url,
    `journeys:
  a:
    - post: /login?from=\${NAME}
      headers: {X-API-Key: "key \${KEY}"}
      json: {text: "it's \${NAME}", password: "\${KEY}"}
`,
    { variables: { NAME: 'Ada' }, secrets: { KEY: 's3cr3t' } },
  );
  expect(ran.failed?.failure?.curl).toBe(
    `curl -X POST '${url}/login?from=Ada' -H 'x-sluice-probe: 1' -H 'content-type: application/json' ` +
      `-H 'x-api-key: key '"$KEY" --data-raw '{"text":"it'\\''s Ada","password":"'"$KEY"'"}'`,
  );
  expect(JSON.stringify(ran.failed)).not.toContain('s3cr3t');
  const words = `curl() { printf '%s\\n' "$@"; }; ${ran.failed?.failure?.curl ?? ''}`;
  const printed = execFileSync('/bin/sh', ['-c', words], { env: { KEY: 's3cr3t' }, encoding: 'utf8' });
  expect(printed.split('\n')).toEqual(
    expect.arrayContaining(['x-api-key: key s3cr3t', `{"text":"it's Ada","password":"s3cr3t"}`]),
  );
});

test('JUnit has a testcase a step, and survives hostile names', async () => {
  const { url } = await service((_, response, count) => {
    answer(response, count === 1 ? 200 : 500);
  });
  const ran = await runOn(
    url,
    `journeys: {"a<&>\\"": [{get: /x?a=1&b=2}, {name: "]]>\\u0007", get: /}, {get: /}]}`,
  );
  const xml = junitOf(ran);
  expect(xml).toContain(
    '<testsuite name="a&lt;&amp;&gt;&quot;" tests="3" failures="1" errors="0" skipped="1"',
  );
  expect(xml).toContain('name="GET /x?a=1&amp;b=2"');
  expect(xml).toContain('name="]]&gt;"');
  expect(xml).toContain('<failure type="http" message="status: expected 2xx, got 500">');
  expect(xml).toContain('<skipped message="a step before it failed"/>');
});
