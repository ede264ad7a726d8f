import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startMonitoring } from '../../emulators/monitoring';
import type { Bed } from './monitoring-bed';
import { manualClock, minute, noon, openBed, requestCount, requestLatencies, served } from './monitoring-bed';

const span = { 'interval.startTime': '2026-11-20T12:00:00Z', 'interval.endTime': '2026-11-20T12:10:00Z' };
/** The path of a list; a parameter that is empty is left out. */
function list(parameters: Record<string, string>): string {
  const all = Object.entries({ filter: requestCount, ...span, ...parameters });
  return `/v3/projects/demo/timeSeries?${new URLSearchParams(all.filter(([, value]) => value !== '')).toString()}`;
}

const error = (status: string, message: unknown): unknown => ({
  error: expect.objectContaining({ status, message }) as unknown,
});

describe('A request that Cloud Monitoring refuses', () => {
  let bed: Bed;
  beforeEach(async () => {
    bed = await openBed();
    bed.monitoring.record(served());
    bed.clock.at = noon + 10 * minute;
  });
  afterEach(() => bed.close());

  test.each([
    ['metric.type=', /^Field filter had an invalid value of "metric.type=": Could not parse filter/],
    [`${requestCount} AND (`, /syntax error at line 1, column \d+, end of filter$/],
    [`${requestCount} AND resource.type "x"`, /syntax error at line 1, column \d+, token 'x'$/],
    ['resource.type="cloud_run_revision"', /must specify a restriction on "metric.type" in the filter/],
    [`NOT ${requestCount}`, /must specify a restriction on "metric.type"/],
    [`${requestCount} OR resource.type="x"`, /must specify a restriction on "metric.type"/],
    [`${requestCount} AND ${requestLatencies}`, /must specify a restriction on "metric.type"/],
    [
      `${requestCount} AND resource.type="gce_instance"`,
      /valid combination of metric and monitored resource/,
    ],
    [`${requestCount} AND resource.labels.revision="app-1"`, /valid combination of metric and monitored/],
    [`${requestCount} AND metric.labels.class="5xx"`, /valid combination of metric and monitored resource/],
    [`${requestCount} AND resource.labels.revision_name=("a" OR "b")`, /right-hand side of a comparison/],
    [`${requestCount} AND resource.labels.revision_name>"a"`, /operator ">"/],
    [`${requestCount} AND resource.labels.revision_name=any("a")`, /function "any"/],
    [
      `${requestCount} AND resource.labels.location=monitoring.regex.full_match("(")`,
      /no regular expression/,
    ],
  ])('the filter %s', async (filter, message) => {
    const { status, body } = await bed.get(list({ filter }));
    expect(status).toBe(400);
    expect(body).toEqual(error('INVALID_ARGUMENT', expect.stringMatching(message)));
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['no start', { 'interval.startTime': '' }, /start time must be before the end time/],
    ['no end', { 'interval.endTime': '' }, /end time must be specified/],
    ['an end before the start', { 'interval.endTime': '2026-11-20T11:00:00Z' }, /start time must be before/],
    [
      'a period under a minute',
      { ...aligned('ALIGN_DELTA', '30s') },
      /alignmentPeriod .* at least 60 seconds/,
    ],
    ['a sum of what is not aligned', { 'aggregation.crossSeriesReducer': 'REDUCE_SUM' }, /perSeriesAligner/],
    [
      'a rate of latencies',
      { filter: requestLatencies, ...aligned('ALIGN_RATE', '60s') },
      /cannot be applied/,
    ],
    ['an order', { orderBy: 'time' }, /orderBy .* not supported/],
    ['a token of its own making', { pageToken: 'bmV4dA' }, /pageToken/],
    ['an unknown field', { sort: 'up' }, /Unknown name "sort"/],
    ['an unknown aligner', { ...aligned('ALIGN_BEST', '60s') }, /ALIGN_BEST/],
  ])('%s', async (_, parameters, message) => {
    const { status, body } = await bed.get(list(parameters));
    expect(status).toBe(400);
    expect(body).toEqual(error('INVALID_ARGUMENT', expect.stringMatching(message)));
  });

  test('what is not emulated is named', async () => {
    const { status, body } = await bed.get(list(aligned('ALIGN_PERCENTILE_99', '60s')));
    expect(status).toBe(501);
    expect(body).toEqual(error('UNIMPLEMENTED', expect.stringContaining('ALIGN_PERCENTILE_99')));
  });

  test('a metric that nobody writes is not found', async () => {
    const filter = 'metric.type="custom.googleapis.com/failures"';
    const { status, body } = await bed.get(list({ filter }));
    expect(status).toBe(404);
    expect(body).toEqual(error('NOT_FOUND', expect.stringContaining('Cannot find metric(s)')));
  });

  test('a page token of another query', async () => {
    bed.monitoring.record(served({ status: 500 }));
    const first = await bed.get(list({ pageSize: '1' }));
    const pageToken = (first.body as { nextPageToken: string }).nextPageToken;

    expect((await bed.get(list({ pageSize: '5', pageToken }))).status).toBe(200);
    expect((await bed.get(list({ pageToken, filter: requestLatencies }))).status).toBe(400);
  });
});

