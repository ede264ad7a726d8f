import { describe, expect, test } from '@jest/globals';
import { explained } from '../../lib/github/explain';
import { faultOf } from '../../lib/github/faults';
import { isOurs, markerOf } from '../../lib/github/markers';

const now = Date.UTC(2026, 10, 21);

/** An error as Octokit throws it. */
function httpError(status: number, headers: Record<string, string> = {}, message = 'no'): Error {
  return Object.assign(new Error(message), { name: 'HttpError', status, response: { headers, data: {} } });
}

describe('what an error means', () => {
  test.each([
    ['a secondary limit with its wait', httpError(403, { 'retry-after': '7' }), 7_000],
    [
      'a primary limit until its reset',
      httpError(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 90) }),
      90_000,
    ],
    [
      'a secondary limit without a wait',
      httpError(403, {}, 'You have exceeded a secondary rate limit'),
      60_000,
    ],
    ['too many requests', httpError(429), 60_000],
  ])('%s', (_, error, waitMilliseconds) => {
    expect(faultOf(error, now)).toEqual({ kind: 'limited', waitMilliseconds });
  });

  test.each([
    [500, 'unanswered'],
    [503, 'unanswered'],
    [403, 'final'],
    [404, 'final'],
    [422, 'final'],
  ])('%i is %s', (status, kind) => {
    expect(faultOf(httpError(status), now).kind).toBe(kind);
  });

  test('what is not an answer of GitHub is left alone', () => {
    const error = new TypeError('a mistake of ours');
    expect(faultOf(error, now)).toEqual({ kind: 'final' });
    expect(explained(error, 'Trying')).toBe(error);
  });
});

describe('what to do', () => {
  test('the permission that GitHub would have accepted, as it is written in a workflow', () => {
    const error = httpError(403, {
      'x-accepted-github-permissions': 'pull_requests=write,contents=read; issues=write',
    });
    expect(explained(error, 'Trying')).toMatchObject({
      remedy: expect.stringContaining('`pull-requests: write` and `contents: read`'),
    });
  });

  test('a permission that GitHub does not name', () => {
    expect(explained(httpError(403), 'Trying')).toMatchObject({
      remedy: expect.stringContaining('permissions:'),
    });
  });
});

describe('markers', () => {
  test('a key cannot end the HTML comment that it stands in', () => {
    expect(markerOf('a-->b--c')).toBe('<!-- sluice:a-b-c -->');
  });

  test('only what a bot wrote, and begins with the marker, is ours', () => {
    const marker = markerOf('plan');
    expect(isOurs({ body: `${marker}\nx`, user: { type: 'Bot' } }, marker)).toBe(true);
    expect(isOurs({ body: `${marker}\nx`, user: { type: 'User' } }, marker)).toBe(false);
    expect(isOurs({ body: `> ${marker}`, user: { type: 'Bot' } }, marker)).toBe(false);
    expect(isOurs({ body: null, user: null }, marker)).toBe(false);
  });
});
