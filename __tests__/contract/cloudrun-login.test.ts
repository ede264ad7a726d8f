import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { listenOnLoopback } from '../../emulators/server';
import type { LoopbackServer } from '../../emulators/server';
import { renewLogin } from '../../lib/cloudrun/login';
import { googleAuth } from '../../lib/google';
import type { GoogleAuth, Patience } from '../../lib/google';
import { UserError } from '../../lib/runner';

/** How the token service answers, one after the other; the last one goes for all that follow. */
type Answer = { seconds: number } | { status: number };

let folder: string;
let server: LoopbackServer;
let answers: Answer[];
let issued: number;
let waited: number;

const patience: Patience = {
  clock: {
    now: () => Date.now(),
    sleep: () => {
      waited += 1;
      return Promise.resolve();
    },
  },
  random: () => 0.5,
  signal: new AbortController().signal,
  tries: 4,
};

function answer(response: ServerResponse): void {
  const next = answers.length > 1 ? answers.shift() : answers[0];
  if (!next || 'status' in next) {
    response
      .writeHead(next?.status ?? 500, { 'content-type': 'application/json' })
      .end('{"error":"invalid_grant"}');
    return;
  }
  issued += 1;
  const token = {
    access_token: `token-${issued}`,
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    token_type: 'Bearer',
    expires_in: next.seconds,
  };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(token));
}

beforeEach(async () => {
  [issued, waited] = [0, 0];
  folder = await mkdtemp(join(tmpdir(), 'login-'));
  server = await listenOnLoopback(
    createServer((request, response) => {
      request.resume().once('end', () => {
        answer(response);
      });
    }),
  );
  const subject = join(folder, 'subject');
  await writeFile(subject, 'a token of the job');
  const credentials = join(folder, 'credentials.json');
  // As google-github-actions/auth leaves it.
  await writeFile(
    credentials,
    JSON.stringify({
      type: 'external_account',
      audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/g',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: `${server.url}/token`,
      credential_source: { file: subject },
    }),
  );
  process.env['GOOGLE_APPLICATION_CREDENTIALS'] = credentials;
  // Without it the library asks for the project with a token of its own.
  process.env['GOOGLE_CLOUD_PROJECT'] = 'shop-prod';
});
afterEach(async () => {
  delete process.env['GOOGLE_APPLICATION_CREDENTIALS'];
  delete process.env['GOOGLE_CLOUD_PROJECT'];
  await Promise.all([server.close(), rm(folder, { recursive: true })]);
});

const auth = (): GoogleAuth => googleAuth({ anonymous: false });

describe('before traffic moves', () => {
  test('a login that ends within minutes is renewed, and one that lasts is not', async () => {
    answers = [{ seconds: 200 }, { seconds: 3_600 }];
    const login = auth();
    for (const expected of [1, 2, 2, 2]) {
      await renewLogin(login, patience);
      expect(issued).toBe(expected);
    }
    expect(await login.getAccessToken()).toBe('token-2');
  });

  test('a token service that is in trouble is asked again', async () => {
    // The library asks four times by itself.
    answers = [...Array.from({ length: 6 }, () => ({ status: 503 })), { seconds: 3_600 }];
    await renewLogin(auth(), patience);
    expect(issued).toBe(1);
    expect(waited).toBe(1);
  });

  test('one that refuses is an error that says what to do, and names no token', async () => {
    answers = [{ status: 400 }];
    const refusal = await renewLogin(auth(), patience).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UserError);
    expect(refusal).toMatchObject({
      message: expect.stringMatching(/could not be renewed, so the traffic is not moved/),
      remedy: expect.stringContaining('id-token: write'),
    });
    expect(String(refusal)).not.toContain('a token of the job');
    expect(waited).toBe(0);
  });
});