function aligned(perSeriesAligner: string, alignmentPeriod: string): Record<string, string> {
  return {
    'aggregation.perSeriesAligner': perSeriesAligner,
    'aggregation.alignmentPeriod': alignmentPeriod,
  };
}

describe('Who may read metrics', () => {
  const permissions: Record<string, ReadonlySet<string>> = {
    reader: new Set(['monitoring.timeSeries.list']),
    deployer: new Set(['run.services.update']),
  };
  const prometheus = '/v1/projects/demo/location/global/prometheus/api/v1/query';
  const sum = encodeURIComponent('sum(increase(run_googleapis_com:request_count[1m]))');

  test.each([list({}), `${prometheus}?query=${sum}`])('%s', async (path) => {
    const monitoring = await startMonitoring({
      clock: manualClock(),
      permissionsOf: (token) => permissions[token],
    });
    const ask = async (authorization?: string): Promise<{ status: number; body: unknown }> => {
      const headers = authorization === undefined ? {} : { authorization };
      const response = await fetch(`${monitoring.url}${path}`, { headers });
      return { status: response.status, body: await response.json() };
    };

    expect((await ask('Bearer reader')).status).toBe(200);
    expect(await ask('Bearer deployer')).toEqual({
      status: 403,
      body: {
        error: {
          code: 403,
          status: 'PERMISSION_DENIED',
          message: 'Permission monitoring.timeSeries.list denied (or the resource may not exist).',
        },
      },
    });
    const unauthenticated = error('UNAUTHENTICATED', expect.stringContaining('authentication credential'));
    expect(await ask('Bearer stranger')).toEqual({ status: 401, body: unauthenticated });
    expect(await ask()).toEqual({ status: 401, body: unauthenticated });
    await monitoring.close();
  });
});

describe('Faults', () => {
  test('a 429 with its Retry-After, a reset, a slow and a stale answer, then the truth', async () => {
    const bed = await openBed('REST', {
      faults: [
        { kind: 'status', status: 429, retryAfterSeconds: 7, call: 0 },
        { kind: 'reset-before', call: 1 },
        { kind: 'slow', delayMs: 5_000, call: 2 },
        { kind: 'stale-read', call: 3 },
      ],
    });
    bed.monitoring.record(served());
    bed.clock.at = noon + minute + 180_000;
    const headers = { authorization: 'Bearer emulated' };

    const refused = await fetch(`${bed.monitoring.url}${list({})}`, { headers });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7']);
    await expect(bed.get(list({}))).rejects.toThrow('fetch failed');
    const before = bed.clock.at;
    expect((await bed.get(list({}))).status).toBe(200);
    expect(bed.clock.at - before).toBe(5_000);
    expect(await bed.get(list({}))).toEqual({ status: 200, body: {} });
    expect((await bed.get(list({}))).body).toHaveProperty('timeSeries');
    expect(bed.monitoring.faults.pending).toBe(0);
    expect(bed.monitoring.calls.map(({ method, status, write }) => [method, status, write])).toEqual(
      [429, 0, 200, 200, 200].map((status) => ['MetricService.ListTimeSeries', status, false]),
    );

    bed.monitoring.reset();
    expect(bed.monitoring.calls).toEqual([]);
    expect((await bed.get(list({}))).body).toEqual({});
    await bed.close();
  });
});
