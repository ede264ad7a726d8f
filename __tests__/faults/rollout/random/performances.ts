/** The parts of a schedule, each from its cue to its end. */
import type { Cast, StepOf } from './cast';
import { imageOf } from './images';
import type { Strike } from './process';
import type { Deploy, Event, Schedule } from './schedule';

type Run = StepOf['run'];

/** A rollout that is judged by few probes: half of all requests may fail. */
const PLAN = {
  rollout: '10%:1m 50%:1m 100%',
  'probe-interval': '5s',
  'error-budget': '50%',
  extension: '5m',
  'busy-timeout': '10m',
  traffic: 'none',
} as const;

/** A workflow run, and another attempt at it where that is foreseen. */
export async function performDeploy(
  cast: Cast,
  schedule: Schedule,
  deploy: Deploy,
  version: 1 | 2,
): Promise<void> {
  await cast.after(deploy.at);
  const run = { id: 100 + version, version };
  const isGood = await attempt(cast, schedule, deploy, { run, name: `run ${version}` });
  if (isGood || deploy.again === undefined) return;
  await cast.after(deploy.again);
  await attempt(cast, schedule, { ...deploy, strikes: [], later: [] }, { run, name: `run ${version} again` });
}

/** The jobs of a workflow run. @returns whether the deploy ended well */
async function attempt(
  cast: Cast,
  { waves }: Schedule,
  { behaviour, strikes, later, cleansUp, whenBusy, resumedEvery }: Deploy,
  { run, name }: { run: Run; name: string },
): Promise<boolean> {
  const image = imageOf(behaviour, run.version);
  const plan = { ...PLAN, region: waves, wait: String(resumedEvery === undefined) };
  const inputs = { ...plan, image, 'when-busy': whenBusy };
  const step: StepOf = { action: 'deploy-cloudrun', inputs, run, state: new Map() };
  const process = cast.process(name, true, { strikes, takesOver: whenBusy === 'supersede' });
  cast.deploying.set(run.version, process);
  const { end } = await cast.step(process, 'main', step);
  cast.deploying.delete(run.version);
  if (!process.isLost) await cast.step(cast.process(`${name}, post`, true, { strikes: later }), 'post', step);
  if (cleansUp && end?.outcome !== 'success')
    await rollBack(cast, waves, { name: `${name}, clean-up`, only: 'this-run', run, strikes: later });
  if (resumedEvery !== undefined && end?.outputs.get('result') === 'rolling')
    await resumed(cast, plan, { every: resumedEvery, name });
  return end?.outcome === 'success';
}

/** Most runs that go on with a rollout whose own run has ended. */
const MOST_RESUMPTIONS = 12;

/** Runs that come by, each with a number of its own, until the rollout is over. */
async function resumed(
  cast: Cast,
  plan: Readonly<Record<string, string>>,
  { every, name }: { every: number; name: string },
): Promise<void> {
  for (let nth = 1, result: unknown = 'rolling'; result === 'rolling' && nth <= MOST_RESUMPTIONS; nth += 1) {
    await cast.after(every);
    const run = { id: 1_000 + nth, version: 1 } as const;
    const inputs = { ...plan, resume: 'true' };
    const step: StepOf = { action: 'deploy-cloudrun', inputs, run, state: new Map() };
    const { end } = await cast.step(cast.process(`${name}, resumed ${nth}`, true), 'main', step);
    await cast.step(cast.process(`${name}, resumed ${nth}, post`, true), 'post', step);
    result = end?.outputs.get('result');
  }
}

/** A job of the action rollback, with its post step. */
export async function rollBack(
  cast: Cast,
  waves: string,
  { name, only, run, strikes }: { name: string; only: string; run: Run; strikes: readonly Strike[] },
): Promise<void> {
  const region = waves.replaceAll('|', ',');
  const step: StepOf = { action: 'rollback', inputs: { region, only }, run, state: new Map() };
  const process = cast.process(name, true, { strikes, takesOver: only === 'any' });
  await cast.step(process, 'main', step);
  if (!process.isLost) await cast.step(cast.process(`${name}, post`, true), 'post', step);
}

export async function performEvent(cast: Cast, { waves }: Schedule, event: Event): Promise<void> {
  await cast.after(event.at);
  switch (event.do) {
    case 'intervene':
      return cast.intervene(event.act, event.region);
    case 'cancel': {
      const process = cast.deploying.get(event.run);
      if (process) cast.cancel(process);
      return;
    }
    case 'watch':
      return watch(cast, waves, { name: `watchdog at ${event.at}`, strikes: event.strikes });
    case 'roll-back':
      return rollBack(cast, waves, {
        name: `rollback asked for at ${event.at}`,
        only: 'any',
        run: { id: 200 + event.at, version: 1 },
        strikes: [],
      });
  }
}

/** The scheduled workflow that brings back what nobody is at work on any more. */
export function watch(
  cast: Cast,
  waves: string,
  { name, strikes = [] }: { name: string; strikes?: readonly Strike[] },
): Promise<void> {
  return rollBack(cast, waves, { name, only: 'abandoned', run: { id: 900, version: 1 }, strikes });
}
