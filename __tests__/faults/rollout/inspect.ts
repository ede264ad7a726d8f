/** What must hold however a run was disturbed. Every function gives the faults that it finds, in words. */
import type { TrafficTarget } from '../../../emulators/cloudrun/resources';
import { resolve } from '../../../emulators/cloudrun/traffic';
import type { ForeignTags } from './place';
import { PRIOR, serviceIn } from './place';
import type { Stage } from './stage';

interface Entry {
  revision: string;
  percent: number;
  tag?: string | undefined;
}

/** The tags that a rollout calls its own. */
const OUR_TAGS: ReadonlySet<string> = new Set(['candidate', 'stable', 'prev', 'failed']);

/** Traffic as it is wanted, as it is reported and as it is routed: all three must be sound at any moment. */
export function unsoundTraffic(stage: Stage, region: string, foreign: ForeignTags): string[] {
  return [...tables(stage, region)].flatMap(([name, table]) =>
    [...shareFaults(stage, region, table), ...tagFaults(table, foreign)].map(
      (fault) => `${name} in ${region}: ${fault}`,
    ),
  );
}

/** An entry names a revision that is not ready: Cloud Run routes nothing anew as long as it does. */
export function heldUpTraffic({ cloudRun }: Stage, region: string): string[] {
  const service = cloudRun.state.services.get(serviceIn(region));
  return (service?.spec.traffic ?? []).flatMap((target) => {
    const revision = resolve(target, service?.latestReady) ?? 'nobody';
    if (service?.revisions.get(revision)?.phase === 'ready') return [];
    return [`traffic in ${region}: an entry is left that names ${revision}, which is not ready`];
  });
}

/** The faults where the candidate's share is none of `ends`, or not the same in all regions. */
export function unfinishedTraffic(
  stage: Stage,
  regions: readonly string[],
  ends: readonly number[],
): string[] {
  const all = regions.flatMap((region) =>
    [...tables(stage, region)].map(([name, table]) => ({ where: `${name} in ${region}`, table })),
  );
  const astray = all.filter(({ table }) => !isEnd(table, ends));
  const shares = new Set(all.map(({ table }) => shareOfCandidate(table)));
  return [
    ...astray.map(({ where, table }) => `${where}: ends with ${inWords(table)}`),
    ...(shares.size === 1 ? [] : [`ends with shares of ${[...shares].join(' %, ')} % in one rollout`]),
  ];
}

/** One revision serves, or the prior one and one candidate beside it. */
function isEnd(table: readonly Entry[], ends: readonly number[]): boolean {
  const serving = new Set(table.filter(({ percent }) => percent > 0).map(({ revision }) => revision));
  const share = shareOfCandidate(table);
  return ends.includes(share) && serving.size === (share > 0 && share < 100 ? 2 : 1);
}

const shareOfCandidate = (table: readonly Entry[]): number =>
  table.reduce((left, { revision, percent }) => (revision === PRIOR ? left - percent : left), 100);

/** There is one incident, and it is open. */
export function incidentFaults({ github }: Stage): string[] {
  const states = github.state.issues.map(({ state }) => state);
  const isOne = states.length === 1 && states[0] === 'open';
  return [
    ...(isOne ? [] : [`the incidents are: ${states.join(', ') || 'none'}`]),
    ...github.violations.map(({ message }) => `GitHub's emulator: ${message}`),
  ];
}

/** What serves, in words. */
export const servingInWords = ({ platform }: Stage, regions: readonly string[]): string =>
  regions.map((region) => inWords(platform.routedIn(region))).join(' | ');

function tables({ cloudRun, platform }: Stage, region: string): Map<string, readonly Entry[]> {
  const service = cloudRun.state.services.get(serviceIn(region));
  const entries = (traffic: readonly TrafficTarget[] = []): Entry[] =>
    traffic.map((target) => ({
      revision: resolve(target, service?.latestReady) ?? 'nobody',
      percent: target.percent ?? 0,
      tag: target.tag,
    }));
  return new Map<string, readonly Entry[]>([
    ['traffic', entries(service?.spec.traffic)],
    ['traffic_statuses', entries(service?.trafficStatuses)],
    ['routes', platform.routedIn(region)],
  ]);
}

function shareFaults({ cloudRun, platform }: Stage, region: string, table: readonly Entry[]): string[] {
  const revisions = cloudRun.state.services.get(serviceIn(region))?.revisions;
  const sum = table.reduce((total, { percent }) => total + percent, 0);
  const broken = table.filter(
    ({ revision, percent }) =>
      percent > 0 && !(revisions?.get(revision)?.phase === 'ready' && platform.runs(region, revision)),
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
