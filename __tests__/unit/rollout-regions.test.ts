import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decide, leaseUntil } from '../../lib/rollout';
import type { Decision, Member, RolloutState, Standing } from '../../lib/rollout';
import { NOW, iso, policyOf, stateOf, verdictOf } from './rollout-fixtures';

const MINUTE = 60_000;
const policy = policyOf();
const last = policy.steps.length - 1;

const member = (
  region: string,
  wave: number,
  step: number,
  { state, ...more }: Omit<Partial<Member>, 'state'> & { state?: Partial<RolloutState> } = {},
): Member => ({
  region,
  wave,
  state: stateOf({ step, status: step < 0 ? 'candidate' : 'rolling', ...state }),
  standing: 'as-left',
  ...more,
});

const decided = (members: Member[], at = 0, verdict = verdictOf('inconclusive')): Decision =>
  decide({ members, verdict, watchedSince: NOW }, NOW + at, policy);

describe('several regions', () => {
  test('of a wave move side by side', () => {
    const members = [member('a', 0, -1), member('b', 0, -1), member('c', 1, -1)];
    expect(decided(members)).toMatchObject({
      do: 'shift',
      wave: 0,
      step: 0,
      regions: ['a', 'b'],
      commit: false,
    });
    const judged = [member('a', 0, 0), member('b', 0, 0), member('c', 1, -1)];
    expect(decided(judged, 10 * MINUTE, verdictOf('pass'))).toMatchObject({ step: 1, regions: ['a', 'b'] });
  });

  test('that lag behind after a death catch up before anything else moves', () => {
    const members = [member('a', 0, 1), member('b', 0, 0), member('c', 1, -1)];
    expect(decided(members, 45 * MINUTE, verdictOf('pass'))).toMatchObject({
      do: 'shift',
      step: 1,
      regions: ['b'],
    });
  });

  test('the next wave begins when the one before it is through, and nothing is final before the last', () => {
    const first = [member('a', 0, last), member('b', 0, last)];
    expect(decided([...first, member('c', 1, -1)])).toMatchObject({
      wave: 1,
      step: 0,
      regions: ['c'],
      commit: false,
    });
    const all = [...first, member('c', 1, last)];
    expect(decided(all)).toMatchObject({ do: 'shift', step: last, regions: ['a', 'b', 'c'], commit: true });
  });

  test('of a later wave begin at once where the candidate serves in all the others already', () => {
    expect(decided([member('c', 1, -1)])).toMatchObject({ do: 'shift', wave: 1, step: 0, regions: ['c'] });
  });

  test('a promotion that died between two regions is finished', () => {
    const members = [member('a', 0, last, { state: { status: 'promoted' } }), member('b', 0, last)];
    expect(decided(members)).toMatchObject({ do: 'shift', step: last, regions: ['b'], commit: true });
  });

  test('a return that died between two regions is finished, for the reason that it began with', () => {
    const back = { status: 'rolled-back', cause: 'failed', why: 'it fails' } as const;
    const members = [member('a', 0, 1, { state: back }), member('b', 0, 1), member('c', 1, -1)];
    expect(decided(members)).toMatchObject({
      do: 'abort',
      regions: ['b'],
      cause: 'failed',
      result: 'rolled-back',
    });
  });

  test('a fail in the second wave brings back every region that has moved', () => {
    const members = [member('a', 0, last), member('b', 1, 0), member('c', 1, 0), member('d', 2, -1)];
    expect(decided(members, 0, verdictOf('fail'))).toMatchObject({ do: 'abort', regions: ['a', 'b', 'c'] });
  });

  test('one that a person has moved is left alone, and the others come back', () => {
    const members = [member('a', 0, 1), member('b', 0, 1, { standing: 'moved' })];
    expect(decided(members)).toMatchObject({ do: 'abort', regions: ['a'], result: 'superseded' });
  });

  test('where another run has taken over, all is left to it', () => {
    const members = [member('a', 0, 1), member('b', 0, 1, { standing: 'taken' })];
    expect(decided(members)).toMatchObject({ do: 'end', result: 'superseded' });
  });

  test('one that does not answer is waited for, and after five minutes all come back', () => {
    const silent = (since: number): Member[] => [
      member('a', 0, 0, { unreachableSince: NOW + since }),
      member('b', 0, 0),
    ];
    expect(decided(silent(0), 4 * MINUTE, verdictOf('pass'))).toMatchObject({
      do: 'wait',
      until: NOW + 5 * MINUTE,
    });
    expect(decided(silent(0), 5 * MINUTE)).toMatchObject({
      do: 'abort',
      regions: ['a', 'b'],
      why: expect.stringContaining('a'),
    });
  });

  test('of an earlier wave keep their lease while a later one is looked at', () => {
    const members = [
      member('a', 0, last, { state: { leaseUntil: iso(NOW + 5 * MINUTE) } }),
      member('b', 1, 0, { state: { leaseUntil: iso(NOW + 60 * MINUTE) } }),
    ];
    expect(decided(members)).toEqual({ do: 'renew', regions: ['a'] });
  });

  test('records that contradict each other are not made whole', () => {
    expect(decided([member('a', 0, 0), member('b', 1, 0)])).toMatchObject({
      do: 'abort',
      regions: ['a', 'b'],
    });
  });
});

