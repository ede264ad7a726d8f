import type { ChildProcess } from 'node:child_process';
import type { Call } from '../../../emulators/call';
import type { SuiteOptions, SuiteResult } from '../suites';
import { appStoreScenarios } from './app-store/scenarios';
import { setAppStoreStage } from './app-store/stage';
import { playScenarios } from './play/scenarios';
import { setPlayStage } from './play/stage';
import { publish, wasPromised, wasRefusedClearly } from './publisher';
import { KINDS } from './scenario';
import type { Kind, Scenario } from './scenario';
import { unwatched } from './stage';
import type { Stage } from './stage';

/** One fault at one call of a scenario. */
interface Case {
  number: number;
  scenario: Scenario;
  /** Which call, counted from the step's first. */
  nth: number;
  method: string;
  kind: Kind;
}

/** Every fault at every call of publishing, and the same step once more. */
export async function mobileSuite(options: SuiteOptions): Promise<SuiteResult> {
  const [play, appStore] = [await setPlayStage(), await setAppStoreStage()];
  const result = { cases: 0, lost: 0, unmet: 0 };
  try {
    for (const each of await allCases([...playScenarios(play), ...appStoreScenarios(appStore)], options)) {
      if (options.signal.aborted) break;
      if (!options.isChosen(each.number)) continue;
      const { met, faults } = await playCase(each, options);
      account(result, each, { met, faults }, options);
    }
    return result;
  } finally {
    await play.close();
    await appStore.close();
  }
}

async function allCases(scenarios: readonly Scenario[], options: SuiteOptions): Promise<Case[]> {
  const all: Omit<Case, 'number'>[] = [];
  for (const scenario of scenarios) {
    if (options.signal.aborted) break;
    const calls = await recordedCalls(scenario, options);
    for (const [nth, call] of calls.entries())
      all.push(...kindsFor(scenario, call).map((kind) => ({ scenario, nth, method: call.method, kind })));
  }
  return all.map((each, index) => ({ number: index + 1, ...each }));
}

async function recordedCalls(scenario: Scenario, options: SuiteOptions): Promise<Call[]> {
  await scenario.reset();
  const done = await publish(scenario, options);
  const faults = [...scenario.faults(), ...scenario.leftOpen()];
  if (!wasPromised(done, scenario) || faults.length > 0)
    throw new Error(
      `${scenario.name} fails undisturbed: ${faults.join('; ')}\n${done.stdout}\n${done.stderr}`,
    );
  const calls = [...scenario.stage.calls()];
  options.tell(`${scenario.name} makes ${calls.length} calls`);
  return calls;
}

/** A read has no effect whose answer could be lost. */
function kindsFor({ impossible }: Scenario, call: Call): Kind[] {
  const none = [...(call.write ? [] : (['reset-after', 'kill-after'] as const)), ...impossible(call)];
  return KINDS.filter((kind) => !none.includes(kind));
}

/** The step under its fault, and once more: then all is as it should be, exactly once. */
async function playCase(each: Case, options: SuiteOptions): Promise<{ met: boolean; faults: string[] }> {
  const { scenario, kind, nth } = each;
  const { stage } = scenario;
  await scenario.reset();
  const disturbed = await publish(scenario, options, (child) => {
    arm(each, child);
  });
  const met = stage.calls().length > nth && stage.faults.pending === 0;
  disarm(stage);
  const isPromised = wasPromised(disturbed, scenario);
  const isKilled = kind.startsWith('kill');
  const told = isPromised || wasRefusedClearly(disturbed) || isKilled;
  const early = isPromised ? scenario.faults() : [];
  const left = isKilled ? [] : scenario.leftOpen();
  const again = await publish(scenario, options);
  const faults = [
    ...(told ? [] : [`it ended without a word: ${disturbed.stdout}${disturbed.stderr}`]),
    ...[...early, ...left].map((fault) => `before the re-run, ${fault}`),
    ...(wasPromised(again, scenario) ? [] : [`the re-run failed: ${again.stdout}`]),
    ...scenario.faults(),
    ...scenario.leftOpen(),
    ...(kind !== 'console' || scenario.isKept() ? [] : ['what was done by hand is lost']),
  ];
  return { met, faults };
}

function arm({ scenario, nth, kind, method }: Case, child: ChildProcess): void {
  const { watch, faults, cuts } = scenario.stage;
  // After what a small file has in all, too: a mapping file is cut as well.
  const cut = (): void => {
    cuts().add({ call: new RegExp(`^${method.replace('.', '\\.')}$`), afterBytes: 10 });
  };
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
      cut();
      child.kill('SIGKILL');
    });
  } else if (kind === 'cut') watch.onCall = atCall(cut);
  else if (kind === 'console') watch.onCall = atCall(scenario.actByHand);
  else if (kind === 'reset-before' || kind === 'reset-after') faults.add({ call: nth, kind });
  else faults.add({ call: nth, kind: 'status', status: Number(kind) });
}

function disarm({ faults, watch, cuts }: Stage): void {
  faults.clear();
  cuts().clear();
  Object.assign(watch, unwatched());
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
