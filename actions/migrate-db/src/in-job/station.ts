/** Commands that run as executions of one Cloud Run job, one after the other. */
import type { Patience } from '../../../../lib/google';
import { openJobs, settled, start, taskBeside, underWay } from '../../../../lib/jobs';
import type { Execution, JobSession, TaskTemplate } from '../../../../lib/jobs';
import { formatDuration, UserError } from '../../../../lib/runner';
import type { Runner } from '../../../../lib/runner';
import type { Argv } from '../inputs';
import type { JobInputs } from './inputs';

/** How a command in the job came to its end. */
export interface JobEnd {
  /** The execution's short name. */
  readonly execution: string;
  /** `running` where the time was not enough. */
  readonly state: 'succeeded' | 'failed' | 'running';
  /** Why it failed. */
  readonly reason: string;
  readonly logUri: string;
}

export interface Station {
  /**
   * Waits until whatever is under way has ended, such as the execution of a run that was killed.
   * @throws UserError that names what goes on
   */
  settleOthers(): Promise<void>;
  /** Runs a command of the image to its end. @param purpose goes into the name of the start */
  run(command: Argv, purpose: string): Promise<JobEnd>;
  /** Lines that an execution has printed, asked for until they are whole; undefined where they never were. */
  output(end: JobEnd, isWhole: (lines: readonly string[]) => boolean): Promise<string[] | undefined>;
  /** Shows what an execution has printed, as text of somebody else. */
  show(end: JobEnd): Promise<void>;
  /** What is under way now. */
  underWay(): Promise<readonly Execution[]>;
}

/** Beyond the task's own time: Cloud Run starts containers and shuts them down. */
const SLACK = 180_000;
/** Cloud Logging shows a line within seconds as a rule; no bound is documented. */
const LOGGED_WITHIN = 60_000;
const LOOK = 2_000;

export interface StationPlace {
  readonly runner: Runner;
  readonly runId: string;
  readonly inputs: JobInputs;
}

/**
 * Connects to Cloud Run, and reads what the service's surroundings are.
 * @throws UserError where there is no such service
 */
export async function openStation(place: StationPlace): Promise<Station> {
  const { runner, inputs } = place;
  const { project, region } = inputs.service;
  const session = openJobs(runner, { project, region, job: inputs.job });
  const template = await session.jobs.serviceTemplate(inputs.service);
  if (template === undefined)
    throw new UserError(`There is no service ${inputs.service.service} in ${region} of ${project}.`, {
      remedy: 'Correct `service`, `region` or `project`: the job takes its network and identity from there.',
    });
  const taskFor = ([program, ...rest]: Argv): TaskTemplate =>
    taskBeside(template, {
      image: inputs.image,
      command: [program],
      arguments: rest,
      variables: {},
      secrets: inputs.secrets,
      timeout: inputs.timeout,
    });
  return stationWith(place, session, taskFor);
}

function stationWith(
  { runner, runId, inputs }: StationPlace,
  session: JobSession,
  taskFor: (command: Argv) => TaskTemplate,
): Station {
  const { jobs, logs, patience } = session;
  let count = 0;
  return {
    underWay: () => underWay(jobs),
    settleOthers: async () => {
      const deadline = runner.clock.now() + inputs.lockWait;
      for (const execution of await underWay(jobs)) {
        const { name, startedAs } = execution;
        runner.log.info(`Waits for ${name}, which is under way (${startedAs || 'started by hand'}).`);
        const within = Math.max(0, deadline - runner.clock.now());
        const seen = await settled(jobs, execution, { patience, within });
        if (!seen.ended) throw stillBusy(inputs, seen);
      }
    },
    run: async (command, purpose) => {
      count += 1;
      const startedAs = `sluice ${runId} ${count} ${purpose}`;
      const execution = await start(jobs, taskFor(command), { startedAs, patience });
      runner.log.info(`${purpose}: ${execution.name} runs ${command.slice(0, 6).join(' ')}.`);
      const within = inputs.timeout + SLACK;
      return endOf(await settled(jobs, execution, { patience, within }));
    },
    output: (end, isWhole) => whole(() => logs.lines(end.execution), isWhole, patience),
    show: async ({ execution }) => {
      const source = `log of ${execution}`;
      const lines = await whole(
        () => logs.lines(execution),
        (each) => each.length > 0,
        patience,
      );
      runner.log.foreign((lines ?? ['It has printed nothing.']).join('\n'), { source });
    },
  };
}

function endOf({ name, ended, outcome, logUri }: Execution): JobEnd {
  const state = !ended ? 'running' : outcome?.succeeded ? 'succeeded' : 'failed';
  const reason = outcome ? [outcome.reason, outcome.message].filter(Boolean).join(': ') : '';
  return { execution: name, state, reason, logUri };
}

async function whole(
  read: () => Promise<string[]>,
  isWhole: (lines: readonly string[]) => boolean,
  { clock, signal }: Patience,
): Promise<string[] | undefined> {
  const deadline = clock.now() + LOGGED_WITHIN;
  for (;;) {
    const lines = await read();
    if (isWhole(lines)) return lines;
    if (clock.now() >= deadline) return undefined;
    await clock.sleep(LOOK, signal);
  }
}

const stillBusy = ({ job, lockWait }: JobInputs, { name, logUri }: Execution): UserError =>
  new UserError(
    `The job ${job} is still at work (${name}) after ${formatDuration(lockWait)}. Nothing was touched.`,
    {
      remedy: `Wait until it has ended, and run this again${logUri ? `; its log: ${logUri}` : ''}.`,
    },
  );
