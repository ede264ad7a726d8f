import { describe, expect, test } from '@jest/globals';
import { argo, argoDefaults, assessMetric, type Measurement } from '../../bench/verdict/peers/argo';
import { anyMinute } from '../../bench/verdict/peers/any-minute';
import { fisherTail } from '../../bench/verdict/peers/fisher';
import { intervalBelow } from '../../bench/verdict/peers/fixed-interval';
import { flagger } from '../../bench/verdict/peers/flagger';
import { kayenta } from '../../bench/verdict/peers/kayenta';
import { diagnose, releaseManager, releaseManagerDefaults } from '../../bench/verdict/peers/release-manager';
import type { Minute } from '../../bench/verdict/streams/stream';

/** A minute with 100 requests to each revision, of which so many fail. */
const minute = (
  candidateFailures: number,
  { requests = 100, stableFailures = 0, latencies = [] as number[] } = {},
): Minute => ({
  candidate: { requests, failures: candidateFailures, latencies },
  stable: { requests, failures: stableFailures, latencies },
  pairs: [],
});

const minutesOf = (...failures: number[]): Minute[] => failures.map((count) => minute(count));

describe('Flagger', () => {
  test('rolls back after interval x threshold when every check fails: 5 minutes', () => {
    expect(flagger(minutesOf(...Array<number>(10).fill(2)))).toEqual({ end: 'rollback', minutes: 5 });
  });

  test('counts failed checks for the whole analysis, whatever passes in between', () => {
    expect(flagger(minutesOf(2, 0, 2, 0, 2, 0, 2, 0, 2))).toEqual({ end: 'rollback', minutes: 9 });
    expect(flagger(minutesOf(2, 0, 2, 0, 2, 0, 2, 0, 0))).toEqual({ end: 'promote' });
  });

  test('lets a success rate of exactly the minimum pass', () => {
    expect(flagger(minutesOf(...Array<number>(10).fill(1)))).toEqual({ end: 'promote' });
  });

  test('fails a check that finds no values', () => {
    const silent = Array.from({ length: 5 }, () => minute(0, { requests: 0 }));
    expect(flagger(silent)).toEqual({ end: 'rollback', minutes: 5 });
  });

  test('fails a check whose 99th percentile is above the longest duration', () => {
    const slow = Array.from({ length: 5 }, () => minute(0, { latencies: [100, 100, 501] }));
    expect(flagger(slow)).toEqual({ end: 'rollback', minutes: 5 });
    expect(flagger(slow, { threshold: 5, minSuccessRate: 99 })).toEqual({ end: 'promote' });
  });
});

describe('Argo Rollouts', () => {
  const measurements = (...list: Measurement[]): Measurement[] => list;

  test('fails with more than failureLimit failed measurements, and not with as many', () => {
    const limits = { ...argoDefaults, failureLimit: 3 };
    const three = measurements('failed', 'successful', 'failed', 'failed');
    expect(assessMetric(three, limits)).toEqual({ phase: 'running', after: 4 });
    expect(assessMetric([...three, 'failed'], limits)).toEqual({ phase: 'failed', after: 5 });
  });

  test('fails at the first failed measurement without a failureLimit', () => {
    expect(assessMetric(measurements('successful', 'failed'), argoDefaults)).toEqual({
      phase: 'failed',
      after: 2,
    });
  });

  test('is inconclusive with more than inconclusiveLimit', () => {
    expect(assessMetric(measurements('inconclusive'), argoDefaults).phase).toBe('inconclusive');
    expect(assessMetric(measurements('inconclusive'), { ...argoDefaults, inconclusiveLimit: 1 }).phase).toBe(
      'running',
    );
  });

  test('is in error after more than 4 errors in a row', () => {
    const four = Array<Measurement>(4).fill('error');
    expect(assessMetric([...four, 'successful', ...four], argoDefaults).phase).toBe('running');
    expect(assessMetric([...four, 'error'], argoDefaults)).toEqual({ phase: 'error', after: 5 });
  });

  test("aborts at the fourth failed measurement of its documentation's template, after 20 minutes", () => {
    expect(argo(minutesOf(...Array<number>(30).fill(2)))).toEqual({ end: 'rollback', minutes: 20 });
  });
});

