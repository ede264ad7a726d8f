/** The two nets that this action holds under a rollout: the hook on a cancelled job's signal, and the post step. */
import { isStranded, openSession } from '../../../lib/cloudrun';
import type { Service, Session } from '../../../lib/cloudrun';
import { bringBack, readState } from '../../../lib/rollout';
import type { Return } from '../../../lib/rollout';
import { readInputs } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import { readDeployInputs } from './inputs';

/** In the step's state: which candidate this step set going, and that it saw it to its end. */
const STARTED = 'candidate';
const ENDED = 'ended';

/** From here on the post step looks whether this candidate was left behind. */
export function markStarted({ state }: Runner, candidate: string): void {
  state.set(STARTED, candidate);
}

/** The rollout came to an end of its own: whatever stands now is meant to stand. */
export function markEnded({ state }: Runner): void {
  state.set(ENDED, 'true');
}

/** Brings back a candidate whose step died under it. Where the step came to its own end there is nothing to do. */
export async function post(runner: Runner): Promise<void> {
  const candidate = runner.state.get(STARTED);
  if (candidate === '' || runner.state.get(ENDED) === 'true') return;
  const inputs = readInputs(runner.inputs, (input) => readDeployInputs(input, runner.environment));
  const { cloudRun, patience } = openSession(runner, inputs.at);
  const service = await cloudRun.getService();
  const back = service && interrupted(service, candidate, runner);
  if (!back) return;
  const { wrote } = await bringBack(cloudRun, back, { patience, confirm: true, from: service });
  if (wrote)
    runner.log.warning(`The step was cut off: brought the traffic of ${candidate} back to ${back.stable}.`);
}

/** While traffic moves, a cancelled job brings it back at once, without waiting for a confirmation. */
export async function withNet<T>(
  runner: Runner,
  { urgent }: Session,
  candidate: string,
  work: () => Promise<T>,
): Promise<T> {
  const release = runner.onAbort(async () => {
    const service = await urgent.cloudRun.getService();
    const back = service && interrupted(service, candidate, runner);
    if (back)
      await bringBack(urgent.cloudRun, back, { patience: urgent.patience, confirm: false, from: service });
  });
  try {
    return await work();
  } finally {
    if (!runner.signal.aborted) release();
  }
}

function interrupted(service: Service, candidate: string, { environment }: Runner): Return | undefined {
  const state = readState(service.annotations);
  if (state?.candidate !== candidate) return undefined;
  const isBackInVain = state.status === 'rolled-back' && isStranded(service);
  if (state.status !== 'rolling' && !isBackInVain) return undefined;
  const why = 'the run that rolled it out was cut off';
  return { bad: candidate, stable: state.stable, cause: 'interrupted', why, run: environment.runUrl ?? '' };
}
