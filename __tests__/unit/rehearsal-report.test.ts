import { expect, test } from '@jest/globals';
import { VisitorLog } from '../../rehearsal/report/visitors';
import { RunLog } from '../../rehearsal/report/run-log';
import { timelineOf } from '../../rehearsal/report/timeline';
import { parseTimeline, renderPage } from '../../lib/report';

const START = Date.parse('2026-11-20T12:00:00.000Z');
const MINUTE = 60_000;
const STABLE = 'mathapp-prior';
const CANDIDATE = 'mathapp-c0ffee1-1a2b3c4d';

/** A rehearsal of two regions in which the second one had not moved when the first came back. */
function told() {
  let now = START;
  const log = new RunLog({ now: () => now, sleep: () => Promise.resolve() });
  const visitors = new VisitorLog();
  const at = (minutes: number): number => (now = START + minutes * MINUTE);
  log.take(1, { type: 'gate-opened', job: 'd/p', environment: 'production', brief: '', at: at(1) });
  log.take(1, {
    ...{ type: 'gate-closed', job: 'd/p', environment: 'production', outcome: 'approved', by: 'ada' },
    at: at(2),
  });
  log.take(1, { type: 'job-started', job: 'd/p', name: 'Production', at: at(2) });
  for (let index = 0; index < 20; index += 1)
    visitors.take({
      ...{
        at: START + 4 * MINUTE + index,
        revision: CANDIDATE,
        instance: 'i',
        tag: null,
        method: 'GET',
      },
      ...{ path: '/', host: 'h', userAgent: null, status: index === 0 ? 500 : 200, failed: index === 0 },
      ...{ service: 'projects/p/locations/europe-west1/services/mathapp', milliseconds: index },
    });
  at(5);
  log.note('the machine dies <script>alert(1)</script>');
  log.take(1, {
    type: 'job-finished',
    job: 'd/p',
    name: 'Production',
    result: 'failure',
    seconds: 3,
    at: at(6),
  });
  const share = (minutes: number, region: string, candidate: number) => ({
    ...{ at: START + minutes * MINUTE, real: minutes, region },
    shares: { [STABLE]: 100 - candidate, ...(candidate > 0 ? { [CANDIDATE]: candidate } : {}) },
  });
  return {
    ...{ about: 'It comes back.', startedAt: START, endedAt: START + 7 * MINUTE, log },
    result: {
      ...{ scenario: 'regions', ok: true, rollback: null, serving: {}, digests: {}, faults: [] },
      ...{ seconds: 420, steps: [], traffic: [], verdict: null, jobs: [], gates: [], repeatedWrites: null },
      requests: { total: 20, failed: 1, failedAfterRollback: 0 },
      regions: { 'europe-west1': {}, 'us-central1': {} },
    },
    splits: [
      share(0, 'europe-west1', 0),
      share(0, 'us-central1', 0),
      share(3, 'europe-west1', 10),
      share(6, 'europe-west1', 0),
    ],
    measurements: visitors.measurements,
    failed: { at: START + 5 * MINUTE, why: 'the rollout was cut off' },
    recorded: [
      { outcome: { result: 'rolled-back', why: '' }, regions: [{ region: 'us-central1', verdicts: [] }] },
    ],
  };
}

test('a rehearsal is told as a rollout is, with its jobs, its gate and what visitors got', () => {
  const timeline = parseTimeline(timelineOf(told()));
  expect(timeline.outcome).toEqual({ result: 'rolled-back', why: 'It comes back.' });
  expect(timeline.jobs).toMatchObject([{ name: 'Production', result: 'failure' }]);
  expect(timeline.gates).toMatchObject([{ answer: 'approved', by: 'ada' }]);
  const [moved, unmoved] = timeline.regions;
  expect(moved).toMatchObject({
    candidate: CANDIDATE,
    bringBack: { decidedAt: '2026-11-20T12:05:00.000Z', restoredAt: '2026-11-20T12:06:00.000Z', to: STABLE },
    measurements: [{ requests: 20, errors: 1, p50: 10 }],
  });
  expect(unmoved?.bringBack).toBeUndefined();
  expect(unmoved?.measurements).toEqual([]);
});

test('what is told in a rehearsal stays text on its page', () => {
  const page = renderPage(parseTimeline(timelineOf(told())));
  expect(page).toContain('the machine dies');
  expect(page).not.toContain('<script');
});
