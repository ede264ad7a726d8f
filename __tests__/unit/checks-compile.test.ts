import { describe, expect, test } from '@jest/globals';
import { ChecksFaults, compile, probeSteps } from '../../lib/checks';
import type { Plan, Surroundings } from '../../lib/checks';

const surroundings: Surroundings = {
  target: new URL('https://app.example.com'),
  hosts: [
    { origin: 'https://status.example.com', secrets: false },
    { origin: 'https://auth.example.com', secrets: true },
  ],
  variables: { EXPECTED_VERSION: '1.2.3' },
  secrets: { SMOKE_PASSWORD: 'correct horse' },
  timeout: 10_000,
};

function compiled(text: string, overrides: Partial<Surroundings> = {}): Plan {
  return compile(text, 'checks.yml', { ...surroundings, ...overrides });
}

/** What is wrong with a file, as "line: message". */
function faultsOf(text: string, overrides: Partial<Surroundings> = {}): string[] {
  try {
    compiled(text, overrides);
  } catch (error) {
    if (error instanceof ChecksFaults) return error.faults.map(({ line, message }) => `${line}: ${message}`);
    throw error;
  }
  return [];
}

describe('a file with faults', () => {
  test('an unknown key is named with its line and the nearest known one', () => {
    const text = `readiness: {path: /health}
journeys:
  visit:
    - get: /questions
      expct: {status: 200}
`;
    expect(faultsOf(text)).toEqual(['5: `journeys.visit[0]` has no key `expct`. Did you mean `expect`?']);
  });

  test('an unknown operator inside an assertion is found too', () => {
    const text = `journeys:
  visit:
    - get: /questions
      expect:
        json:
          $.level:
            greater: 1
            matchs: x
`;
    const faults = faultsOf(text);
    expect(faults).toHaveLength(2);
    expect(faults[0]).toMatch(/^7: .*has no key `greater`\. There are equals, .*gte/);
    expect(faults[1]).toMatch(/^8: .*has no key `matchs`\. Did you mean `matches`\?/);
  });

  test('all faults come at once, with file and lines, and say that nothing was requested', () => {
    const text = `readiness: {path: /health, within: 30}
jurneys: {}
journeys:
  visit:
    - get: /questions/\${LEVEL}
    - get: /a
      post: /b
    - gett: /a
`;
    expect(() => compiled(text)).toThrow(
      /^\d faults in the checks file; nothing was requested:\n- checks\.yml:1: /,
    );
    const faults = faultsOf(text).join('\n');
    expect(faults).toContain('1: `readiness.within` must be a duration such as 800ms, 30s or 2m.');
    expect(faults).toContain('2: The file has no key `jurneys`. Did you mean `journeys`?');
    expect(faults).toContain('5: `LEVEL` is not defined');
    expect(faults).toContain('6: `journeys.visit[1]` must have exactly one of get,');
    expect(faults).not.toContain('journeys.visit[2]` must have');
    expect(faults).toContain('8: `journeys.visit[2]` has no key `gett`. Did you mean `get`?');
  });

  test('an undefined variable is named with its line and the nearest defined one', () => {
    const text = `version:
  path: /health
  json: $.version
  equals: "\${EXPECTED_VERSON}"
`;
    expect(faultsOf(text)).toEqual([
      expect.stringMatching(/^4: `EXPECTED_VERSON` is not defined.*Did you mean `EXPECTED_VERSION`\?$/),
    ]);
  });

  test('a variable of the environment is not defined', () => {
    expect(process.env['PATH']).toBeDefined();
    expect(faultsOf('journeys: {a: [{get: "/${PATH}"}]}')).toEqual([
      expect.stringContaining('`PATH` is not defined'),
    ]);
  });

  test('a capture is defined only after the step that captures it, and only in its journey', () => {
    const text = `journeys:
  one:
    - get: /items/\${item}
    - post: /items
      capture: {item: $.id}
    - get: /items/\${item}
  two:
    - get: /items/\${item}
`;
    expect(faultsOf(text).map((fault) => fault.slice(0, 9))).toEqual(['3: `item`', '8: `item`']);
  });

  test('a capture may not take the name of a variable', () => {
    const text = 'journeys: {a: [{get: /x, capture: {SMOKE_PASSWORD: $.id}}]}';
    expect(faultsOf(text)).toEqual([
      expect.stringContaining('`SMOKE_PASSWORD` is the name of a variable already'),
    ]);
  });

  test.each([
    ['a brace that YAML ends early', 'a: {bearer: ${token}}', /put quotes round text/],
    ['a key given twice', 'headers: {}\nheaders: {}', /^2: .*unique/],
    ['a JSONPath that is none', 'journeys: {a: [{get: /, capture: {x: "$["}}]}', /is not a JSONPath/],
    [
      'a regular expression that is none',
      'journeys: {a: [{get: /, expect: {text: {matches: "("}}}]}',
      /regular/,
    ],
    ['a journey that is no list', 'journeys: {a: 3}', /must be a list of steps/],
    ['a reference that is none', 'journeys: {a: [{get: "/${a b}"}]}', /`\$\{a b\}` is not a variable/],
    ['a load budget', 'readiness: {path: /}\nbudget: {rate: 20/s}', /^2: `budget` .* not supported yet/],
    ['an ID token', 'journeys: {a: [{get: /, auth: {idToken: x}}]}', /input `id-token`/],
    ['a body of a get', 'journeys: {a: [{get: /, json: {}}]}', /get sends none/],
    ['a Host header', 'headers: {Host: elsewhere}\nreadiness: {path: /}', /must not set Host/],
    [
      'a deadline that cannot be met',
      'readiness: {path: /, within: 2s, consecutive: 5}',
      /cannot be reached/,
    ],
    ['an empty file', '', /^1: The file must be of type object/],
    ['nothing to check', 'headers: {}', /has nothing to check/],
    ['a bomb of aliases', aliases(), /alias/i],
  ])('%s is refused', (_, text, message) => {
    const faults = faultsOf(text);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.join('\n')).toMatch(message);
  });
});

