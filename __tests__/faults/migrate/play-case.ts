import type { ChildProcess } from 'node:child_process';
import type { Call } from '../../../emulators/call';
import { runPost, runStep } from '../../runner/fake-runner';
import type { StepResult } from '../../runner/fake-runner';
import { landed, leftOver, quiet, strays, unfinished, untrue } from './inspect';
import { requestFor } from './request';
import type { Site } from './site';
import type { Stage } from './stage';
import { openWire } from './wire';
import type { Question } from './wire';

/** When the process is killed: as what it asks for arrives, or when that is done and it has not been told yet. */
export type Moment = 'in-flight' | 'answered';

/** Something that an apply asks for. */
export interface Demand {
  readonly of: 'server' | 'bucket';
  /** From 1, over all demands on the same one. */
  readonly nth: number;
  /** Its beginning. */
  readonly what: string;
  readonly writes: boolean;
}

export interface Case {
  readonly demand: Demand;
  readonly moment: Moment;
  /** Whether the post step of the killed main step follows, or the whole machine is gone. */
  readonly hasPost: boolean;
}

export interface Played {
  /** False where nothing was asked for the nth time: such a case proves nothing. */
  readonly met: boolean;
  readonly faults: readonly string[];
  readonly printed: string;
}

/** Opens a place for one case. */
export type OpenSite = (stage: Stage) => Promise<Site>;

/** Kills an apply in the middle, lets the next one go on, and looks at what is there. */
export async function playCase(
  stage: Stage,
  open: OpenSite,
  each: Case,
  signal: AbortSignal,
): Promise<Played> {
  const site = await open(stage);
  try {
    return await playAt(stage, site, each, signal);
  } finally {
    await site.close();
  }
}

async function playAt(
  stage: Stage,
  site: Site,
  { demand, moment, hasPost }: Case,
  signal: AbortSignal,
): Promise<Played> {
  const { query } = site;
  const killed = await apply(stage, site, signal, {
    strikes: ({ of, nth }, at) => of === demand.of && nth === demand.nth && at === moment,
  });
  if (killed.step.signal !== 'SIGKILL') return { met: false, faults: [], printed: killed.step.stdout };
  await quiet(query, site.role);
  const really = await landed(query);
  const post = hasPost ? await runPost(requestFor(stage, { ...site, signal }), killed.step) : undefined;
  const { step: last } = await apply(stage, site, signal);
  const faults = [
    ...(post && post.exitCode !== 0 ? [`the post step ends with ${String(post.exitCode)}`] : []),
    ...(await unfinished(query, last)),
    ...(await leftOver(query)),
    ...(await untrue(query, really)),
    ...(await strays(site)),
  ];
  return {
    met: true,
    faults,
    printed: [killed.step, ...(post ? [post] : []), last].map(({ stdout }) => stdout).join('\n'),
  };
}

/** What an apply asks for when nobody disturbs it. */
export async function recordDemands(stage: Stage, open: OpenSite, signal: AbortSignal): Promise<Demand[]> {
  const site = await open(stage);
  try {
    const { step, demands } = await apply(stage, site, signal);
    if (step.outputs['result'] !== 'applied') throw new Error(`The undisturbed apply fails: ${step.stdout}`);
    return demands;
  } finally {
    await site.close();
  }
}

interface Strike {
  strikes(demand: Demand, at: Moment): boolean;
}

const NEVER: Strike = { strikes: () => false };

async function apply(
  stage: Stage,
  site: Site,
  signal: AbortSignal,
  strike: Strike = NEVER,
): Promise<{ step: StepResult; demands: Demand[] }> {
  const demands: Demand[] = [];
  let child: ChildProcess | undefined;
  const look = (demand: Demand, at: Moment): void => {
    if (at === 'in-flight') demands.push(demand);
    if (strike.strikes(demand, at)) child?.kill('SIGKILL');
  };
  const first = site.bucket?.calls.length ?? 0;
  site.watch({
    onCall: (call) => {
      look(ofBucket(call, first), 'in-flight');
    },
    onEffect: (call) => {
      look(ofBucket(call, first), 'answered');
    },
  });
  const wire = await openWire(stage.server.port, {
    asked: (question) => {
      look(ofServer(question), 'in-flight');
    },
    answered: (question) => {
      look(ofServer(question), 'answered');
    },
  });
  try {
    const step = await runStep({
      ...requestFor(stage, { ...site, port: wire.port, signal }),
      onSpawn: (spawned) => {
        child = spawned;
      },
    });
    return { step, demands };
  } finally {
    site.watch({});
    await wire.close();
  }
}

const ofServer = ({ nth, sql }: Question): Demand => ({
  ...{ of: 'server', nth, what: sql },
  writes: !/^(select|show)/i.test(sql),
});

/** @param first the index of the run's first call, for a bucket outlives a run */
const ofBucket = ({ index, method, request, write }: Call, first: number): Demand => ({
  ...{ of: 'bucket', nth: index - first + 1, what: `${method} ${request}`, writes: write },
});
