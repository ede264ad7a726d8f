import { afterEach, describe, expect, test } from '@jest/globals';
import { ProbeLedger, readTraffic, SplitHistory, watchTraffic } from '../../lib/metrics';
import type { Traffic, TrafficKind, TrafficWatch, TrafficWish } from '../../lib/metrics';
import { UserError } from '../../lib/runner';
import { environmentOf } from '../../lib/runner/environment';
import { at, MINUTE, NOON, openMetricsBed } from './metrics-bed';
import type { MetricsBed } from './metrics-bed';

let bed: MetricsBed;
afterEach(() => bed.close());

const wish = (overrides: Partial<TrafficWish> = {}): TrafficWish => ({
  at,
  kind: 'auto',
  own: [],
  ...overrides,
});

async function trafficOf(overrides: Partial<TrafficWish> = {}): Promise<Traffic> {
  const traffic = await readTraffic(bed.caller, wish(overrides), 'app-old');
  if ('none' in traffic) throw new Error(traffic.none);
  return traffic;
}

interface Watched {
  watch: TrafficWatch;
  ledger: ProbeLedger;
  told: string[];
}

/** A watch that begins at noon, over all the coins there are. */
function watchOf(traffic: Traffic, coins = ['failed', 'refused', 'slow']): Watched {
  const told: string[] = [];
  const ledger = new ProbeLedger();
  const watch = watchTraffic({
    ...{ candidate: 'app-new', stable: 'app-old', ledger, splits: new SplitHistory(), coins: new Set(coins) },
    sources: traffic.sources(['https://candidate---app.example', 'https://stable---app.example']),
    slowerThan: traffic.slowerThan,
    since: NOON,
    tell: (line) => told.push(line),
  });
  return { watch, ledger, told };
}

const minutesOf = async (watch: TrafficWatch, minute: number): Promise<unknown[]> => {
  bed.goTo(minute);
  const evidence = await watch.newest(NOON + minute * MINUTE);
  return evidence.map((each) =>
    each.kind === 'minute'
      ? [
          (each.start - NOON) / MINUTE,
          each.coin,
          each.candidate.failures,
          each.candidate.requests,
          each.stable.failures,
          each.stable.requests,
        ]
      : each,
  );
};

const hour = (): void => {
  for (let minute = -40; minute < 0; minute += 1) {
    bed.serve({ revision: 'app-old', minute, requests: 59 });
    bed.serve({ revision: 'app-old', minute, requests: 1, millis: 900 });
    // Ten failures in one minute of ten: in bursts.
    if (minute % 10 === 0) bed.serve({ revision: 'app-old', minute, requests: 10, status: 503 });
  }
  bed.goTo(4);
};

describe('the hour before', () => {
  test('gives rates, requests a minute, bursts and the p95 of the revision that serves', async () => {
    bed = await openMetricsBed();
    hour();
    const { baseline, slowerThan } = await trafficOf({ latency: 300 });
    expect(baseline.minutes).toBe(40);
    expect(baseline.requestsPerMinute).toBeCloseTo(61);
    expect(baseline.coins['failed']?.rate).toBeCloseTo(40 / 2440);
    expect(baseline.coins['failed']?.overdispersion).toBeGreaterThan(5);
    expect(baseline.coins['refused']).toEqual({ requests: 2440, rate: 0, overdispersion: 1 });
    expect(baseline.p95).toBeGreaterThan(20);
    expect(baseline.p95).toBeLessThan(30);
    // The limit lies on a bound of the histogram, from where the buckets tell exactly.
    expect(slowerThan).toBeGreaterThanOrEqual(300);
    expect(slowerThan).toBeLessThan(450);
    expect(baseline.coins['slow']?.rate).toBeCloseTo(40 / 2440);
  });

  test('is the same by the request log', async () => {
    bed = await openMetricsBed();
    hour();
    const { baseline } = await trafficOf({ kind: 'logs', latency: 300 });
    expect(baseline.requestsPerMinute).toBeCloseTo(61);
    expect(baseline.coins['failed']?.rate).toBeCloseTo(40 / 2440);
    expect(baseline.coins['slow']?.rate).toBeCloseTo(40 / 2440);
  });
});

