import type { ChildProcess } from 'node:child_process';
import type { ServiceSpec } from '../../../emulators/cloudrun/resources';
import { runAction } from './action';
import type { ActionOptions, ActionRun } from './action';
import { hasPost, killsAt } from './fault-kinds';
import type { FaultKind } from './fault-kinds';
import { badEnding, unfinishedTraffic, unsoundTraffic } from './inspect';
import { replay, seed } from './outsider';
import type { ForeignTags } from './place';
import { OLD } from './place';
import type { Scenario } from './scenarios';
import type { Stage } from './stage';
import { RACED_TAG, Watch } from './watch';
import type { Target } from './watch';

/** One fault at one call of one scenario. */
export interface Case {
  /** From 1; `--only N` repeats it. */
  number: number;
  scenario: Scenario;
  /** The writes that have led to where the scenario begins. */
  before: readonly ServiceSpec[];
  target: Target;
  kind: FaultKind;
}

/** What became of a case. */
export interface Played {
  /** False where the run went another way and never made the call: such a case proves nothing. */
  met: boolean;
  /** What does not hold, in words. */
  faults: readonly string[];
  /** What the steps printed, for whoever repeats the case. */
  printed: string;
}

/** Runs the action under its fault, once more where that failed, and looks at what it leaves behind. */
export async function playCase(stage: Stage, played: Case, options: ActionOptions): Promise<Played> {
  const { cloudRun } = stage;
  const { scenario, kind } = played;
  await cloudRun.reset();
  const seeded = await seed(cloudRun, scenario.prior);
  await replay(cloudRun, played.before);
  const { run, met } = await struck(stage, played, options);
  if (!met) return { met, faults: [], printed: printed([run]) };

  const foreign: ForeignTags = kind === 'etag-race' ? { ...seeded, [RACED_TAG]: OLD } : seeded;
  const faults = [...badEnding(run, killsAt(kind) !== undefined), ...(await unsound(stage, foreign))];
  const isOver = endedAs(run, scenario.exitCode) && unfinishedTraffic(stage, scenario.ends).length === 0;
  const again = isOver ? undefined : await runAction(scenario, options);
  if (again)
    faults.push(
      ...[...badEnding(again, false), ...(await unsound(stage, foreign))].map((fault) => `re-run: ${fault}`),
    );
  faults.push(...unfinishedTraffic(stage, scenario.ends));
  return { met, faults, printed: printed(again ? [run, again] : [run]) };
}

async function struck(
  stage: Stage,
  { scenario, target, kind }: Case,
  options: ActionOptions,
): Promise<{ run: ActionRun; met: boolean }> {
  const { cloudRun } = stage;
  let running: ChildProcess | undefined;
  const watch = new Watch(cloudRun, { target, kind, child: () => running });
  stage.watchedBy(watch);
  const onSpawn = (child: ChildProcess): void => {
    running = child;
  };
  // A run that ended before it met its fault has a post step like any other.
  const run = await runAction(scenario, { ...options, onSpawn }, () => hasPost(kind) || !watch.met);
  stage.watchedBy(undefined);
  const { met } = watch;
  cloudRun.faults.clear();
  return { run, met };
}

/** Everything under way has to have come to its end before anybody looks. */
async function unsound(stage: Stage, foreign: ForeignTags): Promise<string[]> {
  await stage.cloudRun.idle();
  return unsoundTraffic(stage, foreign);
}

const endedAs = ({ main, post }: ActionRun, exitCode: number): boolean =>
  main.exitCode === exitCode && post?.exitCode === 0;

function printed(runs: readonly ActionRun[]): string {
  const steps = runs.flatMap(({ main, post }) => (post ? [main, post] : [main]));
  return steps.map(({ stdout, stderr }) => `--- a step\n${stdout}${stderr}`).join('\n');
}
