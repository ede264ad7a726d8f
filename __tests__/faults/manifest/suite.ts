import type { ChildProcess } from 'node:child_process';
import type { Call } from '../../../emulators/call';
import type { SuiteOptions, SuiteResult } from '../suites';
import { crowd } from './crowd';
import { faultsOf } from './inspect';
import { publish, wasPromised, wasRefusedClearly } from './publisher';
import { setStage } from './stage';
import type { Stage } from './stage';

const KINDS = ['412', '503', '429', 'reset-before', 'reset-after', 'kill-before', 'kill-after'] as const;
type Kind = (typeof KINDS)[number];

/** One fault at one call of a publishing. */
interface Case {
  number: number;
  /** Which call, counted from the publishing's first. */
  nth: number;
  method: string;
  kind: Kind;
}

const NEXT = { version: '1.1.0', correct: 600_000 };

/** Every fault at every call of a publishing, and then two hundred publishers at once. */
export async function manifestSuite(options: SuiteOptions): Promise<SuiteResult> {
  const stage = await setStage();
  const result = { cases: 0, lost: 0, unmet: 0 };
  try {
    const cases = casesOf(await recordedCalls(stage, options));
    const last = cases.length + 1;
    const { isChosen } = options;
    for (const each of cases.filter(({ number }) => isChosen(number))) {
      if (options.signal.aborted) break;
      const name = `${each.method} ${each.nth}, ${each.kind}`;
      account(result, { number: each.number, name }, await play(stage, each, options), options);
    }
    if (isChosen(last) && !options.signal.aborted)
      account(result, { number: last, name: 'the crowd' }, await crowd(stage, options), options);
    return result;
  } finally {
    await stage.close();
  }
}

async function recordedCalls(stage: Stage, options: SuiteOptions): Promise<Call[]> {
  await prepare(stage, options);
  const before = stage.gcs.calls.length;
  const done = await publish(stage, NEXT, options);
  if (!wasPromised(done)) throw new Error(`An undisturbed publishing fails:\n${done.stdout}\n${done.stderr}`);
  const calls = stage.gcs.calls.slice(before);
  options.tell(`a publishing makes ${calls.length} calls`);
  return calls;
}

/** A bucket with a first model. */
async function prepare(stage: Stage, options: SuiteOptions): Promise<void> {
  await stage.reset();
  const first = await publish(stage, { version: '1.0.0', correct: 500_000, first: true }, options);
  if (!wasPromised(first)) throw new Error(`The first publishing fails:\n${first.stdout}\n${first.stderr}`);
}

function casesOf(calls: readonly Call[]): Case[] {
  const all = calls.flatMap(({ method, write }, nth) =>
    KINDS.filter((kind) => write || !['412', 'reset-after', 'kill-after'].includes(kind)).map((kind) => ({
      ...{ nth, method, kind },
    })),
  );
  return all.map((each, index) => ({ number: index + 1, ...each }));
}

/** The publishing under its fault, and once more: then the model is out, exactly once. */
async function play(stage: Stage, each: Case, options: SuiteOptions): Promise<string[]> {
  await prepare(stage, options);
  const from = stage.gcs.calls.length;
  const disturbed = await publish(stage, NEXT, options, (child) => {
    arm(stage, each, from, child);
  });
  disarm(stage);
  const isKilled = each.kind.startsWith('kill');
  const told = wasPromised(disturbed) || wasRefusedClearly(disturbed) || isKilled;
  const early = wasPromised(disturbed) ? await faultsOf(stage, ['1.0.0', NEXT.version]) : [];
  const again = await publish(stage, NEXT, options);
  return [
    ...(told ? [] : [`it ended without a word: ${disturbed.stdout}${disturbed.stderr}`]),
    ...early,
    ...(wasPromised(again) ? [] : [`the re-run failed: ${again.stdout}`]),
    ...(await faultsOf(stage, ['1.0.0', NEXT.version])),
  ];
}

function arm(stage: Stage, { nth, kind }: Case, from: number, child: ChildProcess): void {
  const call = from + nth;
  if (kind === 'kill-before' || kind === 'kill-after') {
    const moment = kind === 'kill-before' ? 'onCall' : 'onEffect';
    stage.watch[moment] = ({ index }) => {
      if (index === call) child.kill('SIGKILL');
    };
  } else if (kind === 'reset-before' || kind === 'reset-after') stage.faults.add({ call, kind });
  else stage.faults.add({ call, kind: 'status', status: Number(kind) });
}

function disarm({ faults, watch }: Stage): void {
  faults.clear();
  watch.onCall = () => undefined;
  watch.onEffect = () => undefined;
}

function account(
  result: SuiteResult,
  { number, name }: { number: number; name: string },
  faults: readonly string[],
  options: SuiteOptions,
): void {
  if (options.signal.aborted) return;
  result.cases += 1;
  if (options.verbose) options.tell(`case ${number}: ${name}`);
  if (faults.length === 0) return;
  result.lost += 1;
  options.tell(
    `LOST case ${number}: ${name}: ${faults.join('; ')} (again: ${options.repeat} --only ${number})`,
  );
}
