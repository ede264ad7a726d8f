import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Bed } from './logging-bed';
import { openBed } from './logging-bed';
import { minute, noon, served, transports, withToken } from './monitoring-bed';

const log = 'logName="projects/demo/logs/run.googleapis.com%2Frequests"';

test.each(transports)("Google's own client reads over %s what Cloud Run has written", async (transport) => {
  const bed = await openBed({}, transport);
  bed.logging.record(
    served({
      ...{ instance: '00c61b', milliseconds: 123, status: 500, method: 'POST', path: '/solve?x=1' },
      userAgent: 'curl/8',
    }),
  );
  bed.clock.at = noon + minute;

  const [[entry, ...more]] = await bed.client.getEntries({
    resourceNames: ['projects/demo'],
    filter: `${log} AND timestamp>="2026-11-20T00:00:00Z"`,
    gaxOptions: withToken,
  });

  expect(more).toEqual([]);
  expect(entry?.metadata).toMatchObject({
    logName: 'projects/demo/logs/run.googleapis.com%2Frequests',
    severity: 'ERROR',
    labels: { instanceId: '00c61b' },
    resource: {
      type: 'cloud_run_revision',
      labels: {
        project_id: 'demo',
        location: 'europe-west1',
        service_name: 'app',
        revision_name: 'app-1',
        configuration_name: 'app',
      },
    },
    httpRequest: {
      requestMethod: 'POST',
      requestUrl: 'https://app-demo.europe-west1.run.app/solve?x=1',
      status: 500,
      latency: { seconds: '0', nanos: 123_000_000 },
      userAgent: 'curl/8',
    },
  });
  // Dated when the request came, 123 ms before it was answered.
  expect(new Date(entry?.metadata.timestamp as Date).getTime()).toBe(noon + minute / 2 - 123);
  await bed.close();
});

describe('Request logs', () => {
  let bed: Bed;
  beforeEach(async () => {
    bed = await openBed();
  });
  afterEach(() => bed.close());

  test('have what was rejected too, with the reason and without an instance', async () => {
    bed.logging.record(served({ instance: null, status: 429 }));
    bed.logging.record(served({ revision: null, status: 500 }));
    bed.clock.at = noon + minute;

    const { body } = await bed.list({ filter: 'textPayload:"no available instance"' });

    expect(body.entries).toHaveLength(2);
    expect(body.entries?.map((entry) => 'labels' in entry)).toEqual([false, false]);
    expect(body.entries?.map(({ resource }) => resource.labels['revision_name'])).toEqual(['app-1', '']);
  });

  test('are visible only after their delay', async () => {
    bed.logging.record(served({ at: noon }));
    bed.clock.at = noon + 9_999;
    expect((await bed.list()).body).toEqual({});
    bed.clock.at += 1;
    expect((await bed.list()).body.entries).toHaveLength(1);
  });

  test.each([
    [undefined, ['a', 'b', 'c', 'd', 'e']],
    ['timestamp asc', ['a', 'b', 'c', 'd', 'e']],
    ['timestamp desc', ['e', 'd', 'c', 'b', 'a']],
  ])('in order %s, page by page, as of the first page', async (orderBy, expected) => {
    for (const revision of 'cabed')
      bed.logging.record(served({ revision, at: noon + 'abcde'.indexOf(revision) * 100 }));
    bed.clock.at = noon + minute;

    const seen: (string | undefined)[] = [];
    let pageToken: string | undefined;
    do {
      const { status, body } = await bed.list({
        ...(orderBy === undefined ? {} : { orderBy }),
        pageSize: 2,
        ...(pageToken === undefined ? {} : { pageToken }),
      });
      expect(status).toBe(200);
      expect(body.entries?.length).toBeLessThanOrEqual(2);
      seen.push(...(body.entries ?? []).map(({ resource }) => resource.labels['revision_name']));
      pageToken = body.nextPageToken;
      bed.logging.record(served({ revision: 'later', at: bed.clock.at }));
      bed.clock.at += minute;
    } while (pageToken !== undefined);

    expect(seen).toEqual(expected);
  });

  test.each([
    [log, 5],
    ['resource.type = "cloud_run_revision" AND resource.labels.revision_name="app-2"', 2],
    ['resource.labels.revision_name=("app-1" OR "web-1")', 3],
    ['httpRequest.status>=500', 2],
    ['httpRequest.status<500 httpRequest.status!=404', 2],
    ['NOT httpRequest.status>=400', 2],
    ['httpRequest.status=404 OR httpRequest.status=503 AND resource.labels.revision_name="app-2"', 1],
    ['(httpRequest.status=404 OR httpRequest.status=503) AND NOT resource.labels.service_name=web', 2],
    ['timestamp>="2026-11-20T12:00:01Z" AND timestamp<"2026-11-20T12:00:03Z"', 2],
    ['severity>=WARNING', 3],
    ['severity="error"', 2],
    ['httpRequest.latency>"0.5s"', 1],
    ['httpRequest.requestUrl:"/SOLVE"', 1],
    ['httpRequest.requestUrl=~"run\\\\.app/so.ve$"', 1],
    ['labels."instanceId"="one" -- a comment', 5],
    ['httpRequest.userAgent="curl"', 0],
    ['', 5],
  ])('pass the filter %s: %i', async (filter, expected) => {
    const milliseconds = 0;
    const one = { instance: 'one', milliseconds };
    bed.logging.record(served({ ...one, at: noon }));
    bed.logging.record(served({ ...one, at: noon + 1_000, status: 404 }));
    bed.logging.record(served({ ...one, at: noon + 2_000, status: 503, revision: 'app-2' }));
    bed.logging.record(served({ ...one, at: noon + 3_000, revision: 'app-2', path: '/solve' }));
    bed.logging.record(
      served({ ...one, at: noon + 4_000, service: 'web', revision: 'web-1', status: 500, milliseconds: 501 }),
    );
    bed.logging.record(served({ project: 'other' }));
    bed.clock.at = noon + minute;

    const { status, body } = await bed.list({ filter });
    expect([status, body.entries?.length ?? 0]).toEqual([200, expected]);
  });

  test.each([
    [
      { filter: 'httpRequest.status>=' },
      /^Unparseable filter: syntax error at line 1, column 21, end of filter/,
    ],
    [{ filter: 'timestamp>=2026-11-20T12:00:00Z' }, /^Unparseable filter: .* token ':'/],
    [{ filter: '(severity=ERROR' }, /^Unparseable filter: syntax error/],
    [{ filter: 'httpRequest.code=500' }, /Field not found: 'httpRequest.code'/],
    [{ filter: 'httpRequest.status>=many' }, /Invalid value 'many' for field 'httpRequest.status'/],
    [{ filter: 'logName=~"("' }, /Invalid regular expression/],
    [{ filter: 'sample(insertId, 0.1)' }, /^Unparseable filter: syntax error/],
    [{ orderBy: 'severity' }, /order_by/],
    [{ pageSize: 1001 }, /page_size/],
    [{ pageSize: -1 }, /page_size/],
    [{ pageToken: 'next' }, /page_token/],
    [{ resourceNames: [] }, /resource name/],
    [{ resourceNames: ['demo'] }, /not a valid resource name/],
    [{ freshness: '1d' }, /Unknown name "freshness"/],
  ])('refuse %j', async (request, message) => {
    const { status, body } = await bed.list(request);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ status: 'INVALID_ARGUMENT' });
    expect(body.error?.message).toMatch(message);
  });
});