describe('minutes of real traffic', () => {
  test('come once each, when they have settled, without our own probes', async () => {
    bed = await openMetricsBed();
    const { watch, ledger } = watchOf(await trafficOf());
    bed.serve({ revision: 'app-old', minute: 0, requests: 50 });
    bed.serve({ revision: 'app-new', minute: 0, requests: 5 });
    bed.serve({ revision: 'app-new', minute: 0, requests: 2, status: 500 });
    bed.serve({ revision: 'app-new', minute: 0, requests: 3, status: 500, probe: true });
    for (let each = 0; each < 3; each += 1)
      ledger.add({ side: 'candidate', at: NOON + 1_000, status: 500, millis: 10 });
    bed.serve({ revision: 'app-old', minute: 1, requests: 40, status: 404 });

    expect(await minutesOf(watch, 4.9)).toEqual([]);
    expect(await minutesOf(watch, 5)).toEqual([
      [0, 'failed', 2, 7, 0, 50],
      [0, 'refused', 0, 7, 0, 50],
    ]);
    const asked = bed.monitoring.calls.length;
    expect(await minutesOf(watch, 5.5)).toEqual([]);
    expect(bed.monitoring.calls).toHaveLength(asked);
    expect(await minutesOf(watch, 6)).toEqual([
      [1, 'failed', 0, 0, 0, 40],
      [1, 'refused', 0, 0, 40, 40],
    ]);
  });

  test('are both revisions in one call', async () => {
    bed = await openMetricsBed();
    const { watch } = watchOf(await trafficOf(), ['failed', 'refused']);
    const before = bed.monitoring.calls.length;
    await minutesOf(watch, 6);
    expect(bed.monitoring.calls).toHaveLength(before + 1);
  });

  test('that are later than announced are counted when they are there, and once', async () => {
    bed = await openMetricsBed({ visibleAfterMs: 420_000 });
    const { watch } = watchOf(await trafficOf(), ['failed']);
    for (const minute of [0, 1, 2]) bed.serve({ revision: 'app-old', minute, requests: 10 + minute });
    expect(await minutesOf(watch, 6)).toEqual([]);
    expect(await minutesOf(watch, 8.1)).toEqual([[0, 'failed', 0, 0, 0, 10]]);
    expect(await minutesOf(watch, 10.1)).toEqual([
      [1, 'failed', 0, 0, 0, 11],
      [2, 'failed', 0, 0, 0, 12],
    ]);
    expect(await minutesOf(watch, 12)).toEqual([]);
  });

  test('by the request log leave out what came to a revision past the split', async () => {
    bed = await openMetricsBed();
    const { watch } = watchOf(await trafficOf({ kind: 'logs', latency: 300 }));
    bed.serve({ revision: 'app-old', minute: 0, requests: 8 });
    bed.serve({ revision: 'app-new', minute: 0, requests: 2, millis: 400 });
    bed.serve({ revision: 'app-new', minute: 0, requests: 6, status: 500, probe: true });
    expect(await minutesOf(watch, 3)).toEqual([
      [0, 'failed', 0, 2, 0, 8],
      [0, 'refused', 0, 2, 0, 8],
      [0, 'slow', 2, 2, 0, 8],
    ]);
  });

  test('go on after a failure that passes, which is told once', async () => {
    bed = await openMetricsBed();
    const { watch, told } = watchOf(await trafficOf(), ['failed']);
    bed.serve({ revision: 'app-old', minute: 0, requests: 8 });
    bed.monitoring.faults.add({ kind: 'status', call: /ListTimeSeries/, status: 503, times: 6 });
    expect(await minutesOf(watch, 6)).toEqual([]);
    expect(await minutesOf(watch, 7)).toEqual([]);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/metrics\/europe-west1.*could not be read.*Cloud Monitoring answered 503/);
    expect(await minutesOf(watch, 8)).toEqual([[0, 'failed', 0, 0, 0, 8]]);
  });
});

describe("a metric of the caller's", () => {
  const own = (name: string, kind: 'promql' | 'filter') => {
    const promql = (status: string): string =>
      `sum(increase(run_googleapis_com:request_count{monitored_resource="cloud_run_revision",revision_name="\${revision}"${status}}[1m]))`;
    const filter = (status: string): string =>
      `metric.type="run.googleapis.com/request_count" AND resource.type="cloud_run_revision" AND resource.labels.revision_name="\${revision}"${status}`;
    return kind === 'promql'
      ? { name, bad: { promql: promql(',response_code="500"') }, total: { promql: promql('') } }
      : {
          name,
          bad: { filter: filter(' AND metric.labels.response_code="500"') },
          total: { filter: filter('') },
        };
  };

  test.each(['promql', 'filter'] as const)('by %s is a coin of its own', async (kind) => {
    bed = await openMetricsBed();
    const { watch } = watchOf(await trafficOf({ kind: 'none', own: [own('tries', kind)] }), ['tries']);
    bed.serve({ revision: 'app-old', minute: 0, requests: 50 });
    bed.serve({ revision: 'app-new', minute: 0, requests: 6 });
    bed.serve({ revision: 'app-new', minute: 0, requests: 4, status: 500 });
    expect(await minutesOf(watch, 6)).toEqual([[0, 'tries', 4, 10, 0, 50]]);
  });
});

describe('where the numbers may not be read', () => {
  const nobody = { permissionsOf: () => new Set<string>() };

  test('probes decide alone, and it is said which role would help', async () => {
    bed = await openMetricsBed(nobody);
    const { none } = (await readTraffic(bed.caller, wish(), 'app-old')) as { none: string };
    expect(none).toMatch(/probes decide alone: Cloud Monitoring answered 403.*roles\/monitoring\.viewer/);
  });

  test.each<[TrafficKind, RegExp]>([
    ['metrics', /roles\/monitoring\.viewer/],
    ['logs', /roles\/logging\.viewer/],
  ])('the step fails where the caller has demanded %s', async (kind, remedy) => {
    bed = await openMetricsBed(nobody);
    const error: unknown = await readTraffic(bed.caller, wish({ kind }), 'app-old').catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(UserError);
    expect(error).toHaveProperty(
      'message',
      expect.stringMatching(/cannot be judged as it was asked for.*403/),
    );
    expect(error).toHaveProperty('remedy', expect.stringMatching(remedy));
  });

  test("nobody's real numbers are asked for where only Cloud Run is emulated", async () => {
    bed = await openMetricsBed();
    const variables = { SLUICE_CLOUD_RUN_ENDPOINT: 'http://127.0.0.1:9' };
    const caller = { ...bed.caller, variables, environment: environmentOf(variables) };
    expect(await readTraffic(caller, wish(), 'app-old')).toEqual({
      none: 'There is nothing to read the traffic of app from.',
    });
  });
});
