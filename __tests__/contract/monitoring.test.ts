import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Bed } from './monitoring-bed';
import {
  counts,
  minute,
  noon,
  onePage,
  openBed,
  query,
  requestCount,
  requestLatencies,
  served,
  summedBy,
  transports,
} from './monitoring-bed';

const byRevisionAndClass = summedBy('resource.labels.revision_name', 'metric.labels.response_code_class');

describe.each(transports)('Cloud Monitoring over %s', (transport) => {
  let bed: Bed;
  beforeEach(async () => {
    bed = await openBed(transport);
  });
  afterEach(() => bed.close());

  test('sums requests by revision and class, the newest minute first', async () => {
    for (const status of [200, 201, 302, 404, 499, 500, 503]) bed.monitoring.record(served({ status }));
    bed.monitoring.record(served({ revision: 'app-2', status: 500, at: noon + 1.5 * minute }));
    bed.monitoring.record(served({ revision: 'app-2', status: 502, at: noon + 0.5 * minute }));
    bed.clock.at = noon + 10 * minute;

    const series = await bed.list(byRevisionAndClass);

    expect(counts(series)).toEqual({
      'app-1 2xx': { 1: 2 },
      'app-1 3xx': { 1: 1 },
      'app-1 4xx': { 1: 2 },
      'app-1 5xx': { 1: 2 },
      'app-2 5xx': { 1: 1, 2: 1 },
    });
    const last = series.at(-1);
    expect(last?.points?.map(({ interval }) => Number(interval?.endTime?.seconds) - noon / 1000)).toEqual([
      120, 60,
    ]);
    expect(last?.metricKind).toBe('DELTA');
    expect(last?.valueType).toBe('INT64');
  });

  test('gives raw points with the labels of the revision', async () => {
    bed.monitoring.record(served());
    bed.clock.at = noon + 10 * minute;

    const [series, ...more] = await bed.list();

    expect(more).toEqual([]);
    expect(series?.metric?.labels).toEqual({ response_code: '200', response_code_class: '2xx' });
    expect(series?.resource).toEqual({
      type: 'cloud_run_revision',
      labels: {
        project_id: 'demo',
        location: 'europe-west1',
        service_name: 'app',
        revision_name: 'app-1',
        configuration_name: 'app',
      },
    });
    expect(series?.points?.[0]?.interval).toEqual({
      startTime: { seconds: String(noon / 1000), nanos: 1_000_000 },
      endTime: { seconds: String(noon / 1000 + 60), nanos: 0 },
    });
  });

  test('tells the distribution of latencies in the buckets that the point names', async () => {
    const latencies = [0.2, 1, 12, 250, 250, 4_000];
    for (const milliseconds of latencies) bed.monitoring.record(served({ milliseconds }));
    bed.clock.at = noon + 10 * minute;

    const [series] = await bed.list({ filter: requestLatencies, ...summedBy() });

    const distribution = series?.points?.[0]?.value?.distributionValue;
    expect(Number(distribution?.count)).toBe(latencies.length);
    expect(distribution?.mean).toBeCloseTo(latencies.reduce((sum, one) => sum + one) / latencies.length, 9);
    const { growthFactor, scale } = distribution?.bucketOptions?.exponentialBuckets ?? {};
    const inBuckets = (distribution?.bucketCounts ?? []).map(Number);
    for (const bound of [1, 100, 1_000]) {
      const index = Math.ceil(Math.log(bound / Number(scale)) / Math.log(Number(growthFactor)));
      const edge = Number(scale) * Number(growthFactor) ** index;
      const below = inBuckets.slice(0, index + 1).reduce((sum, count) => sum + count, 0);
      expect(below).toBe(latencies.filter((latency) => latency < edge).length);
    }
    expect(inBuckets.at(-1)).toBe(1);
  });

  test('shows nothing of a minute before its delay is over, and all of it after', async () => {
    bed.monitoring.record(served());
    bed.clock.at = noon + minute + 179_999;
    expect(await bed.list()).toEqual([]);

    bed.clock.at += 1;
    expect(counts(await bed.list(byRevisionAndClass))).toEqual({ 'app-1 2xx': { 1: 1 } });
  });

  test('does not count what reached no instance', async () => {
    bed.monitoring.record(served({ revision: null, status: 503 }));
    bed.monitoring.record(served({ instance: null, status: 429 }));
    bed.clock.at = noon + 10 * minute;

    expect(await bed.list()).toEqual([]);
  });

  test('pages through points without losing or repeating one, as of the first page', async () => {
    for (const nth of [0, 1, 2, 3, 4]) {
      bed.monitoring.record(served({ at: noon + (nth + 0.5) * minute }));
      bed.monitoring.record(served({ at: noon + (nth + 0.5) * minute, status: 500 }));
    }
    bed.clock.at = noon + 7 * minute;
    const ask = { ...query({ pageSize: 3, ...byRevisionAndClass }) };

    const seen: string[] = [];
    let pages = 0;
    for (let pageToken = ''; pages === 0 || pageToken !== ''; pages += 1) {
      const [series, , response] = await bed.client.listTimeSeries({ ...ask, pageToken }, onePage);
      for (const [name, points] of Object.entries(counts(series)))
        seen.push(...Object.keys(points).map((end) => `${name} ${end}`));
      expect(seen.length).toBeLessThanOrEqual(3 * (pages + 1));
      pageToken = response.nextPageToken ?? '';
      // A minute becomes visible meanwhile; it belongs to the next query.
      bed.clock.at = noon + 8 * minute;
    }

    expect(pages).toBe(3);
    expect(seen.sort()).toEqual(
      ['app-1 2xx', 'app-1 5xx'].flatMap((name) => [1, 2, 3, 4].map((end) => `${name} ${end}`)),
    );
  });
});

