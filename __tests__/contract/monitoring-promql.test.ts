import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Bed } from './monitoring-bed';
import { minute, noon, openBed, served } from './monitoring-bed';

const path = '/v1/projects/demo/location/global/prometheus/api/v1';
const failures = 'run_googleapis_com:request_count{response_code_class="5xx"}';

describe("Monitoring's Prometheus API", () => {
  let bed: Bed;
  beforeEach(async () => {
    bed = await openBed();
    for (const revision of ['app-1', 'app-2', 'app-2'])
      bed.monitoring.record(served({ revision, status: 500 }));
    for (const nth of [0, 1, 3]) bed.monitoring.record(served({ at: noon + nth * minute + 1 }));
    bed.clock.at = noon + 10 * minute;
  });
  afterEach(() => bed.close());

  const ask = (kind: string, parameters: Record<string, string>): ReturnType<Bed['get']> =>
    bed.get(`${path}/${kind}?${new URLSearchParams(parameters).toString()}`);
  const at = (minutes: number): string => String((noon + minutes * minute) / 1000);

  test.each<[string, Record<string, string>, unknown[]]>([
    [
      `sum by (revision_name) (increase(${failures}[1m]))`,
      { time: at(1) },
      [
        { metric: { revision_name: 'app-1' }, value: [noon / 1000 + 60, '1'] },
        { metric: { revision_name: 'app-2' }, value: [noon / 1000 + 60, '2'] },
      ],
    ],
    [
      `sum(increase(run_googleapis_com:request_count{revision_name="app-1"}[5m]))`,
      { time: '2026-11-20T12:05:00Z' },
      [{ metric: {}, value: [noon / 1000 + 300, '4'] }],
    ],
    [
      `sum(rate({__name__="run.googleapis.com/request_count",response_code_class=~"5.."}[1m])) by (location)`,
      { time: at(1) },
      [{ metric: { location: 'europe-west1' }, value: [noon / 1000 + 60, '0.05'] }],
    ],
    [
      `sum(increase({"run.googleapis.com/request_count", revision_name!~"app-[1]"}[10m]))`,
      {},
      [{ metric: {}, value: [noon / 1000 + 600, '2'] }],
    ],
    [`sum(increase(${failures}[1m]))`, { time: at(3) }, []],
    ['sum(increase(custom_googleapis_com:nobody_writes_it[1m]))', { time: at(1) }, []],
  ])('%s', async (query, parameters, result) => {
    expect(await ask('query', { query, ...parameters })).toEqual({
      status: 200,
      body: { status: 'success', data: { resultType: 'vector', result } },
    });
  });

  test('a range has a value at every step that has data', async () => {
    const query = 'sum(increase(run_googleapis_com:request_count{revision_name="app-1"}[1m]))';
    const { body } = await ask('query_range', { query, start: at(1), end: at(5), step: '60s' });
    const values = [
      [noon / 1000 + 60, '2'],
      [noon / 1000 + 120, '1'],
      [noon / 1000 + 240, '1'],
    ];
    expect(body).toEqual({
      status: 'success',
      data: { resultType: 'matrix', result: [{ metric: {}, values }] },
    });
  });

  test('takes the query as a form too', async () => {
    const response = await fetch(`${bed.monitoring.url}${path}/query`, {
      method: 'POST',
      headers: { authorization: 'Bearer emulated' },
      body: new URLSearchParams({ query: `sum(increase(${failures}[10m]))` }),
    });
    expect(await response.json()).toMatchObject({ data: { result: [{ value: [expect.anything(), '3'] }] } });
  });

  test.each([
    [{ query: 'sum(increase(' }, /^invalid parameter "query": 1:14: parse error: unexpected end of input$/],
    [{ query: `${failures} / 2` }, /not emulated/],
    [{ query: `sum(increase(${failures}[1m])) / sum(increase(a:b[1m]))` }, /not emulated: the operator "\/"/],
    [{ query: 'topk(3, a:b)' }, /not emulated: the function or selector "topk"/],
    [{ query: `sum(increase(${failures}[0m]))` }, /not a valid duration string/],
    [{ query: 'sum(increase(a:b{c=~"("}[1m]))' }, /error parsing regexp/],
    [{ query: 'sum(increase(run_googleapis_com:request_latencies[1m]))' }, /distribution/],
    [{ query: `sum(increase(${failures}[1m]))`, time: 'noon' }, /invalid parameter "time"/],
    [{ query: `sum(increase(${failures}[1m]))`, dedup: 'true' }, /parameter "dedup"/],
  ])('refuses %j in the words of Prometheus', async (parameters, message) => {
    expect(await ask('query', parameters)).toEqual({
      status: 400,
      body: { status: 'error', errorType: 'bad_data', error: expect.stringMatching(message) as unknown },
    });
  });
});
