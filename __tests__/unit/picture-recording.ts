import type { ServedRequest, Split } from '../../rehearsal/picture';
import type { RunEvent } from '../../rehearsal/workflow/events';

/** What a rehearsal of a bad canary tells, as it was recorded, with round times. */
export interface Recorded {
  /** Milliseconds since the beginning. */
  at: number;
  event?: RunEvent;
  split?: Split;
  served?: ServedRequest;
}

const CANDIDATE = 'mathapp-c0ffee1-dcc83d8e';
const PLAN = { job: 'production/plan', name: 'production / Plan' };
const PRODUCTION = { job: 'production/production', name: 'production / Production' };
const ROLLBACK = { job: 'production/rollback', name: 'production / Rollback' };
const CLEANUP = { job: 'production/cleanup', name: 'production / Cleanup' };
const rollout = { job: PRODUCTION.job, step: 'Rollout' };

const REASON = `${CANDIDATE} was rolled back to mathapp-prior: 6 of 22 requests failed on the candidate.\nCorrect it and deploy again.`;
const BRIEF = `## Brief: mathapp

- Create ${CANDIDATE} at 0 %, beside mathapp-prior at 100 %.

### How it comes back

By itself, in one write, to mathapp-prior.
`;

const event = (at: number, told: RunEvent): Recorded => ({ at, event: told });
const visit = (at: number, revision: string, milliseconds: number, failed = false): Recorded => ({
  at,
  served: { revision, milliseconds, failed, tag: null },
});

const visits = Array.from({ length: 80 }, (_, index) => visit(index * 100, 'mathapp-prior', 12));

export const badCanary: readonly Recorded[] = [
  { at: 0, split: { at: 0, shares: { 'mathapp-prior': 100 } } },
  ...visits,
  event(2000, { type: 'job-started', ...PLAN, at: 0 }),
  event(2100, { type: 'step-started', job: PLAN.job, step: 'Plan', at: 0 }),
  event(2500, { type: 'output', job: PLAN.job, step: 'Plan', line: `Create ${CANDIDATE} at 0 %.`, at: 0 }),
  event(2800, {
    type: 'step-finished',
    job: PLAN.job,
    step: 'Plan',
    at: 0,
    conclusion: 'success',
    seconds: 1,
  }),
  event(2850, { type: 'step-started', job: PLAN.job, step: 'Post Plan', at: 0 }),
  event(2900, {
    ...{ type: 'step-finished', job: PLAN.job, step: 'Post Plan', at: 0, conclusion: 'success', seconds: 0 },
  }),
  event(3000, { type: 'job-finished', ...PLAN, at: 0, result: 'success', seconds: 1 }),
  event(3100, {
    ...{ type: 'gate-opened', job: PRODUCTION.job, environment: 'production', brief: BRIEF, at: 0 },
  }),
  event(4500, {
    type: 'gate-closed',
    job: PRODUCTION.job,
    environment: 'production',
    outcome: 'approved',
    by: 'release-manager',
    at: 0,
  }),
  event(5000, { type: 'job-started', ...PRODUCTION, at: 0 }),
  event(6000, { type: 'step-started', ...rollout, at: 0 }),
  { at: 6500, split: { at: 0, shares: { 'mathapp-prior': 95, [CANDIDATE]: 5 } } },
  visit(6600, CANDIDATE, 20),
  { at: 6650, served: { revision: CANDIDATE, milliseconds: 999, failed: true, tag: 'candidate' } },
  visit(6700, CANDIDATE, 40, true),
  event(6800, { type: 'output', ...rollout, line: `5 % to ${CANDIDATE}: the candidate is ready`, at: 0 }),
  { at: 7100, split: { at: 0, shares: { 'mathapp-prior': 100 } } },
  event(7200, { type: 'output', ...rollout, line: `Error: ${REASON}`, at: 0 }),
  event(7200, { type: 'annotation', ...rollout, annotation: { level: 'error', message: REASON }, at: 0 }),
  event(7300, { type: 'output', ...rollout, line: 'Error: Process completed with exit code 1.', at: 0 }),
  event(7400, { type: 'step-finished', ...rollout, at: 0, conclusion: 'failure', seconds: 1 }),
  event(7500, { type: 'job-finished', ...PRODUCTION, at: 0, result: 'failure', seconds: 2.5 }),
  event(7600, { type: 'job-started', ...ROLLBACK, at: 0 }),
  event(8000, {
    ...{ type: 'output', job: ROLLBACK.job, step: 'Bring the traffic back', at: 0 },
    line: 'Nothing to bring back: mathapp-prior is where the traffic belongs already.',
  }),
  event(8200, { type: 'job-finished', ...ROLLBACK, at: 0, result: 'success', seconds: 0.6 }),
  event(8300, { type: 'job-finished', ...CLEANUP, at: 0, result: 'skipped', seconds: 0 }),
].toSorted((a, b) => a.at - b.at);

/** Somebody to tell it to, with the time at which it happened. */
export interface Listener {
  event(event: RunEvent, at: number): void;
  split(split: Split, at: number): void;
  served(served: ServedRequest, at: number): void;
}

export function playInto(listener: Listener, recording: readonly Recorded[]): void {
  for (const { at, event: told, split, served } of recording) {
    if (told) listener.event(told, at);
    if (split) listener.split(split, at);
    if (served) listener.served(served, at);
  }
}