describe('What a query selects', () => {
  let bed: Bed;
  beforeEach(async () => {
    bed = await openBed();
    for (const revision of ['app-1', 'app-2', 'app-10']) {
      bed.monitoring.record(served({ revision }));
      bed.monitoring.record(served({ revision, status: 503 }));
    }
    bed.monitoring.record(served({ revision: 'web-1', service: 'web', location: 'us-central1' }));
    bed.monitoring.record(served({ project: 'other' }));
    bed.clock.at = noon + 10 * minute;
  });
  afterEach(() => bed.close());

  test.each([
    ['resource.type="cloud_run_revision"', 7],
    ['resource.labels.service_name="app"', 6],
    ['resource.label.service_name=app', 6],
    ['resource.labels.location="us-central1"', 1],
    ['resource.labels.revision_name = one_of("app-1", "app-2")', 4],
    ['resource.labels.revision_name = starts_with("app-1")', 4],
    ['metric.labels.response_code_class="5xx"', 3],
    ['metric.labels.response_code!="503"', 4],
    ['(resource.labels.revision_name="app-1" OR resource.labels.revision_name="web-1")', 3],
    ['NOT metric.label."response_code"="503" resource.labels.service_name="app"', 3],
    ['resource.labels.revision_name = monitoring.regex.full_match("app-[0-9]")', 4],
    ['project="demo" AND resource.labels.service_name="none"', 0],
  ])('%s: %i series', async (restriction, expected) => {
    expect(await bed.list({ filter: `${requestCount} AND ${restriction}` })).toHaveLength(expected);
  });

  test('an interval leaves its start out and takes its end in', async () => {
    const at = (minutes: number): { seconds: number } => ({ seconds: noon / 1000 + minutes * 60 });
    expect(await bed.list({ interval: { startTime: at(1), endTime: at(2) } })).toEqual([]);
    expect(await bed.list({ interval: { startTime: at(0), endTime: at(1) } })).toHaveLength(7);
  });

  test('headers come without points', async () => {
    const series = await bed.list({ view: 'HEADERS' });
    expect(series).toHaveLength(7);
    expect(series.flatMap(({ points }) => points ?? [])).toEqual([]);
  });

  test('rates are by the second, and need no sum', async () => {
    const aggregation = { alignmentPeriod: { seconds: 120 }, perSeriesAligner: 'ALIGN_RATE' } as const;
    const [series] = await bed.list({ aggregation });
    expect(series?.valueType).toBe('DOUBLE');
    expect(series?.metricKind).toBe('GAUGE');
    expect(series?.points?.[0]?.value?.doubleValue).toBeCloseTo(1 / 120, 12);
  });

  test('periods are counted back from the end of the interval', async () => {
    const endTime = { seconds: noon / 1000 + 90 };
    const [series] = await bed.list({
      interval: { startTime: { seconds: noon / 1000 - 90 }, endTime },
      aggregation: { alignmentPeriod: { seconds: 60 }, perSeriesAligner: 'ALIGN_SUM' },
    });
    expect(series?.points).toHaveLength(1);
    expect(Number(series?.points?.[0]?.interval?.endTime?.seconds)).toBe(endTime.seconds);
  });
});

test('some points come later than the others, always the same for a seed', async () => {
  const arrivals = async (seed: string): Promise<number[]> => {
    const bed = await openBed('REST', { late: { share: 0.5, byMs: 5 * minute, seed } });
    for (let nth = 0; nth < 10; nth += 1) bed.monitoring.record(served({ at: noon + nth * minute + 1 }));
    bed.clock.at = noon + 13 * minute;
    const early = Object.keys(counts(await bed.list(byRevisionAndClass))['app-1 2xx'] ?? {}).map(Number);
    bed.clock.at += 5 * minute;
    expect(Object.keys(counts(await bed.list(byRevisionAndClass))['app-1 2xx'] ?? {})).toHaveLength(10);
    await bed.close();
    return early;
  };

  const first = await arrivals('one');
  expect(first.length).toBeGreaterThan(0);
  expect(first.length).toBeLessThan(10);
  expect(await arrivals('one')).toEqual(first);
  expect(await arrivals('another')).not.toEqual(first);
});

test('a descriptor tells how often the metric is sampled, and how late it is seen', async () => {
  const bed = await openBed('REST', { visibleAfterMs: 240_000 });
  const name = 'projects/demo/metricDescriptors/run.googleapis.com/request_latencies';
  const [descriptor] = await bed.client.getMetricDescriptor({ name });
  expect(descriptor).toMatchObject({
    metricKind: 'DELTA',
    valueType: 'DISTRIBUTION',
    unit: 'ms',
    metadata: { samplePeriod: { seconds: '60' }, ingestDelay: { seconds: '240' } },
  });
  await bed.close();
});
