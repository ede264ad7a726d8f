import type { ChildProcess } from 'node:child_process';
import type { Call } from '../../../emulators/server';
import type { SuiteOptions, SuiteResult } from '../suites';
import { faultsOf, leftOpen } from './inspect';
import { publish, wasPromised, wasRefusedClearly } from './publisher';
import { SCENARIOS } from './scenarios';
import type { Scenario } from './scenarios';
import { PACKAGE, setStage } from './stage';
import type { Stage } from './stage';

const KINDS = [
  ...(['409', '503', '429', 'reset-before', 'reset-after', 'kill-before', 'kill-after'] as const),
  ...(['cut', 'kill-amid', 'console'] as const),
] as const;
type Kind = (typeof KINDS)[number];

/** One fault at one call of a scenario. */
interface Case {
  number: number;
  scenario: Scenario;
  /** Which call, counted from the step's first. */
  nth: number;
  method: string;
  kind: Kind;
}

/** What somebody does in the Console in the middle: it has to be there in the end. */
const BY_HAND = 'made by hand';

/** Every fault at every call of publishing, and the same step once more. */
export async function mobileSuite(options: SuiteOptions): Promise<SuiteResult> {
  const stage = await setStage();
  const result = { cases: 0, lost: 0, unmet: 0 };
  try {
    for (const each of await allCases(stage, options)) {
      if (options.signal.aborted) break;
      if (!options.isChosen(each.number)) continue;
      const { met, faults } = await play(stage, each, options);
      account(result, each, { met, faults }, options);
    }
    return result;
  } finally {
    await stage.close();
  }
}

async function allCases(stage: Stage, options: SuiteOptions): Promise<Case[]> {
  const all: Omit<Case, 'number'>[] = [];
  for (const scenario of SCENARIOS) {
    const calls = await recordedCalls(stage, scenario, options);
    for (const [nth, call] of calls.entries())
      all.push(...kindsFor(call).map((kind) => ({ scenario, nth, method: call.method, kind })));
  }
  return all.map((each, index) => ({ number: index + 1, ...each }));
}

async function recordedCalls(stage: Stage, scenario: Scenario, options: SuiteOptions): Promise<Call[]> {
  await stage.reset(scenario.seed);
  const done = await publish(stage, scenario, options);
  const faults = [...faultsOf(stage, scenario), ...leftOpen(stage)];
  if (!wasPromised(done, scenario) || faults.length > 0)
    throw new Error(
      `${scenario.name} fails undisturbed: ${faults.join('; ')}\n${done.stdout}\n${done.stderr}`,
    );
  options.tell(`${scenario.name} makes ${stage.play.calls.length} calls`);
  return [...stage.play.calls];
}

/** A read has no effect whose answer could be lost; only bytes of an upload can be cut. */
function kindsFor({ method, write }: Call): Kind[] {
  const none: Kind[] = [
    ...(write ? [] : (['reset-after', 'kill-after'] as const)),
    ...(method === 'Uploads.Append' ? [] : (['cut', 'kill-amid'] as const)),
    // There has to be an edit that it ends.
    ...(method === 'Edits.Insert' || method === 'Releases.List' ? (['console'] as const) : []),
  ];
  return KINDS.filter((kind) => !none.includes(kind));
}

/** The step under its fault, and once more: then all is as it should be, exactly once. */
async function play(
  stage: Stage,
  each: Case,
  options: SuiteOptions,
): Promise<{ met: boolean; faults: string[] }> {
  const { scenario, kind, nth } = each;
  await stage.reset(scenario.seed);
  const disturbed = await publish(stage, scenario, options, (child) => {
    arm(stage, each, child);
  });
  const met = stage.play.calls.length > nth && stage.faults.pending === 0;
  disarm(stage);
  const isPromised = wasPromised(disturbed, scenario);
  const isKilled = kind.startsWith('kill');
  const told = isPromised || wasRefusedClearly(disturbed) || isKilled;
  const early = isPromised ? faultsOf(stage, scenario) : [];
  const left = isKilled ? [] : leftOpen(stage);
  const again = await publish(stage, scenario, options);
  const faults = [
    ...(told ? [] : [`it ended without a word: ${disturbed.stdout}${disturbed.stderr}`]),
    ...[...early, ...left].map((fault) => `before the re-run, ${fault}`),
    ...(wasPromised(again, scenario) ? [] : [`the re-run failed: ${again.stdout}`]),
    ...faultsOf(stage, scenario),
    ...leftOpen(stage),
    ...(kind !== 'console' || stage.app().tracks.has(BY_HAND) ? [] : ['what was done by hand is lost']),
  ];
  return { met, faults };
}

function arm(stage: Stage, { nth, kind }: Case, child: ChildProcess): void {
  const { play: store, watch, faults } = stage;
  const atCall =
    (work: () => void) =>
    (call: Call): void => {
      if (call.index === nth) work();
    };
  const kill = atCall(() => child.kill('SIGKILL'));
  if (kind === 'kill-before') watch.onCall = kill;
  else if (kind === 'kill-after') watch.onEffect = kill;
  else if (kind === 'kill-amid') {
    watch.onCall = atCall(() => {
      cut(stage);
      child.kill('SIGKILL');
    });
  } else if (kind === 'cut')
    watch.onCall = atCall(() => {
      cut(stage);
    });
  else if (kind === 'console')
    watch.onCall = atCall(() => {
      store.inConsole(PACKAGE, ({ tracks }) => tracks.set(BY_HAND, []));
    });
  else if (kind === 'reset-before' || kind === 'reset-after') faults.add({ call: nth, kind });
  else faults.add({ call: nth, kind: 'status', status: Number(kind) });
}

/** After what a small file has in all, too: a mapping file is cut as well. */
const cut = ({ play: store }: Stage): void => {
  store.cuts.add({ call: /^Uploads\.Append$/, afterBytes: 10 });
};

function disarm({ faults, watch, play: store }: Stage): void {
  faults.clear();
  store.cuts.clear();
  watch.onCall = () => undefined;
  watch.onEffect = () => undefined;
}

function account(
  result: SuiteResult,
  { number, scenario, method, nth, kind }: Case,
  { met, faults }: { met: boolean; faults: readonly string[] },
  options: SuiteOptions,
): void {
  if (options.signal.aborted) return;
  if (met) result.cases += 1;
  else result.unmet += 1;
  const name = `${scenario.name}: ${method} ${nth}, ${kind}`;
  if (options.verbose) options.tell(`case ${number}: ${name}`);
  if (faults.length === 0) return;
  result.lost += 1;
  options.tell(
    `LOST case ${number}: ${name}: ${faults.join('; ')} (again: ${options.repeat} --only ${number})`,
  );
}
