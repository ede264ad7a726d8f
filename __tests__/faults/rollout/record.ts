import type { Call } from '../../../emulators/call';
import { runAction } from './action';
import type { ActionOptions } from './action';
import { replay, seed } from './outsider';
import type { RecordedWrite } from './outsider';
import { regionOf, serviceIn } from './place';
import type { ForeignTags } from './place';
import type { Scenario } from './scenarios';
import type { Stage } from './stage';
import type { Target } from './watch';

/** One call that a clean run made, and of which sort it is. */
export interface RecordedCall extends Target {
  sort: 'read' | 'validation' | 'write' | 'telling';
}

/** What a scenario does when nothing disturbs it. */
export interface Recording {
  calls: readonly RecordedCall[];
  /** What was wanted of the service after each write, oldest first. */
  writes: readonly RecordedWrite[];
}

/**
 * Clears the stage, and sets up what a scenario begins with.
 * @param before the writes that have led there
 * @returns the tags of other people, the same in every region
 */
export async function begin(
  stage: Stage,
  { regions, prior }: Scenario,
  before: readonly RecordedWrite[],
): Promise<ForeignTags> {
  const { cloudRun } = stage;
  await stage.clear();
  let foreign: ForeignTags = {};
  for (const region of regions) foreign = await seed(cloudRun, region, prior);
  await replay(cloudRun, before);
  return foreign;
}

/**
 * Runs a scenario undisturbed, and finds every call that it makes.
 * @param before the writes that have led to where the scenario begins
 * @throws Error with what the step printed where the run does not end as it should: no fault can be told from that
 */
export async function record(
  stage: Stage,
  scenario: Scenario,
  { before, options }: { before: readonly RecordedWrite[]; options: ActionOptions },
): Promise<Recording> {
  await begin(stage, scenario, before);
  const calls: Call[] = [];
  const writes: RecordedWrite[] = [];
  stage.watchedBy({
    called: (call) => {
      calls.push(call);
    },
    tookEffect: ({ write, request }) => {
      const region = regionOf(request);
      if (!write || region === undefined) return;
      const spec = stage.cloudRun.state.services.get(serviceIn(region))?.spec;
      if (spec) writes.push({ region, spec: structuredClone(spec) });
    },
  });
  const { main, post } = await runAction(scenario, options);
  stage.watchedBy(undefined);
  if (main.exitCode !== scenario.exitCode || post?.exitCode !== 0)
    throw new Error(
      `The undisturbed ${scenario.name} does not end as it should:\n${main.stdout}${main.stderr}${post?.stdout ?? ''}`,
    );
  return { calls: numbered(calls), writes };
}

function numbered(calls: readonly Call[]): RecordedCall[] {
  const seen = new Map<string, number>();
  return calls.map((call) => {
    const { method } = call;
    const region = regionOf(call.request);
    const nth = (seen.get(`${method} ${region ?? ''}`) ?? 0) + 1;
    seen.set(`${method} ${region ?? ''}`, nth);
    return { method, region, nth, sort: sortOf(call) };
  });
}

function sortOf({ method, request, write }: Call): RecordedCall['sort'] {
  if (regionOf(request) === undefined) return 'telling';
  if (write) return 'write';
  return method.endsWith('.UpdateService') ? 'validation' : 'read';
}
