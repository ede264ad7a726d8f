import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { listenOnLoopback } from '../../emulators/server';
import type { LoopbackServer } from '../../emulators/server';
import { createApp } from '../../examples/mathapp/src/app';
import { ambient } from '../../examples/mathapp/src/parts';
import { poolsOn } from '../../examples/mathapp/src/postgres';
import { postgresReads } from '../../examples/mathapp/src/postgres-reads';
import { postgresRepository } from '../../examples/mathapp/src/postgres-repository';
import { signedTokens } from '../../examples/mathapp/src/tokens';
import { startMathappServer } from '../mathapp-database';
import type { MathappServer } from '../mathapp-database';

const day = 86_400_000;
const account = { email: 'ada@example.com', password: 'correct horse' };

let database: MathappServer;
let url: string;
let now: number;
let reported: unknown[];
let instances: { server: LoopbackServer; close: () => Promise<void> }[];

beforeAll(async () => {
  database = await startMathappServer();
});
afterAll(() => database.stop());

beforeEach(async () => {
  url = await database.newDatabase();
  now = Date.UTC(2026, 10, 3, 12);
  reported = [];
  instances = [];
});

afterEach(async () => {
  await Promise.all(instances.map(({ server }) => server.close()));
  await Promise.all(instances.map(({ close }) => close()));
});

/** One more instance of the service on the store that all instances of a test share. */
async function startInstance(version = '1.0.0'): Promise<string> {
  const pools = poolsOn(url);
  const pool = pools.open();
  const repository = postgresRepository(pool, postgresReads(pool));
  const clock = (): number => now;
  const app = createApp({
    ...ambient,
    repository,
    tokens: signedTokens('a secret of the tests', clock),
    version,
    revision: 'mathapp-00001',
    now: clock,
    report: (error) => reported.push(error),
  });
  const server = await listenOnLoopback(createServer(app));
  instances.push({ server, close: () => pools.close() });
  return server.url;
}

type Answer = { status: number; body: Record<string, unknown> };

async function send(url: string, method: string, body?: unknown, token?: string): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

async function logIn(url: string, as = account): Promise<string> {
  await send(`${url}/auth/register`, 'POST', as);
  const { body } = await send(`${url}/auth/login`, 'POST', as);
  return String(body['token']);
}

const asked = z.object({
  id: z.string(),
  questions: z.array(z.object({ number: z.number(), prompt: z.string() })),
});
type Asked = z.infer<typeof asked>;

async function startSession(url: string, token: string, count: number): Promise<Asked> {
  const { body } = await send(`${url}/sessions`, 'POST', { level: 2, count }, token);
  return asked.parse(body);
}

function solve(prompt: string): number {
  const [first = 0, second = 0] = prompt.split(/ [-+*/] /).map(Number);
  if (prompt.includes('+')) return first + second;
  if (prompt.includes('*')) return first * second;
  return prompt.includes('/') ? first / second : first - second;
}