describe("Google's Cloud Run Release Manager", () => {
  // The cases of internal/health/health_test.go, as far as they are about what the rule looks at.
  const criteria = { ...releaseManagerDefaults, minRequests: 0, latencyP99: 500, maxErrorRate: 1 };

  test('calls a value that equals its threshold healthy', () => {
    expect(diagnose([minute(1, { latencies: [500] })], criteria)).toBe('healthy');
  });

  test('is unhealthy when the latency or the error rate is above its threshold', () => {
    expect(diagnose([minute(0, { latencies: [500] })], { ...criteria, latencyP99: 499 })).toBe('unhealthy');
    expect(diagnose([minute(1)], { ...criteria, maxErrorRate: 0.95 })).toBe('unhealthy');
  });

  test('is inconclusive with too few requests, whatever the latency is', () => {
    const window = [minute(0, { requests: 800, latencies: [750] })];
    expect(diagnose(window, { ...criteria, minRequests: 1000 })).toBe('inconclusive');
  });

  test('rolls back at the first unhealthy look', () => {
    expect(releaseManager(minutesOf(0, 1, 3))).toEqual({ end: 'rollback', minutes: 3 });
  });

  test('forgets what is older than the last 30 minutes', () => {
    const once = minutesOf(...Array<number>(29).fill(1), 2, ...Array<number>(29).fill(1));
    expect(releaseManager(once)).toMatchObject({ end: 'rollback', minutes: 30 });
    const earlier = minutesOf(...Array<number>(10).fill(0), ...Array<number>(30).fill(1), 2);
    expect(releaseManager(earlier)).toMatchObject({ end: 'rollback', minutes: 41 });
  });

  test('neither promotes nor rolls back who never had enough requests', () => {
    expect(releaseManager([minute(5, { requests: 50 })])).toEqual({ end: 'hold' });
  });
});

describe('Kayenta', () => {
  test('cannot fail a canary at the first interval when the rates are alike', () => {
    const alike = Array.from({ length: 30 }, (_, index) =>
      minute(index % 4, { stableFailures: (index + 2) % 4 }),
    );
    expect(kayenta(alike)).toEqual({ end: 'promote' });
  });

  test('rolls back with five minutes of which each is worse than all of stable', () => {
    const worse = Array.from({ length: 5 }, (_, index) => minute(20 + index, { stableFailures: index }));
    expect(kayenta(worse)).toEqual({ end: 'rollback', minutes: 5 });
  });

  test('fails a canary without any data: all of its metrics have none', () => {
    const silent = Array.from({ length: 5 }, () => minute(0, { requests: 0 }));
    expect(kayenta(silent)).toEqual({ end: 'rollback', minutes: 5 });
  });
});

describe('the rules that people write themselves', () => {
  test("Fisher's test of the lady tasting tea: 17/70, and 1/70 for all four", () => {
    const three = fisherTail({ requests: 4, failures: 3 }, { requests: 4, failures: 1 });
    expect(three).toBeCloseTo(17 / 70, 12);
    const four = fisherTail({ requests: 4, failures: 4 }, { requests: 4, failures: 0 });
    expect(four).toBeCloseTo(1 / 70, 12);
  });

  test('299 requests without a failure exclude 1 %, 298 do not: the rule of three', () => {
    expect(intervalBelow({ requests: 298, failures: 0 }, 0.01)).toBe(false);
    expect(intervalBelow({ requests: 299, failures: 0 }, 0.01)).toBe(true);
  });

  test('one failure among twenty requests is more than 1 % in that minute', () => {
    const quiet = [minute(0, { requests: 20 }), minute(1, { requests: 20 })];
    expect(anyMinute(quiet)).toEqual({ end: 'rollback', minutes: 2 });
  });
});
