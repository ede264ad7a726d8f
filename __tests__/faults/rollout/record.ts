import type { ServiceSpec } from '../../../emulators/cloudrun/resources';
import { runAction } from './action';
import type { ActionOptions } from './action';
import { replay, seed } from './outsider';
import { PRIOR, SERVICE } from './place';
import type { Scenario } from './scenarios';
import type { Stage } from './stage';
import type { Target } from './watch';

/** One call that a clean run made, and of which sort it is. */
export interface RecordedCall extends Target {
  sort: 'read' | 'validation' | 'write';
}

/** What a scenario does when nothing disturbs it. */
export interface Recording {
  calls: readonly RecordedCall[];
  /** What was wanted of the service after each write, oldest first. */
  writes: readonly ServiceSpec[];
}

/**
 * Runs a scenario undisturbed, and finds every call that it makes.
 * @param before the writes that have led to where the scenario begins
 * @throws Error with what the step printed where the run does not end as it should: no fault can be told from that
 */
export async function record(
  stage: Stage,
  scenario: Scenario,
  { before, options }: { before: readonly ServiceSpec[]; options: ActionOptions },
): Promise<Recording> {
  const { cloudRun } = stage;
  await cloudRun.reset();
  await seed(cloudRun, scenario.prior);
  await replay(cloudRun, before);
  const first = cloudRun.calls.length;
  const writes: ServiceSpec[] = [];
  stage.watchedBy({
    tookEffect: (call) => {
      const spec = cloudRun.state.services.get(SERVICE)?.spec;
      if (call.write && spec) writes.push(structuredClone(spec));
    },
  });
  const { main, post } = await runAction(scenario, options);
  stage.watchedBy(undefined);
  if (main.exitCode !== scenario.exitCode || post?.exitCode !== 0)
    throw new Error(
      `The undisturbed ${scenario.name} does not end as it should:\n${main.stdout}${main.stderr}${post?.stdout ?? ''}`,
    );
  return { calls: numbered(cloudRun.calls.slice(first)), writes };
}

function numbered(calls: readonly { method: string; write: boolean }[]): RecordedCall[] {
  const seen = new Map<string, number>();
  return calls.map(({ method, write }) => {
    const nth = (seen.get(method) ?? 0) + 1;
    seen.set(method, nth);
    if (write) return { method, nth, sort: 'write' };
    return { method, nth, sort: method.endsWith('.UpdateService') ? 'validation' : 'read' };
  });
}

/** The calls of a recording that are disturbed. */
export function disturbedCalls(
  { disturbed }: Scenario,
  calls: readonly RecordedCall[],
): readonly RecordedCall[] {
  if (disturbed === 'every call') return calls;
  const writes = calls.filter(({ sort }) => sort === 'write');
  return calls.slice(0, writes[1] ? calls.indexOf(writes[1]) : calls.length);
}

/** The writes of a rollout up to the one that gives the candidate a share. */
export function writesUntil(writes: readonly ServiceSpec[], percent: number): readonly ServiceSpec[] {
  const shareOf = ({ traffic = [] }: ServiceSpec): number =>
    100 - traffic.reduce((sum, entry) => sum + (entry.revision === PRIOR ? (entry.percent ?? 0) : 0), 0);
  return writes.slice(0, writes.findIndex((spec) => shareOf(spec) === percent) + 1);
}