/** What may happen between two decisions. */
type Event =
  | { do: 'time'; minutes: number }
  | { do: 'verdict'; result: 'pass' | 'fail' | 'inconclusive' }
  | { do: 'person'; region: number; standing: Standing }
  | { do: 'silence'; region: number }
  | { do: 'speech'; region: number }
  | { do: 'lost writes'; every: number };

const events: fc.Arbitrary<Event[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('time' as const), minutes: fc.integer({ min: 1, max: 15 }) }),
    },
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('verdict' as const), result: fc.constant('pass' as const) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('verdict' as const),
        result: fc.constantFrom('fail' as const, 'inconclusive' as const),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('person' as const),
        region: fc.nat(8),
        standing: fc.constantFrom<Standing[]>('moved', 'gone', 'taken', 'raised', 'stranded'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('silence' as const), region: fc.nat(8) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('speech' as const), region: fc.nat(8) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('lost writes' as const),
        every: fc.integer({ min: 2, max: 3 }),
      }),
    },
  ),
  { maxLength: 60 },
);

const shapes = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 });

/** A world in which decisions are carried out, some writes are lost, and others interfere. */
class World {
  members: Member[];
  now = NOW;
  result: 'pass' | 'fail' | 'inconclusive' = 'inconclusive';
  hasFailed = false;
  private lostEvery = 0;
  private writes = 0;

  constructor(shape: readonly number[]) {
    this.members = shape.flatMap((count, wave) =>
      Array.from({ length: count }, (_, index) => member(`r${wave}${index}`, wave, -1)),
    );
  }

  happen(event: Event): void {
    const at = 'region' in event ? event.region % this.members.length : -1;
    if (event.do === 'time') this.now += event.minutes * MINUTE;
    else if (event.do === 'verdict') this.result = this.hasFailed ? 'fail' : event.result;
    else if (event.do === 'person') this.change(at, { standing: event.standing });
    else if (event.do === 'silence') this.change(at, { unreachableSince: this.now });
    else if (event.do === 'speech') this.change(at, { unreachableSince: undefined });
    else this.lostEvery = event.every;
    this.hasFailed ||= this.result === 'fail';
  }

  decide(): Decision {
    return decide(
      { members: this.members, verdict: verdictOf(this.result), watchedSince: NOW },
      this.now,
      policy,
    );
  }

