import type { Runner } from '../../../lib/runner';
import { STORE_NAMES } from './store';
import type { Outcome, State, Verb } from './store';

/** From what needs somebody most to what needs nobody. */
const ORDER: readonly State[] = [
  'failed',
  'rejected',
  'halted',
  'absent',
  'processing',
  'ready',
  'in-review',
  'awaiting-release',
  'rolling-out',
  'testing',
  'released',
  'superseded',
];

/** Writes outputs, summary and the log's last lines. Of two stores, the outputs tell the one that needs somebody most. */
export function report(runner: Runner, verb: Verb, outcomes: readonly Outcome[]): void {
  const [first] = [...outcomes].sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
  if (!first) return;
  const outputs = {
    state: first.state,
    reason: first.reason,
    remedy: first.remedy,
    changed: outcomes.some(({ changed }) => changed),
    version: first.version,
    build: first.build,
    percent: first.percent ?? '',
    gate: outcomes.find(({ gate }) => gate)?.gate ?? '',
    results: outcomes,
  };
  for (const [name, value] of Object.entries(outputs)) runner.setOutput(name, value);
  for (const outcome of outcomes) runner.log.info(lineOf(outcome));
  summarise(runner, verb, outcomes);
}

/** "Google Play: com.example.app 42 is rolling-out on production at 20 %." */
function lineOf({ store, app, build, state, where, percent }: Outcome): string {
  const place = where === '' ? '' : ` on ${where}`;
  const share = percent === undefined || percent === 100 ? '' : ` at ${percent} %`;
  return `${STORE_NAMES[store]}: ${[app, build].filter(Boolean).join(' ')} is ${state}${place}${share}.`;
}

function summarise({ summary }: Runner, verb: Verb, outcomes: readonly Outcome[]): void {
  summary.heading(`Mobile: ${verb}`);
  summary.table(
    ['store', 'app', 'version', 'build', 'state', 'where', 'users'],
    outcomes.map(({ store, app, version, build, state, where, percent }) => [
      ...[STORE_NAMES[store], app, version, build, state, where],
      percent === undefined ? '' : `${percent} %`,
    ]),
  );
  for (const { reason, remedy, steps, changed } of outcomes) {
    summary.paragraph([reason, remedy].filter(Boolean).join(' '));
    if (steps.length > 0) summary.list(steps);
    else if (!changed) summary.paragraph('Nothing was changed.');
  }
}
