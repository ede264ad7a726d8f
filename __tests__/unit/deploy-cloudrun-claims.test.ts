import { describe, expect, test } from '@jest/globals';
import { claimOn } from '../../actions/deploy-cloudrun/src/claims';
import type { Service } from '../../lib/cloudrun';
import { withState } from '../../lib/rollout';
import type { RolloutState } from '../../lib/rollout';
import { NOW, iso, serviceOf, split, stateOf } from './rollout-fixtures';

const OURS = 'https://github.com/acme/shop/actions/runs/43';
const alive = iso(NOW + 1);
const over = iso(NOW - 1);

const serviceWith = (state: Partial<RolloutState>, candidate = 10): Service =>
  serviceOf({
    annotations: withState({}, stateOf(state)),
    traffic: split(candidate),
    serving: split(candidate),
  });

const claim = (service: Service, run = OURS): ReturnType<typeof claimOn> =>
  claimOn(service, { run, now: NOW });

describe('what the record of another run means', () => {
  test.each<[string, Partial<RolloutState>, ReturnType<typeof claimOn>]>([
    ['it is at work', { status: 'rolling', leaseUntil: alive }, 'alive'],
    ['it makes its candidate', { status: 'candidate', step: -1, leaseUntil: alive }, 'alive'],
    ['it only made a candidate', { status: 'candidate', step: -1, plan: '0%', leaseUntil: alive }, undefined],
    ['it has made a candidate long ago', { status: 'candidate', step: -1, leaseUntil: over }, undefined],
    ['it waits for a run that goes on', { status: 'waiting', leaseUntil: alive }, 'waiting'],
    ['nobody came to go on with it', { status: 'waiting', leaseUntil: over }, 'dead'],
    ['it waits for a person', { status: 'held', leaseUntil: over }, 'held'],
    ['it has died', { status: 'rolling', leaseUntil: over }, 'dead'],
    ['it is through', { status: 'promoted', leaseUntil: alive }, undefined],
    ['it was brought back', { status: 'rolled-back', leaseUntil: alive }, undefined],
  ])('%s', (_name, state, expected) => {
    expect(claim(serviceWith(state))).toBe(expected);
  });

  test('our own record is no claim, and neither is one whose traffic somebody has taken away, nor none at all', () => {
    expect(claim(serviceWith({ leaseUntil: alive, run: OURS }))).toBeUndefined();
    expect(claim(serviceWith({ leaseUntil: alive }, 0))).toBeUndefined();
    expect(claim(serviceOf())).toBeUndefined();
  });
});
