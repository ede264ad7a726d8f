import { describe, expect, test } from '@jest/globals';
import { RegionRecorder } from '../../actions/deploy-cloudrun/src/recorder';
import type { CloudRun, Service } from '../../lib/cloudrun';
import { parseTimeline, renderPage } from '../../lib/report';
import type { Region } from '../../lib/report';
import { withState } from '../../lib/rollout';
import type { RolloutState } from '../../lib/rollout';
import { defaultSettings, emptyState, observe } from '../../lib/verdict';
import type { VerdictState } from '../../lib/verdict';
import { iso, NOW, serviceOf, split, stateOf } from './rollout-fixtures';

const MINUTE = 60_000;

/** Evidence in which so many of a hundred candidate's requests failed. */
function evidence(failures: number): VerdictState {
  let state = emptyState();
  for (let pair = 0; pair < 100; pair += 1) {
    const seen = {
      stable: { failed: false, millis: 10 },
      candidate: { failed: pair < failures, millis: 10 },
    };
    state = observe(state, { kind: 'pair', ...seen }, defaultSettings);
  }
  return state;
}

/** A service whose reads are scripted, and a clock that stands where it is put. */
function stage(begun: RolloutState) {
  let now = NOW;
  let service: Service | undefined;
  const unused = (): Promise<never> => Promise.reject(new Error('A recorder only reads the service.'));
  const cloudRun: CloudRun = {
    at: { project: 'acme', region: 'europe-west1', service: 'app' },
    getService: () => Promise.resolve(service),
    ...{ getRevision: unused, listRevisions: unused, createService: unused, updateService: unused },
  };
  const clock = { now: () => now, sleep: () => Promise.resolve() };
  const recorder = new RegionRecorder(clock, cloudRun, begun, defaultSettings);
  return {
    recorder,
    /** The rollout reads the service at this minute. */
    read: async (minutes: number, serving: Service['serving'], state?: RolloutState) => {
      now = NOW + minutes * MINUTE;
      service = serviceOf({ serving, annotations: state ? withState({}, state) : {} });
      await recorder.watched().getService();
    },
  };
}

const all = (revision: string): Service['serving'] => [{ revision, percent: 100 }];

describe('what is recorded of a rollout', () => {
  test('the traffic as it served, each change once, and the verdict that led to the next step', async () => {
    const { recorder, read } = stage(stateOf());
    await read(0, split(10), stateOf());
    await read(1, split(10), stateOf());
    const shifted = stateOf({ step: 1, at: iso(NOW + 2 * MINUTE), verdict: evidence(0) }, split(50));
    await read(2, split(10), shifted);
    await read(3, split(50), shifted);
    const told = recorder.told();
    expect(told.splits).toEqual([
      { at: iso(NOW), shares: { 'app-old': 90, 'app-new': 10 } },
      { at: iso(NOW + 3 * MINUTE), shares: { 'app-old': 50, 'app-new': 50 } },
    ]);
    expect(told.verdicts).toMatchObject([{ at: iso(NOW + 2 * MINUTE), percent: 10, threshold: 20 }]);
    expect(told.bringBack).toBeUndefined();
  });

  test('a return: decided when it was written, restored when the candidate serves nobody', async () => {
    const { recorder, read } = stage(stateOf());
    await read(0, split(10), stateOf());
    const back = stateOf({
      status: 'rolled-back',
      at: iso(NOW + MINUTE),
      verdict: evidence(30),
      cause: 'failed',
      why: 'it fails',
    });
    await read(1.1, split(10), back);
    expect(recorder.told().bringBack).not.toHaveProperty('restoredAt');
    await read(1.2, all('app-old'), back);
    const { bringBack, verdicts } = recorder.told();
    expect(bringBack).toEqual({
      decidedAt: iso(NOW + MINUTE),
      restoredAt: iso(NOW + 1.2 * MINUTE),
      from: 'app-new',
      to: 'app-old',
      why: 'it fails',
    });
    expect(verdicts).toMatchObject([{ result: 'fail', percent: 10 }]);
  });

  test('a record that nobody can read, or that is about another candidate, changes nothing', async () => {
    const { recorder, read } = stage(stateOf());
    await read(0, split(10), stateOf());
    await read(1, split(10), stateOf({ candidate: 'app-other', status: 'rolled-back', at: iso(NOW + 1) }));
    await read(2, split(10));
    expect(recorder.told()).toMatchObject({ candidate: 'app-new', verdicts: [] });
    expect(recorder.told().splits).toHaveLength(1);
  });

  test('probes by the half minute, and visitors by the minute', () => {
    const { recorder } = stage(stateOf());
    for (let second = 0; second < 45; second += 1)
      recorder.probed({
        ...{ side: 'candidate', at: NOW + second * 1000, millis: second },
        ...(second === 40 ? {} : { status: second === 41 ? 503 : 200 }),
      });
    expect(recorder.told().measuredBy).toBe('probe pairs');
    expect(recorder.told().measurements).toMatchObject([
      { at: iso(NOW + 30_000), revision: 'app-new', requests: 30, errors: 0, p50: 15, p95: 28 },
      { at: iso(NOW + 60_000), revision: 'app-new', requests: 15, errors: 2 },
    ]);
  });

  test('of a day with a probe a second, no more than a page can hold', () => {
    const { recorder } = stage(stateOf());
    const day = 86_400;
    for (let second = 0; second < day; second += 1)
      for (const side of ['candidate', 'stable'] as const)
        recorder.probed({ side, at: NOW + second * 1000, status: 200, millis: 5 });
    const { measurements } = recorder.told();
    expect(measurements.length).toBeLessThanOrEqual(1_000);
    expect(measurements.reduce((sum, { requests }) => sum + requests, 0)).toBe(2 * day);
  });

  test('what is recorded is a timeline, and its texts stay text on the page', async () => {
    const why = '</script><img src=x onerror=alert(1)> ${{ secrets.TOKEN }}';
    const { recorder, read } = stage(stateOf());
    await read(0, split(10), stateOf());
    const back = stateOf({
      status: 'rolled-back',
      at: iso(NOW + 1),
      verdict: evidence(30),
      cause: 'failed',
      why,
    });
    await read(1, all('app-old'), back);
    const page = renderPage(parseTimeline(timelineWith(recorder.told(), why)));
    expect(page).not.toContain('<img');
    expect(page).toContain('onerror=alert(1)');
  });
});

const timelineWith = (region: Region, why: string): unknown => ({
  version: 1,
  service: 'app',
  startedAt: iso(NOW),
  endedAt: iso(NOW + 5 * MINUTE),
  outcome: { result: 'rolled-back', why },
  facts: [],
  regions: [region],
  jobs: [],
  gates: [],
  notes: [],
});