/** Nine lists of nine aliases each to the one before: a small file that unfolds into millions of values. */
function aliases(): string {
  const lines = Array.from({ length: 9 }, (_, index) => {
    const items = index === 0 ? 'x' : Array.from({ length: 9 }, () => `*a${index - 1}`).join(', ');
    return `a${index}: &a${index} [${items}]`;
  });
  return lines.join('\n');
}

describe('a file that would carry something away', () => {
  test.each([
    [
      'a host that is not allowed',
      'post: https://evil.example/',
      /^1: https:\/\/evil\.example is neither the target/,
    ],
    [
      'a host behind credentials',
      'post: "https://app.example.com@evil.example/"',
      /not the address of a host/,
    ],
    [
      'a host behind a backslash',
      String.raw`post: 'https://evil.example\@app.example.com/'`,
      /evil\.example is neither/,
    ],
    ['a host from a variable', 'get: "https://${EXPECTED_VERSION}/"', /never a variable/],
    ['a path that is a host', 'get: //evil.example/', /must be a path/],
    ['another port of the target', 'get: "https://app.example.com:8443/"', /is neither the target/],
    ['the target without TLS', 'get: http://app.example.com/', /is neither the target/],
  ])('to %s is refused', (_, step, message) => {
    expect(faultsOf(`journeys: {a: [{${step}}]}`).join('\n')).toMatch(message);
  });

  test.each([
    ['address', 'post: "https://status.example.com/?p=${SMOKE_PASSWORD}"'],
    ['header', 'post: https://status.example.com/, headers: {x: "${SMOKE_PASSWORD}"}'],
    ['body', 'post: https://status.example.com/, json: {deep: [{matches: "a ${SMOKE_PASSWORD}"}]}'],
    ['form', 'post: https://status.example.com/, form: {p: "${SMOKE_PASSWORD}"}'],
    ['credentials', 'post: https://status.example.com/, auth: {bearer: "${SMOKE_PASSWORD}"}'],
  ])('a secret in the %s for a host that may have none is refused', (_, step) => {
    const faults = faultsOf(`journeys: {a: [{${step}}]}`).join('\n');
    expect(faults).toContain('https://status.example.com may not have secrets');
    expect(faults).toContain('`status.example.com with secrets`');
  });

  test('so is a captured secret, and it goes where the workflow allows it', () => {
    const to = (host: string): string => `
login:
  - post: /login
    capture: {token: {json: $.token, secret: true}}
journeys:
  a:
    - post: https://${host}/
      json: {token: "\${token}"}
`;
    expect(faultsOf(to('status.example.com'))).toEqual([expect.stringMatching(/^8: `token` is a secret/)]);
    expect(faultsOf(to('auth.example.com'))).toEqual([]);
  });

  test('headers and credentials of the whole file stay with the target', () => {
    const plan = compiled(
      `headers: {X-API-Key: "\${SMOKE_PASSWORD}"}
auth: {bearer: "\${SMOKE_PASSWORD}"}
journeys:
  a:
    - get: /own
    - get: https://status.example.com/foreign
`,
      { headers: { 'x-serverless-authorization': 'Bearer ${SMOKE_PASSWORD}' } },
    );
    const [own, foreign] = plan.journeys[0]?.steps ?? [];
    expect(Object.keys(own?.headers ?? {})).toEqual(['x-api-key', 'x-serverless-authorization']);
    expect(own?.auth).toBeDefined();
    expect(foreign?.headers).toEqual({});
    expect(foreign?.auth).toBeUndefined();
  });
});

describe('a plan', () => {
  test('says of each step whether it changes anything and whether it may be sent again', () => {
    const { journeys } = compiled(`journeys:
  a:
    - get: /
    - post: /
    - post: /search
      mutates: false
    - put: /
    - delete: /
      headers: {Idempotency-Key: "\${RUN_ID}"}
    - get: /logout
      mutates: true
`);
    const steps = journeys[0]?.steps ?? [];
    expect(steps.map(({ mutates }) => mutates)).toEqual([false, true, false, true, true, true]);
    expect(steps.map(({ retry }) => retry)).toEqual([true, false, true, false, true, false]);
  });

  test('keeps the path of the target in front of every path', () => {
    const { journeys } = compiled('journeys: {a: [{get: /x}]}', {
      target: new URL('https://app.example.com/api/'),
    });
    expect(journeys[0]?.steps[0]).toMatchObject({ origin: 'https://app.example.com', path: '/api/x' });
  });

  test('expects a 2xx status where none is written', () => {
    const { journeys } = compiled('journeys: {a: [{get: /x}, {get: /x, expect: {json: {$.a: 1}}}]}');
    expect(journeys[0]?.steps.map((step) => step.expect.status)).toEqual([['2xx'], ['2xx']]);
  });

  test('names the steps that can serve as probe pairs', () => {
    const plan = compiled(`journeys:
  a:
    - get: /questions?level=2
    - post: /sessions
      capture: {session: $.id}
    - get: /sessions/\${session}
    - get: /versions/\${EXPECTED_VERSION}
    - get: /logout
      mutates: true
    - get: https://status.example.com/
    - head: /
`);
    expect(probeSteps(plan).map(({ path }) => path)).toEqual([
      '/questions?level=2',
      '/versions/${EXPECTED_VERSION}',
    ]);
  });
});