describe('Reading logs', () => {
  test('is for those who may', async () => {
    const permissions: Record<string, ReadonlySet<string>> = {
      reader: new Set(['logging.logEntries.list']),
      deployer: new Set(['monitoring.timeSeries.list']),
    };
    const bed = await openBed({ permissionsOf: (token) => permissions[token] });
    expect((await bed.list({}, 'reader')).status).toBe(200);
    expect(await bed.list({}, 'deployer')).toMatchObject({
      status: 403,
      body: { error: { status: 'PERMISSION_DENIED', message: 'Permission denied for all log views' } },
    });
    expect((await bed.list({}, 'stranger')).status).toBe(401);
    expect((await bed.list({}, '')).status).toBe(401);
    await bed.close();
  });

  test('is allowed sixty times in any minute, for each project', async () => {
    const bed = await openBed();
    for (let read = 0; read < 60; read += 1) {
      expect((await bed.list()).status).toBe(200);
      bed.clock.at += 500;
    }
    expect(await bed.list()).toMatchObject({
      status: 429,
      body: {
        error: {
          status: 'RESOURCE_EXHAUSTED',
          message: expect.stringContaining("limit 'Read requests per minute'") as unknown,
        },
      },
    });
    expect((await bed.list({ resourceNames: ['projects/other'] })).status).toBe(200);
    bed.clock.at = noon + minute;
    expect((await bed.list()).status).toBe(200);
    expect((await bed.list()).status).toBe(429);
    await bed.close();
  });

  test('meets faults: overload, a stale answer, and after a reset nothing is left', async () => {
    const bed = await openBed({
      faults: [
        { kind: 'status', status: 503, call: 0 },
        { kind: 'stale-read', call: 1 },
      ],
    });
    bed.logging.record(served());
    bed.clock.at = noon + minute;

    expect((await bed.list()).status).toBe(503);
    expect((await bed.list()).body).toEqual({});
    expect((await bed.list()).body.entries).toHaveLength(1);
    expect(bed.logging.calls.map(({ status, write }) => [status, write])).toEqual([
      [503, false],
      [200, false],
      [200, false],
    ]);

    bed.logging.reset();
    expect(bed.logging.calls).toEqual([]);
    expect((await bed.list()).body).toEqual({});
    await bed.close();
  });
});
