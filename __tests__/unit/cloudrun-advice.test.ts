import { describe, expect, test } from '@jest/globals';
import { advice } from '../../lib/cloudrun';
import type { Condition } from '../../lib/cloudrun';

const conditionOf = (reason: string, message = ''): Condition => ({
  type: 'Ready',
  succeeded: false,
  failed: true,
  reason,
  message,
});

describe('advice on a revision that does not become ready', () => {
  test.each([
    ['CONTAINER_MISSING', /does not exist/],
    ['CONTAINER_PERMISSION_DENIED', /artifactregistry\.reader/],
    ['CONTAINER_IMAGE_UNAUTHORIZED', /artifactregistry\.reader/],
    ['SECRETS_ACCESS_CHECK_FAILED', /secretmanager\.secretAccessor/],
    ['HEALTH_CHECK_CONTAINER_ERROR', /listen on \$PORT/],
    ['PROGRESS_DEADLINE_EXCEEDED', /took too long/],
    ['ACTIVE_REVISION_LIMIT_REACHED', /remove tags/],
    ['VPC_NETWORK_NOT_FOUND', /network or connector/],
  ])('%s says what Cloud Run said and what to do', (reason, remedy) => {
    const told = advice(conditionOf(reason, 'what it said'));
    expect(told).toContain(`${reason}: what it said`);
    expect(told).toMatch(remedy);
  });

  test('a reason that is not known is told as it is, and none is said to be none', () => {
    expect(advice(conditionOf('SOMETHING_NEW', 'read on'))).toBe('SOMETHING_NEW: read on');
    expect(advice(conditionOf('', ''))).toBe('Cloud Run gave no reason');
    expect(advice(undefined)).toBe('Cloud Run gave no reason');
  });
});
