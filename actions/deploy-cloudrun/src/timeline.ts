/** What a rollout leaves behind for people: one page, the timeline that it is drawn from, and a table in the summary. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { renderPage, summarize } from '../../../lib/report';
import type { Timeline } from '../../../lib/report';
import { planInWords } from '../../../lib/rollout';
import type { Outcome } from '../../../lib/rollout';
import type { Runner } from '../../../lib/runner';
import type { Inputs } from './inputs';
import type { RegionRecorder } from './recorder';

/** How a rollout ended, or what kept it from coming to an end. */
export type Ended = Pick<Outcome, 'result' | 'why'> | { result: 'failed'; why: string };

/** A rollout that is being recorded. */
export interface Recording {
  /** Unix time in milliseconds. */
  startedAt: number;
  regions: readonly RegionRecorder[];
}

const RESULTS: Readonly<Record<Ended['result'], Timeline['outcome']['result']>> = {
  promoted: 'promoted',
  'rolled-back': 'rolled-back',
  held: 'held',
  superseded: 'superseded',
  raised: 'raised',
  rolling: 'running',
  failed: 'failed',
};

/** Carries a rollout out and reports it, also where it fails. That a report cannot be written does not fail a rollout. */
export async function reported(
  runner: Runner,
  inputs: Inputs,
  recording: Recording,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  const write = async (ended: Ended): Promise<void> => {
    await writeReport(runner, inputs, recording, ended).catch((reason: unknown) => {
      runner.log.warning(`The report of the rollout could not be written: ${String(reason)}`);
    });
  };
  try {
    const outcome = await work();
    await write(outcome);
    return outcome;
  } catch (error) {
    // A step that is being cancelled has no time for it.
    if (!runner.signal.aborted) await write({ result: 'failed', why: messageOf(error) });
    throw error;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Writes the page and the timeline, tells the summary, and sets the output `report`. */
async function writeReport(
  runner: Runner,
  inputs: Inputs,
  recording: Recording,
  ended: Ended,
): Promise<void> {
  const { environment, summary } = runner;
  const timeline = timelineOf(runner, inputs, recording, ended);
  summarize(timeline, summary);
  const folder = resolve(environment.workspace, inputs.reportFolder);
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(join(folder, 'rollout.html'), renderPage(timeline)),
    writeFile(join(folder, 'rollout.json'), `${JSON.stringify(timeline, null, 2)}\n`),
  ]);
  runner.setOutput('report', join(inputs.reportFolder, 'rollout.html'));
}

function timelineOf(
  { clock, environment }: Runner,
  { at, wanted, policy }: Inputs,
  { startedAt, regions }: Recording,
  { result, why }: Ended,
): Timeline {
  const { runUrl, sha, actor } = environment;
  const facts = [
    { name: 'image', value: 'image' in wanted ? wanted.image : '' },
    { name: 'plan', value: planInWords(policy.steps) },
    { name: 'commit', value: sha ?? '' },
    { name: 'started by', value: actor ?? '' },
    { name: 'run', value: runUrl ?? '', ...(runUrl === undefined ? {} : { url: runUrl }) },
  ];
  return {
    version: 1,
    service: at.service,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(clock.now()).toISOString(),
    outcome: { result: RESULTS[result], why },
    facts: facts.filter(({ value }) => value !== ''),
    regions: regions.map((region) => region.told()),
    jobs: [],
    gates: [],
    notes: [],
  };
}