describe('accounts', () => {
  test('a registered user logs in, also on another instance, and others do not', async () => {
    const [one, other] = [await startInstance(), await startInstance()];
    expect(await send(`${one}/auth/register`, 'POST', account)).toMatchObject({
      status: 201,
      body: { email: account.email },
    });
    expect((await send(`${other}/auth/login`, 'POST', account)).status).toBe(200);
    const wrong = await send(`${other}/auth/login`, 'POST', { ...account, password: 'wrong horse' });
    const unknown = await send(`${other}/auth/login`, 'POST', { ...account, email: 'eve@example.com' });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(unknown.body).toEqual(wrong.body);
  });

  test('an address is registered once, however it is written', async () => {
    const url = await startInstance();
    const again = { ...account, email: 'ADA@example.com' };
    const answers = await Promise.all([
      send(`${url}/auth/register`, 'POST', account),
      send(`${url}/auth/register`, 'POST', again),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test('a token is refused once it has expired or when it was altered', async () => {
    const url = await startInstance();
    const token = await logIn(url);
    const [header, , signature] = token.split('.');
    const claims = Buffer.from(JSON.stringify({ sub: 'somebody', exp: 9_999_999_999 })).toString('base64url');
    const forged = `${String(header)}.${claims}.${String(signature)}`;
    expect((await send(`${url}/me/streak`, 'GET', undefined, forged)).status).toBe(401);
    expect((await send(`${url}/me/streak`, 'GET', undefined, token)).status).toBe(200);
    now += 3_600_001;
    expect(await send(`${url}/me/streak`, 'GET', undefined, token)).toMatchObject({
      status: 401,
      body: { error: { code: 'unauthenticated', message: expect.stringContaining('expired') } },
    });
  });
});

describe('sessions', () => {
  test('are answered, submitted once and scored', async () => {
    const url = await startInstance();
    const token = await logIn(url);
    const { id, questions } = await startSession(url, token, 4);
    for (const { number, prompt } of questions) {
      const answer = number === 1 ? solve(prompt) + 1 : solve(prompt);
      expect((await send(`${url}/sessions/${id}/answers`, 'POST', { number, answer }, token)).status).toBe(
        200,
      );
    }
    const submitted = await send(`${url}/sessions/${id}/submit`, 'POST', undefined, token);
    expect(submitted).toEqual({ status: 200, body: { score: 3, total: 4 } });

    const late = { number: 1, answer: solve(questions[0]?.prompt ?? '') };
    expect((await send(`${url}/sessions/${id}/answers`, 'POST', late, token)).status).toBe(409);
    expect(await send(`${url}/sessions/${id}/submit`, 'POST', undefined, token)).toEqual(submitted);
  });

  test('belong to one user: to another they do not exist', async () => {
    const url = await startInstance();
    const { id } = await startSession(url, await logIn(url), 1);
    const eve = await logIn(url, { email: 'eve@example.com', password: 'battery staple' });
    const answer = { number: 1, answer: 1 };
    const attempts = [
      await send(`${url}/sessions/${id}/answers`, 'POST', answer, eve),
      await send(`${url}/sessions/${id}/submit`, 'POST', undefined, eve),
      await send(`${url}/sessions/${id}`, 'DELETE', undefined, eve),
    ];
    expect(attempts.map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  test('are gone once deleted', async () => {
    const url = await startInstance();
    const token = await logIn(url);
    const { id } = await startSession(url, token, 1);
    expect((await send(`${url}/sessions/${id}`, 'DELETE', undefined, token)).status).toBe(204);
    expect((await send(`${url}/sessions/${id}`, 'DELETE', undefined, token)).status).toBe(404);
  });
});

describe('the streak', () => {
  test('grows day by day, outlives the night and ends after a day without practice', async () => {
    const url = await startInstance();
    const practise = async (): Promise<void> => {
      const token = await logIn(url);
      const { id } = await startSession(url, token, 1);
      await send(`${url}/sessions/${id}/submit`, 'POST', undefined, token);
    };
    const streak = async (): Promise<unknown> => {
      const { body } = await send(`${url}/me/streak`, 'GET', undefined, await logIn(url));
      return body['days'];
    };
    expect(await streak()).toBe(0);
    await practise();
    await practise();
    expect(await streak()).toBe(1);
    now += day;
    expect(await streak()).toBe(1);
    await practise();
    expect(await streak()).toBe(2);
    now += 2 * day;
    expect(await streak()).toBe(0);
    await practise();
    expect(await streak()).toBe(1);
  });
});

describe('visitors', () => {
  test('see the version that serves them', async () => {
    const url = await startInstance('2.1.0');
    expect(await send(`${url}/health`, 'GET')).toEqual({
      status: 200,
      body: { status: 'ok', version: '2.1.0', revision: 'mathapp-00001' },
    });
  });

  test('get questions of the level they ask for, without the answers', async () => {
    const url = await startInstance();
    const { status, body } = await send(`${url}/questions?level=4&count=30`, 'GET');
    expect(status).toBe(200);
    const questions = body['questions'] as { prompt: string }[];
    expect(questions).toHaveLength(30);
    for (const { prompt } of questions) {
      expect(prompt).toMatch(/^\d+ [*/] \d+$/);
      expect(Number.isInteger(solve(prompt))).toBe(true);
    }
    expect(JSON.stringify(body)).not.toContain('answer');
  });

  test.each([
    ['GET', '/questions?level=9', undefined, 400, '"level" must be a whole number from 1 to 4'],
    ['GET', '/questions?count=1.5', undefined, 400, '"count" must be a whole number from 1 to 50'],
    ['POST', '/auth/register', { email: 'ada', password: 'correct horse' }, 400, '"email" must be'],
    ['POST', '/auth/register', { email: 'a@b.c', password: 'short' }, 400, '"password" must be a text of 8'],
    ['POST', '/auth/login', '{"email":', 400, 'JSON'],
    ['POST', '/auth/login', undefined, 400, 'Send a JSON object'],
    ['POST', '/sessions', {}, 401, 'authorization: Bearer'],
    ['GET', '/nowhere', undefined, 404, 'GET /nowhere'],
  ])('are told what is wrong with %s %s %j', async (method, path, body, status, message) => {
    const url = await startInstance();
    const answer = await send(`${url}${path}`, method, body);
    expect(answer).toMatchObject({ status, body: { error: { message: expect.stringContaining(message) } } });
    expect(reported).toEqual([]);
  });
});
