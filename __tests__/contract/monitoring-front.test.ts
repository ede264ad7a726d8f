import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startLogging } from '../../emulators/logging';
import { startMonitoring } from '../../emulators/monitoring';
import { requestFrom } from '../../emulators/telemetry/from-front';
import type { Bench } from './front-bench';
import { openBench, service } from './front-bench';
import { manualClock, minute, noon } from './monitoring-bed';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

test('what the front serves is counted, and what reaches no instance only logged', async () => {
  const clock = manualClock(noon + 1_000);
  const front = bench.open({ clock });
  const monitoring = await startMonitoring({ clock });
  const logging = await startLogging({ clock });
  front.onResponse((served) => {
    monitoring.record(requestFrom(served));
    logging.record(requestFrom(served));
  });
  const headers = { 'user-agent': 'visitor/1' };
  const url = await bench.serveOnly(front, 'svc-1');
  await (await fetch(`${url}/hello`, { headers })).text();
  await (await fetch(`${url}/error`, { headers })).text();
  await front.platform.route({ name: service, entries: [{ revision: 'svc-2', percent: 100 }] });
  expect((await fetch(url)).status).toBe(503);
  clock.at = noon + 10 * minute;

  const series = [...monitoring.state.series.values()].filter(({ metric }) => metric.type.endsWith('count'));
  expect(
    series.map(({ metric, resource, points }) => [
      resource.labels['revision_name'],
      metric.labels['response_code'],
      points.map(({ value }) => value),
    ]),
  ).toEqual([
    ['svc-1', '200', [1]],
    ['svc-1', '500', [1]],
  ]);
  const entries = logging.state.entries.map(({ entry }) => entry);
  expect(entries).toHaveLength(3);
  expect(entries[0]).toMatchObject({
    labels: { instanceId: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown },
    httpRequest: { requestMethod: 'GET', requestUrl: `${url}/hello`, userAgent: 'visitor/1' },
    resource: { labels: { project_id: 'p', location: 'l', service_name: 'svc' } },
  });
  expect(entries[1]?.['labels']).toEqual(entries[0]?.['labels']);
  expect(entries[2]).toMatchObject({
    textPayload: 'The request was aborted because there was no available instance.',
    resource: { labels: { revision_name: 'svc-2' } },
  });
  await Promise.all([monitoring.close(), logging.close()]);
});
