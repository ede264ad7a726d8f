import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Bed, TimeSeries } from './monitoring-bed';
import { minute, noon, openBed, summedBy } from './monitoring-bed';

const type = 'custom.googleapis.com/session/failures';
const started = noon - 60 * minute;

interface Written {
  /** Seconds after noon. */
  at: number;
  value: number;
  revision?: string;
  since?: number;
}

/** A cumulative counter of failures, by revision. */
function counter({ at, value, revision = 'app-1', since = started }: Written): TimeSeries {
  return {
    metric: { type, labels: { revision } },
    resource: { type: 'global', labels: { project_id: 'demo' } },
    metricKind: 'CUMULATIVE',
    valueType: 'INT64',
    points: [
      {
        interval: {
          startTime: { seconds: since / 1000 },
          endTime: { seconds: noon / 1000 + at },
        },
        value: { int64Value: value },
      },
    ],
  };
}

describe('Custom metrics', () => {
  let bed: Bed;
  beforeEach(async () => {
    bed = await openBed();
  });
  afterEach(() => bed.close());

  const write = async (...timeSeries: TimeSeries[]): Promise<void> => {
    await bed.client.createTimeSeries({ name: 'projects/demo', timeSeries });
  };
  const increases = async (): Promise<unknown[]> => {
    const series = await bed.list({ filter: `metric.type="${type}"`, ...summedBy('metric.labels.revision') });
    return series.map(({ metric, points }) => [
      metric?.labels?.['revision'],
      points?.map(({ value }) => Number(value?.int64Value)).toReversed(),
    ]);
  };

  test('a counter is read as what it grew by, also through a restart', async () => {
    await write(counter({ at: 30, value: 100 }), counter({ at: 30, value: 7, revision: 'app-2' }));
    await write(counter({ at: 90, value: 104 }), counter({ at: 90, value: 7, revision: 'app-2' }));
    await write(counter({ at: 150, value: 3, since: noon + 100_000 }));
    bed.clock.at = noon + 5 * minute;

    expect(await increases()).toEqual([
      ['app-1', [100, 4, 3]],
      ['app-2', [7, 0]],
    ]);
    const name = `projects/demo/metricDescriptors/${type}`;
    const [descriptor] = await bed.client.getMetricDescriptor({ name });
    expect(descriptor).toMatchObject({ metricKind: 'CUMULATIVE', valueType: 'INT64' });
  });

  test('a point is visible some seconds after it was written', async () => {
    await write(counter({ at: 0, value: 1 }));
    bed.clock.at = noon + 9_999;
    expect(await increases()).toEqual([]);
  });

  const inOrder =
    /Points must be written in order\. .* older end time than the most recent point.*timeSeries\[0\]/;
  test.each<[string, Partial<Written>, RegExp]>([
    ['the same time again', { at: 30 }, inOrder],
    ['an earlier time', { at: 20 }, inOrder],
    ['within five seconds', { at: 34 }, /written more frequently than the maximum sampling period/],
    ['a day and more ago', { at: -26 * 3600, since: noon - 30 * 3_600_000 }, /25 hours in the past/],
    ['too far ahead', { at: 301 }, /5 minutes in the future/],
  ])('%s is not written', async (_, late, message) => {
    await write(counter({ at: 30, value: 1 }));
    await expect(write(counter({ at: 60, value: 2, ...late }))).rejects.toThrow(message);
    bed.clock.at = noon + minute;
    expect(await increases()).toEqual([['app-1', [1]]]);
  });

  test('one point that is wrong does not keep the others from being written', async () => {
    await write(counter({ at: 30, value: 1 }));
    const both = write(counter({ at: 31, value: 2 }), counter({ at: 31, value: 5, revision: 'app-2' }));
    await expect(both).rejects.toThrow('One or more TimeSeries could not be written');
    bed.clock.at = noon + minute;
    expect(await increases()).toEqual([
      ['app-1', [1]],
      ['app-2', [5]],
    ]);
  });

  test.each<[string, TimeSeries[], RegExp]>([
    [
      'two points of a series',
      [counter({ at: 30, value: 1 }), counter({ at: 40, value: 2 })],
      /^Field timeSeries\[1\] had an invalid value: Duplicate TimeSeries encountered/,
    ],
    [
      'a metric of Google',
      [{ ...counter({ at: 1, value: 1 }), metric: { type: 'run.googleapis.com/x' } }],
      /user-defined/,
    ],
    ['no point', [{ ...counter({ at: 1, value: 1 }), points: [] }], /Exactly one is needed/],
    ['a delta', [{ ...counter({ at: 1, value: 1 }), metricKind: 'DELTA' }], /GAUGE or CUMULATIVE/],
    [
      'a gauge over a time',
      [{ ...counter({ at: 1, value: 1 }), metricKind: 'GAUGE' }],
      /equal to the end time/,
    ],
    ['nothing', [], /1 to 200/],
  ])('%s is refused', async (_, timeSeries, message) => {
    await expect(write(...timeSeries)).rejects.toThrow(message);
    expect(bed.monitoring.state.series.size).toBe(0);
  });

  test('a metric does not change its kind', async () => {
    await write(counter({ at: 0, value: 1 }));
    const { metricKind: _, ...rest } = counter({ at: 30, value: 1, since: noon + 30_000, revision: 'app-2' });
    await expect(write(rest)).rejects.toThrow('The metric is of kind CUMULATIVE');
  });
});