  carryOut(decision: Decision): void {
    if (!('regions' in decision)) return;
    for (const [index, { region, state, standing }] of this.members.entries()) {
      if (!decision.regions.includes(region)) continue;
      this.writes += 1;
      if (this.lostEvery > 0 && this.writes % this.lostEvery === 0) continue;
      const at = { stepStartedAt: iso(this.now), leaseUntil: leaseUntil(this.now, state.step, policy) };
      if (decision.do === 'shift') {
        if (standing !== 'as-left' && standing !== 'stranded') continue;
        const status = decision.commit ? 'promoted' : 'rolling';
        this.change(index, { standing: 'as-left', state: { ...state, ...at, step: decision.step, status } });
      } else if (decision.do === 'abort')
        this.change(index, { state: { ...state, status: 'rolled-back', cause: 'failed' } });
      else if (decision.do === 'mark')
        this.change(index, { standing: 'as-left', state: { ...state, raised: true } });
      else this.change(index, { state: { ...state, leaseUntil: at.leaseUntil } });
    }
  }

  private change(index: number, change: Partial<Member>): void {
    this.members = this.members.map((each, place) => (place === index ? { ...each, ...change } : each));
  }
}

/** Plays a world through, and looks at every decision before it is carried out. */
function play(
  shape: readonly number[],
  script: readonly Event[],
  look: (decision: Decision, world: World) => void,
): void {
  const world = new World(shape);
  for (const event of script) {
    world.happen(event);
    const decision = world.decide();
    look(decision, world);
    world.carryOut(decision);
  }
}

const isLost = ({ state, standing }: Member): boolean =>
  state.status === 'rolled-back' || ['moved', 'gone', 'taken'].includes(standing);

describe('whatever happens in whatever order', () => {
  test('at most one wave is in motion', () => {
    fc.assert(
      fc.property(shapes, events, (shape, script) => {
        play(shape, script, (_, { members }) => {
          const under = members.filter(
            ({ state }) => state.status === 'rolling' && state.step < last && state.step >= 0,
          );
          expect(new Set(under.map(({ wave }) => wave)).size).toBeLessThanOrEqual(1);
          const highest = Math.max(...members.map(({ wave, state }) => (state.step >= 0 ? wave : 0)));
          const open = members.filter(({ wave, state }) => wave < highest && state.status !== 'rolled-back');
          expect(open.every(({ state }) => state.step === last)).toBe(true);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('nothing goes forward after a fail, unless all were shown to pass before it', () => {
    fc.assert(
      fc.property(shapes, events, (shape, script) => {
        play(shape, script, (decision, { hasFailed, members }) => {
          const isPromoted = members.some(({ state }) => state.status === 'promoted');
          if (hasFailed && !isPromoted) expect(decision.do).not.toBe('shift');
        });
      }),
      { numRuns: 300 },
    );
  });

  test('no region is written that somebody else has moved or taken over', () => {
    fc.assert(
      fc.property(shapes, events, (shape, script) => {
        play(shape, script, (decision, { members }) => {
          const written = 'regions' in decision ? decision.regions : [];
          const lost = members.filter(isLost).map(({ region }) => region);
          expect(written.filter((region) => lost.includes(region))).toEqual([]);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('a region whose share somebody raised is never given more, nor promoted', () => {
    fc.assert(
      fc.property(shapes, events, (shape, script) => {
        play(shape, script, (decision, { members }) => {
          if (decision.do !== 'shift' || members.some(({ state }) => state.status === 'promoted')) return;
          const raised = members.filter(({ state, standing }) => state.raised ?? standing === 'raised');
          expect(raised.filter(({ region }) => decision.regions.includes(region))).toEqual([]);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('left in peace, with every step passed, it is promoted everywhere', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const world = new World(shape);
        world.happen({ do: 'verdict', result: 'pass' });
        for (let turn = 0; turn < 60 && world.decide().do !== 'end'; turn += 1) {
          world.carryOut(world.decide());
          world.happen({ do: 'time', minutes: 10 });
        }
        expect(world.decide()).toMatchObject({ do: 'end', result: 'promoted' });
        expect(world.members.every(({ state }) => state.status === 'promoted')).toBe(true);
      }),
    );
  });
});
