import type { ChildProcess } from 'node:child_process';
import { runAction } from './action';
import type { ActionOptions, ActionRun } from './action';
import { hasPost, killsAt } from './fault-kinds';
import type { FaultKind } from './fault-kinds';
import { badEnding } from './endings';
import { heldUpTraffic, incidentFaults, unfinishedTraffic, unsoundTraffic } from './inspect';
import type { RecordedWrite } from './outsider';
import type { ForeignTags } from './place';
import { OLD } from './place';
import { begin } from './record';
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
  before: readonly RecordedWrite[];
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
  const { scenario, kind } = played;
  const foreign = await begin(stage, scenario, played.before);
  const first = stage.cloudRun.calls.length;
  const { run, met } = await struck(stage, played, options);
  if (!met) return { met, faults: [], printed: printed([run]) };

  const faults = [
    ...badEnding(run, killsAt(kind) !== undefined),
    ...(await unsound(stage, played, foreign)),
    // Where the whole machine is gone, that is for the nets on others.
    ...(hasPost(kind) ? heldUp(stage, scenario) : []),
  ];
  const isOver = endedAs(run, scenario.exitCode) && unfinished(stage, scenario).length === 0;
  const again = isOver ? undefined : await runAction(scenario, options);
  if (again)
    faults.push(
      ...[...badEnding(again, false), ...(await unsound(stage, played, foreign))].map(
        (fault) => `re-run: ${fault}`,
      ),
    );
  faults.push(
    ...unfinished(stage, scenario),
    ...heldUp(stage, scenario),
    ...overstepped(stage, scenario, first),
  );
  return { met, faults, printed: printed(again ? [run, again] : [run]) };
}

function unfinished(stage: Stage, { regions, ends, tells }: Scenario): string[] {
  return [...unfinishedTraffic(stage, regions, ends), ...(tells ? incidentFaults(stage) : [])];
}

const heldUp = (stage: Stage, { regions }: Scenario): string[] =>
  regions.flatMap((region) => heldUpTraffic(stage, region));

/** Who is refused has written nothing. */
function overstepped({ cloudRun }: Stage, { isRefused }: Scenario, first: number): string[] {
  const written = isRefused ? cloudRun.calls.slice(first).filter(({ write }) => write) : [];
  return written.map(({ method }) => `was refused, and has called ${method}`);
}

async function struck(
  stage: Stage,
  { scenario, target, kind }: Case,
  options: ActionOptions,
): Promise<{ run: ActionRun; met: boolean }> {
  let running: ChildProcess | undefined;
  const watch = new Watch(stage, { target, kind, child: () => running });
  stage.watchedBy(watch);
  const onSpawn = (child: ChildProcess): void => {
    running = child;
  };
  // A run that ended before it met its fault has a post step like any other.
  const run = await runAction(scenario, { ...options, onSpawn }, () => hasPost(kind) || !watch.met);
  stage.watchedBy(undefined);
  const { met } = watch;
  stage.cloudRun.faults.clear();
  stage.gitHubFaults.clear();
  return { run, met };
}

/** Everything under way has to have come to its end before anybody looks. */
async function unsound(
  stage: Stage,
  { scenario, target, kind }: Case,
  seeded: ForeignTags,
): Promise<string[]> {
  await stage.cloudRun.idle();
  return scenario.regions.flatMap((region) => {
    const isRaced = kind === 'etag-race' && region === target.region;
    return unsoundTraffic(stage, region, isRaced ? { ...seeded, [RACED_TAG]: OLD } : seeded);
  });
}

const endedAs = ({ main, post }: ActionRun, exitCode: number): boolean =>
  main.exitCode === exitCode && post?.exitCode === 0;

function printed(runs: readonly ActionRun[]): string {
  const steps = runs.flatMap(({ main, post }) => (post ? [main, post] : [main]));
  return steps.map(({ stdout, stderr }) => `--- a step\n${stdout}${stderr}`).join('\n');
}
