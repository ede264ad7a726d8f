/** trials.json: events in the life of an installation -> what it remembers, and which model it uses. */

/** Models are letters here; a client may take any text for their hashes. `-` is the model bundled with the app. */
interface After {
  uses: string;
  current: string;
  previous: string;
  trial: { model: string; phase: string; healthyLaunches: number } | null;
  failed: string[];
}

type Event = { event: string } & Record<string, unknown>;
type Step = [event: Event, after: After];

const lettersIn = (text: string): string[] => Array.from(text);

/** In short: uses, current, previous, on trial (model, phase, healthy launches), failed. */
function after(uses: string, current: string, previous: string, trial = '', failed = ''): After {
  const [model, phase = '', healthyLaunches = ''] = trial.split(' ');
  const onTrial = model ? { model, phase, healthyLaunches: Number(healthyLaunches) } : null;
  return { uses, current, previous, trial: onTrial, failed: lettersIn(failed) };
}

const checking = (model: string): Event => ({ event: 'checking', model });
const checked = (model: string): Event => ({ event: 'checked', model });
const failed = (model: string): Event => ({ event: 'failed', model });
/** @param usable the models whose file is there and that suit this version of the app */
const launched = (usable: string): Event => ({ event: 'launched', usable: lettersIn(usable) });
const healthy = (model: string): Event => ({ event: 'healthy', model });
const closed = (model: string): Event => ({ event: 'closed', model });
const revoked = (models: string): Event => ({ event: 'discarded', models: lettersIn(models) });

/** A is on trial for the first time. */
const BEGIN: Step[] = [
  [checking('A'), after('-', '-', '-', 'A checking 0')],
  [checked('A'), after('-', '-', '-', 'A waiting 0')],
  [launched('A'), after('A', '-', '-', 'A running 0')],
];
/** A is current, and B on trial. */
const SECOND: Step[] = [
  ...BEGIN,
  [healthy('A'), after('-', '-', '-', 'A waiting 1')],
  [launched('A'), after('A', '-', '-', 'A running 1')],
  [healthy('A'), after('A', 'A', '-')],
  [checking('B'), after('A', 'A', '-', 'B checking 0')],
  [checked('B'), after('A', 'A', '-', 'B waiting 0')],
  [launched('AB'), after('B', 'A', '-', 'B running 0')],
];
/** B is current, and A what was before it. */
const SETTLED: Step[] = [
  ...SECOND,
  [healthy('B'), after('A', 'A', '-', 'B waiting 1')],
  [launched('AB'), after('B', 'A', '-', 'B running 1')],
  [healthy('B'), after('B', 'B', 'A')],
];

const CASES: [name: string, steps: Step[]][] = [
  ['healthy launches make it the current one', SETTLED],
  ['a crash in the first launch', [...BEGIN, [launched('A'), after('-', '-', '-', '', 'A')]]],
  [
    'a crash after a healthy launch',
    [
      ...BEGIN,
      [healthy('A'), after('-', '-', '-', 'A waiting 1')],
      [launched('A'), after('A', '-', '-', 'A running 1')],
      [launched('A'), after('-', '-', '-', '', 'A')],
    ],
  ],
  ['a crash of the second model', [...SECOND, [launched('AB'), after('A', 'A', '-', '', 'B')]]],
  [
    'a crash while it was checked',
    [
      [checking('A'), after('-', '-', '-', 'A checking 0')],
      [launched('A'), after('-', '-', '-', '', 'A')],
    ],
  ],
  [
    'the check finds it wanting',
    [
      [checking('A'), after('-', '-', '-', 'A checking 0')],
      [failed('A'), after('-', '-', '-', '', 'A')],
      [checked('A'), after('-', '-', '-', '', 'A')],
    ],
  ],
  [
    'closed in good order is no crash, and no proof',
    [
      ...BEGIN,
      [closed('A'), after('-', '-', '-', 'A waiting 0')],
      [launched('A'), after('A', '-', '-', 'A running 0')],
    ],
  ],
  [
    'healthy counts once a launch',
    [
      ...BEGIN,
      [healthy('A'), after('-', '-', '-', 'A waiting 1')],
      [healthy('A'), after('-', '-', '-', 'A waiting 1')],
    ],
  ],
  [
    'healthy with another model proves nothing',
    [...SECOND, [healthy('A'), after('B', 'A', '-', 'B running 0')]],
  ],
  [
    'closed with another model changes nothing',
    [...SECOND, [closed('A'), after('B', 'A', '-', 'B running 0')]],
  ],
  [
    'a newer one takes the place on trial',
    [...SECOND, [checking('C'), after('A', 'A', '-', 'C checking 0')]],
  ],
  ['the current one is revoked', [...SETTLED, [revoked('B'), after('A', 'A', '-')]]],
  ['current and previous are revoked', [...SETTLED, [revoked('AB'), after('-', '-', '-')]]],
  ['the previous one is revoked', [...SETTLED, [revoked('A'), after('B', 'B', '-')]]],
  ['the one on trial is revoked', [...SECOND, [revoked('B'), after('A', 'A', '-')]]],
  ['a stranger is revoked', [...SECOND, [revoked('X'), after('B', 'A', '-', 'B running 0')]]],
  ['the current one cannot be loaded any more', [...SETTLED, [failed('B'), after('A', 'A', '-', '', 'B')]]],
  ['the file of the current one is gone', [...SETTLED, [launched('A'), after('A', 'A', '-')]]],
  ['all files are gone', [...SETTLED, [launched(''), after('-', '-', '-')]]],
  [
    'the file of the one on trial is gone: that is not its fault',
    [
      [checking('A'), after('-', '-', '-', 'A checking 0')],
      [checked('A'), after('-', '-', '-', 'A waiting 0')],
      [launched(''), after('-', '-', '-')],
    ],
  ],
  [
    'the manifest wants the current one after all',
    [...SECOND, [{ event: 'abandoned' }, after('A', 'A', '-')]],
  ],
  ['the manifest wants the bundled one', [...SETTLED, [{ event: 'bundledAgain' }, after('-', '-', 'B')]]],
];

/** The file's content. */
export function trials(): unknown {
  const cases = CASES.map(([name, steps]) => ({
    name,
    steps: steps.map(([event, then]) => ({ ...event, after: then })),
  }));
  return { healthyLaunchesNeeded: 2, bundled: '-', cases };
}
