/** The two nets that this action holds under a rollout: the hook on a cancelled job's signal, and the post step. */
import { isStranded } from '../../../lib/cloudrun';
import type { Service } from '../../../lib/cloudrun';
import { bringBack, readState, standingOf, withdrawLeft } from '../../../lib/rollout';
import type { Return } from '../../../lib/rollout';
import { readInputs } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import { readDeployInputs } from './inputs';
import { inEvery, openRegions } from './regions';
import type { Region } from './regions';

/** In the step's state: which candidates this step set going, and that it saw them to their end. */
const STARTED = 'candidates';
const ENDED = 'ended';

/** From here on the post step looks whether these candidates were left behind. Their names may differ by region. */
export function markStarted({ state }: Runner, candidates: readonly string[]): void {
  state.set(STARTED, [...new Set(candidates)].join(' '));
}

/** The rollout came to an end of its own: whatever stands now is meant to stand. */
export function markEnded({ state }: Runner): void {
  state.set(ENDED, 'true');
}

/**
 * Brings back the candidates whose step died under them, and takes away the tags of those that never became ready. Where
 * it came to its own end there is nothing to do.
 */
export async function post(runner: Runner): Promise<void> {
  const candidates = runner.state.get(STARTED).split(' ').filter(Boolean);
  if (candidates.length === 0 || runner.state.get(ENDED) === 'true') return;
  const inputs = readInputs(runner.inputs, (input) => readDeployInputs(input, runner.environment));
  const { regions, flush } = openRegions(runner, inputs);
  await inEvery(regions, async (region) => {
    const service = await region.session.cloudRun.getService();
    if (!service) return;
    const line =
      (await returned(runner, region, service, candidates)) ??
      (await withdrawn(runner, region, service, candidates));
    const where = regions.length > 1 ? ` (${region.region})` : '';
    if (line !== undefined) runner.log.warning(`The step was cut off: ${line}${where}.`);
  });
  await flush();
}

/** @returns what was done, in words; undefined where nothing was */
async function returned(
  runner: Runner,
  { session: { cloudRun, patience } }: Region,
  from: Service,
  candidates: readonly string[],
): Promise<string | undefined> {
  const back = interrupted(from, candidates, runner);
  if (!back) return undefined;
  const { wrote } = await bringBack(cloudRun, back, { patience, confirm: true, from });
  return wrote ? `brought the traffic of ${back.bad} back to ${back.stable}` : undefined;
}

/** As {@link returned}. A candidate may have got another name than was planned: then the record tells whose it is. */
async function withdrawn(
  { environment: { runUrl } }: Runner,
  { session: { cloudRun, patience } }: Region,
  from: Service,
  candidates: readonly string[],
): Promise<string | undefined> {
  const { candidate = '', run } = readState(from.annotations) ?? {};
  if (!candidates.includes(candidate) && (run === undefined || run !== runUrl)) return undefined;
  const failed = await withdrawLeft(cloudRun, from, patience);
  return failed && `took the tag of ${failed} away, which never became ready`;
}

/**
 * While traffic moves, a cancelled job brings it back at once: in all regions side by side, and without waiting for a
 * confirmation.
 */
export async function withNet<T>(
  runner: Runner,
  regions: readonly Region[],
  candidates: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const release = runner.onAbort(async () => {
    await inEvery(regions, async ({ session: { urgent } }) => {
      const { cloudRun, patience } = urgent;
      const service = await cloudRun.getService();
      const back = service && interrupted(service, candidates, runner);
      if (back) await bringBack(cloudRun, back, { patience, confirm: false, from: service });
    });
  });
  try {
    return await work();
  } finally {
    if (!runner.signal.aborted) release();
  }
}

function interrupted(
  service: Service,
  candidates: readonly string[],
  { environment }: Runner,
): Return | undefined {
  const state = readState(service.annotations);
  if (!state || !candidates.includes(state.candidate)) return undefined;
  const isBackInVain = state.status === 'rolled-back' && isStranded(service);
  if (state.status !== 'rolling' && !isBackInVain) return undefined;
  // What a person has done meanwhile is not ours to undo.
  if (standingOf(service, state) === 'moved') return undefined;
  const { candidate: bad, stable } = state;
  const why = 'the run that rolled it out was cut off';
  return { bad, stable, cause: 'interrupted', why, run: environment.runUrl ?? '' };
}
