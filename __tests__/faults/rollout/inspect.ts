/** What must hold however a run was disturbed. Every function gives the faults that it finds, in words. */
import type { TrafficTarget } from '../../../emulators/cloudrun/resources';
import { resolve } from '../../../emulators/cloudrun/traffic';
import type { StepResult } from '../../runner/fake-runner';
import type { ActionRun } from './action';
import type { ForeignTags } from './place';
import { PRIOR, SERVICE } from './place';
import type { Stage } from './stage';

interface Entry {
  revision: string;
  percent: number;
  tag?: string | undefined;
}

/** The tags that a rollout calls its own. */
const OUR_TAGS: ReadonlySet<string> = new Set(['candidate', 'stable', 'prev', 'failed']);

/** Traffic as it is wanted, as it is reported and as it is routed: all three must be sound at any moment. */
export function unsoundTraffic(stage: Stage, foreign: ForeignTags): string[] {
  return [...tables(stage)].flatMap(([name, table]) =>
    [...shareFaults(stage, table), ...tagFaults(table, foreign)].map((fault) => `${name}: ${fault}`),
  );
}

/** The candidate has all the traffic or none of it: the faults where neither is so, or it is not one of `ends`. */
export function unfinishedTraffic(stage: Stage, ends: readonly number[]): string[] {
  return [...tables(stage)].flatMap(([name, table]) => {
    const serving = new Set(table.filter(({ percent }) => percent > 0).map(({ revision }) => revision));
    const candidate = serving.has(PRIOR) ? 0 : 100;
    if (serving.size === 1 && ends.includes(candidate)) return [];
    return [`${name}: ends with ${inWords(table)}`];
  });
}

/** What serves, in words. */
export const servingInWords = (stage: Stage): string => inWords(stage.platform.routed);

function tables({ cloudRun, platform }: Stage): Map<string, readonly Entry[]> {
  const service = cloudRun.state.services.get(SERVICE);
  const entries = (traffic: readonly TrafficTarget[] = []): Entry[] =>
    traffic.map((target) => ({
      revision: resolve(target, service?.latestReady) ?? 'nobody',
      percent: target.percent ?? 0,
      tag: target.tag,
    }));
  return new Map<string, readonly Entry[]>([
    ['traffic', entries(service?.spec.traffic)],
    ['traffic_statuses', entries(service?.trafficStatuses)],
    ['routes', platform.routed],
  ]);
}

function shareFaults({ cloudRun, platform }: Stage, table: readonly Entry[]): string[] {
  const revisions = cloudRun.state.services.get(SERVICE)?.revisions;
  const running = platform.running();
  const sum = table.reduce((total, { percent }) => total + percent, 0);
  const broken = table.filter(
    ({ revision, percent }) =>
      percent > 0 && !(revisions?.get(revision)?.phase === 'ready' && running.has(revision)),
  );
  return [
    ...(sum === 100 ? [] : [`the percents add up to ${sum}`]),
    ...broken.map(({ revision }) => `${revision} serves and is not ready`),
  ];
}

function tagFaults(table: readonly Entry[], foreign: ForeignTags): string[] {
  const tags = new Map(table.flatMap(({ tag, revision }) => (tag ? [[tag, revision] as const] : [])));
  const moved = Object.entries(foreign).filter(([tag, revision]) => tags.get(tag) !== revision);
  const strange = [...tags.keys()].filter((tag) => !(tag in foreign) && !OUR_TAGS.has(tag));
  const loaded = table.filter(({ tag, percent }) => tag !== undefined && tag in foreign && percent > 0);
  return [
    ...moved.map(
      ([tag, revision]) => `the tag ${tag} leads to ${tags.get(tag) ?? 'nobody'}, not to ${revision}`,
    ),
    ...strange.map((tag) => `the tag ${tag} came from nowhere`),
    ...loaded.map(({ tag, percent }) => `the entry of the tag ${tag ?? ''} has ${percent} %`),
  ];
}

function inWords(table: readonly Entry[]): string {
  const serving = table.filter(({ percent }) => percent > 0);
  return serving.map(({ revision, percent }) => `${revision} ${percent} %`).join(', ') || 'nobody';
}

/**
 * A run ends well, or in an error that says what to do.
 * @param killed the main step was killed by the case itself
 */
export function badEnding({ main, post, hung }: ActionRun, killed: boolean): string[] {
  if (hung) return ['hangs'];
  const faults = killed ? [] : endingFaults(main).map((fault) => `main ${fault}`);
  return [...faults, ...(post ? endingFaults(post).map((fault) => `post ${fault}`) : [])];
}

function endingFaults({ exitCode, signal, stdout, stderr, annotations }: StepResult): string[] {
  if (exitCode === null) return [`was killed by ${signal ?? 'nobody'}`];
  const trace = /^\s+at \S.*:\d+:\d+\)?$/m.exec(`${stdout}\n${stderr}`);
  const errors = annotations.filter(({ name }) => name === 'error').map(({ message }) => message);
  const unclear = errors.filter((message) => !/\S\n\S/.test(message));
  return [
    ...(trace ? [`prints a stack trace after: ${errors.join(' / ')}`] : []),
    ...(exitCode !== 0 && errors.length === 0 ? [`ends with ${exitCode} and says nothing`] : []),
    ...unclear.map((message) => `says an error without a remedy: ${message}`),
  ];
}
