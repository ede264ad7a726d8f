import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { listenOnLoopback } from '../../emulators/server';
import type { LoopbackServer } from '../../emulators/server';
import {
  Code,
  backoff,
  codeOf,
  explained,
  googleAuth,
  isConflict,
  isNotFound,
  isTransient,
  retryRead,
} from '../../lib/google';
import { connectCloudRun } from '../../lib/cloudrun';
import type { Patience } from '../../lib/google';
import { UserError } from '../../lib/runner';

/** An error as Google's client library throws it. */
const apiError = (code: number, message = 'said the server'): Error =>
  Object.assign(new Error(message), { code });

/** A clock that only writes down for how long it was asked to sleep. */
function recorded(tries: number): { patience: Patience; slept: number[] } {
  const slept: number[] = [];
  const clock = {
    now: () => 0,
    sleep: (milliseconds: number) => {
      slept.push(milliseconds);
      return Promise.resolve();
    },
  };
  return { patience: { clock, random: () => 0.5, signal: new AbortController().signal, tries }, slept };
}

describe('the wait before another try', () => {
  test('is never shorter than the server asked for, never longer than a minute, and grows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(999), fc.nat(600), (tried, draw, seconds) => {
        const wait = backoff(tried, () => draw / 1000, seconds);
        expect(wait).toBeGreaterThanOrEqual(Math.min(60, seconds) * 1000);
        expect(wait).toBeLessThanOrEqual(60_000);
      }),
    );
    expect([1, 2, 3].map((tried) => backoff(tried, () => 0.5))).toEqual([500, 1_000, 2_000]);
  });
});

describe('a read', () => {
  test('is sent again until it is answered', async () => {
    const { patience, slept } = recorded(5);
    let sent = 0;
    const answer = await retryRead(() => {
      sent += 1;
      return sent < 3 ? Promise.reject(apiError(Code.UNAVAILABLE)) : Promise.resolve('there');
    }, patience);
    expect([answer, sent, slept]).toEqual(['there', 3, [500, 1_000]]);
  });

  test('is given up with the last error once the tries are used up', async () => {
    const { patience, slept } = recorded(3);
    const read = retryRead(() => Promise.reject(apiError(Code.UNAVAILABLE, 'still away')), patience);
    await expect(read).rejects.toThrow('still away');
    expect(slept).toHaveLength(2);
  });

  test.each([Code.PERMISSION_DENIED, Code.NOT_FOUND, Code.INVALID_ARGUMENT, Code.ABORTED])(
    'is not sent again after code %i, which another try does not mend',
    async (code) => {
      const { patience, slept } = recorded(3);
      await expect(retryRead(() => Promise.reject(apiError(code)), patience)).rejects.toMatchObject({ code });
      expect(slept).toEqual([]);
    },
  );
});

describe('over the wire, through the client library', () => {
  let server: LoopbackServer | undefined;
  afterEach(() => server?.close());

  /** Asks a server for a service; `answers` are given in turn, the last one for ever. */
  async function readFrom(
    ...answers: ((response: ServerResponse) => void)[]
  ): Promise<{ slept: number[]; found: unknown }> {
    let asked = 0;
    server = await listenOnLoopback(
      createServer((request, response) => {
        request.resume();
        answers[Math.min(asked, answers.length - 1)]?.(response);
        asked += 1;
      }),
    );
    const { patience, slept } = recorded(3);
    const at = { project: 'demo-project', region: 'europe-west1', service: 'app' };
    const cloudRun = connectCloudRun(at, {
      endpoint: new URL(server.url),
      auth: googleAuth({ anonymous: true }),
      patience,
    });
    return { found: await cloudRun.getService(), slept };
  }

  const refused =
    (status: number, headers: Record<string, string> = {}) =>
    (response: ServerResponse): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify({ error: { code: status, message: `status ${status}` } }));
    };
  const missing = refused(404);

  test('the Retry-After of an answer is respected', async () => {
    const { slept, found } = await readFrom(refused(429, { 'retry-after': '30' }), missing);
    expect([slept, found]).toEqual([[30_000], undefined]);
  });

  test.each(['soon', '-5', 'Fri, 31 Dec 1999 23:59:59 GMT'])(
    'a Retry-After of "%s" is no reason to fail',
    async (header) => {
      const { slept } = await readFrom(refused(503, { 'retry-after': header }), missing);
      expect(slept).toEqual([500]);
    },
  );

  test('a connection that breaks is tried again', async () => {
    const { slept, found } = await readFrom((response) => response.socket?.resetAndDestroy(), missing);
    expect([slept, found]).toEqual([[500], undefined]);
  });
});

describe('what an error means', () => {
  test.each([
    [
      'transient',
      isTransient,
      [Code.UNAVAILABLE, Code.RESOURCE_EXHAUSTED, Code.INTERNAL, Code.DEADLINE_EXCEEDED],
    ],
    ['a conflict', isConflict, [Code.ABORTED]],
    ['not found', isNotFound, [Code.NOT_FOUND]],
  ])('only these codes are %s', (_name, is, codes) => {
    const all = Object.values(Code);
    expect(all.filter((code) => is(apiError(code)))).toEqual(
      all.filter((code) => codes.some((each) => each === code)),
    );
  });

  test('an error of Node or none at all has no code', () => {
    const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    for (const other of [reset, new Error('x'), 'text', undefined, { code: 14 }]) {
      expect([codeOf(other), isTransient(other)]).toEqual([undefined, false]);
    }
  });
});

describe('an error for people', () => {
  test.each([
    [Code.UNAUTHENTICATED, /google-github-actions\/auth/],
    [Code.PERMISSION_DENIED, /roles\/run\.developer/],
    [Code.ALREADY_EXISTS, /run this again/],
    [Code.NOT_FOUND, /project, region, service or revision/],
    [Code.RESOURCE_EXHAUSTED, /quota/],
    [Code.UNAVAILABLE, /goes on from where it stands/],
    [Code.ABORTED, /let one writer finish/],
  ])('with code %i says what to do', (code, remedy) => {
    const cause = apiError(code, 'the reason');
    const told = explained(cause, 'The deploy of app');
    expect(told).toBeInstanceOf(UserError);
    if (!(told instanceof UserError)) return;
    expect([told.message, told.cause]).toEqual(['The deploy of app failed: the reason', cause]);
    expect(told.remedy).toMatch(remedy);
  });

  test('every code that we know has a remedy', () => {
    for (const code of Object.values(Code)) expect(explained(apiError(code), 'It')).toBeInstanceOf(UserError);
  });

  test('any other error stays as it is, with its stack', () => {
    const bug = new TypeError('x is not a function');
    expect(explained(bug, 'The deploy')).toBe(bug);
  });
});
