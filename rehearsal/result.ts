/** How a rehearsal ended: what it tells programs, and everything about it that is not as it should be. */
import type { Visit } from './load';
import { proofFaults } from './proofs';
import type { Setting } from './setting';
import { PRIOR } from './places';
import type { Shares } from './splits';
import type { GateReport, RunReport } from './workflow/options';

/** The JSON of `--json`. Fields may be added; none is ever renamed. */
export interface RehearsalResult {
  scenario: string;
  /** It ended as it should. */
  ok: boolean;
  /** On the stage's clock, as it would take in production. */
  seconds: number;
  steps: { name: string; result: string; seconds: number }[];
  /** Who had which percent of production's traffic, from when on (ISO 8601, on the stage's clock). */
  traffic: { at: string; region: string; shares: Record<string, number> }[];
  /** The visitors' requests. `failedAfterRollback` counts those sent after the traffic was back. */
  requests: { total: number; failed: number; failedAfterRollback: number };
  /** `{result, reason, scores, counts, excluded}`; null where nothing was judged. */
  verdict: unknown;
  /** From the moment that the candidate was known to be bad, or its process died, to that of the restored traffic. */
  rollback: { failedAt: string; restoredAt: string; seconds: number } | null;
  /** Who serves at the end, in percent; in the first region, where there are several. */
  serving: Record<string, number>;
  /** The same in each region. */
  regions: Record<string, Record<string, number>>;
  jobs: { name: string; result: string; seconds: number }[];
  gates: { environment: string; approvedBy: string | null; brief: string }[];
  /** The image's digest in staging, in the release and in production, where it came so far. */
  digests: Record<string, string>;
  /** Calls that changed something in the emulated Cloud Run during the repeated deploy; null where there was none. */
  repeatedWrites: number | null;
  /** Why it did not end as it should; empty when `ok`. */
  faults: string[];
}

/** A scenario that was played. */
export interface Played {
  result: RehearsalResult;
  /** What the page of the rehearsal is drawn from. */
  timeline: object;
}

/** What was seen while a scenario was played. */
export interface Seen {
  /** Milliseconds on the stage's clock. */
  startedAt: number;
  endedAt: number;
  /** How many times faster than real time the clock ran. */
  scale: number;
  /** Every run of a workflow, in order. */
  reports: readonly RunReport[];
  splits: readonly Shares[];
  visits: readonly Visit[];
  /** When the candidate was known to be bad or its process died, on the stage's clock. */
  failedAt: number | undefined;
  digests: Record<string, string>;
  repeatedWrites: number | null;
  /** Requests that production has answered by any but the old version, probes included. */
  servedByCandidate: number;
  /** Production's workflow was played, so its end is the scenario's. */
  deployed: boolean;
  /** What went wrong on the way, in sentences. */
  faults: readonly string[];
}

/** Makes the result of a scenario. Pure. */
export function resultOf(scenario: Setting, seen: Seen): RehearsalResult {
  const restored = restoredSplit(seen);
  const regions = servingIn(seen.splits);
  const jobs = seen.reports.flatMap((report) => report.jobs);
  const result = {
    scenario: scenario.name,
    seconds: (seen.endedAt - seen.startedAt) / 1000,
    steps: jobs.flatMap((job) =>
      job.steps.map((step) => ({
        name: `${job.name}: ${step.name}`,
        result: step.conclusion,
        seconds: step.seconds * seen.scale,
      })),
    ),
    traffic: seen.splits.map(({ at, region, shares }) => ({
      at: new Date(at).toISOString(),
      region,
      shares,
    })),
    requests: requestsOf(seen, restored),
    verdict: verdictOf(seen.reports),
    rollback: restored && seen.failedAt !== undefined ? rollbackOf(seen.failedAt, restored) : null,
    serving: Object.values(regions)[0] ?? {},
    regions,
    jobs: jobs.map(({ name, result: ended, seconds }) => ({
      name,
      result: ended,
      seconds: seconds * seen.scale,
    })),
    gates: seen.reports.flatMap((report) => report.gates).map(gateOf),
    digests: seen.digests,
    repeatedWrites: seen.repeatedWrites,
  };
  const faults = [
    ...seen.faults,
    ...(seen.deployed ? [...faultsOf(scenario, result), ...unproved(scenario, result, seen)] : []),
  ];
  return { ...result, ok: faults.length === 0, faults };
}

const gateOf = ({ environment, approvedBy, brief }: GateReport): RehearsalResult['gates'][number] => ({
  environment,
  approvedBy,
  brief,
});

/** Who serves at the end in each region, in the order in which they were set up. */
const servingIn = (splits: readonly Shares[]): RehearsalResult['regions'] =>
  Object.fromEntries(splits.map(({ region, shares }) => [region, shares]));

/** The split with which the prior revision has everything again in every region that had moved by the failure. */
function restoredSplit({ splits, failedAt }: Seen): Shares | undefined {
  if (failedAt === undefined) return undefined;
  const before = servingIn(splits.filter(({ at }) => at <= failedAt));
  const moved = Object.keys(before).filter((region) => before[region]?.[PRIOR] !== 100);
  const back = moved.map((region) =>
    splits.find((split) => split.region === region && split.at >= failedAt && split.shares[PRIOR] === 100),
  );
  if (back.includes(undefined)) return undefined;
  return back.reduce((last, split) => ((split?.at ?? 0) > (last?.at ?? 0) ? split : last), back[0]);
}

/** What comes after the traffic is back ends where another candidate is given some. */
function requestsOf({ visits, splits }: Seen, restored: Shares | undefined): RehearsalResult['requests'] {
  const failed = visits.filter((visit) => visit.failed);
  const isNext = (split: Shares): boolean => split.shares[PRIOR] !== 100;
  const next = restored && splits.find((split) => split.real > restored.real && isNext(split));
  const until = next?.real ?? Infinity;
  const after = restored
    ? failed.filter(({ sentAt, endedAt }) => sentAt > restored.real && endedAt < until)
    : [];
  return { total: visits.length, failed: failed.length, failedAfterRollback: after.length };
}

function verdictOf(reports: readonly RunReport[]): unknown {
  const steps = reports.flatMap((report) => report.jobs.flatMap((job) => job.steps));
  const verdict = steps.map((step) => step.outputs['verdict'] ?? '').findLast((text) => text !== '');
  return verdict === undefined ? null : JSON.parse(verdict);
}

const rollbackOf = (failedAt: number, restored: Shares): NonNullable<RehearsalResult['rollback']> => ({
  failedAt: new Date(failedAt).toISOString(),
  restoredAt: new Date(restored.at).toISOString(),
  seconds: (restored.at - failedAt) / 1000,
});

type Ended = Omit<RehearsalResult, 'ok' | 'faults'>;

/** Everything about the end of a scenario that is not as it should be, in sentences. */
function faultsOf(scenario: Setting, result: Ended): string[] {
  return [
    ...servingFaults(scenario, result),
    ...requestFaults(scenario, result),
    ...digestFaults(result),
    ...((result.repeatedWrites ?? 0) > 0
      ? [`The repeated deploy wrote ${result.repeatedWrites ?? 0} times.`]
      : []),
  ];
}

function unproved({ proof }: Setting, { verdict, gates }: Ended, { servedByCandidate }: Seen): string[] {
  const brief = gates.map((gate) => gate.brief).join('\n');
  return proof === undefined ? [] : proofFaults(proof, { verdict, brief, served: servedByCandidate });
}

function servingFaults({ ending, exposed }: Setting, { regions, traffic, rollback }: Ended): string[] {
  const faults = Object.entries(regions).flatMap(([region, serving]) =>
    regionFaults(ending, serving, region),
  );
  if (ending === 'held' && rollback) faults.push('It was brought back.');
  const wasExposed = traffic.some(({ shares }) => Object.keys(shares).some((name) => name !== PRIOR));
  if (wasExposed && !exposed) faults.push('The candidate had traffic.');
  if (!wasExposed && exposed) faults.push('The candidate never had any traffic.');
  return faults;
}

function regionFaults(ending: Setting['ending'], serving: Record<string, number>, region: string): string[] {
  const winner = Object.entries(serving).find(([, percent]) => percent === 100)?.[0];
  if (ending === 'held')
    return winner === undefined ? [] : [`It was not held: at the end ${winner} has all of ${region}.`];
  if (winner === undefined)
    return [`The traffic of ${region} is split at the end: ${sharesInWords(serving)}.`];
  return (winner === PRIOR) === (ending === 'stable') ? [] : [`At the end ${winner} has all of ${region}.`];
}

function requestFaults(scenario: Setting, { requests, rollback }: Ended): string[] {
  const { candidate, ending, exposed, visitors, trouble, mayFail } = scenario;
  const faults: string[] = [];
  if (ending === 'stable' && exposed && !rollback) faults.push('Nothing was brought back.');
  if ((requests.total === 0) !== (visitors === 0)) faults.push(`There were ${requests.total} visitors.`);
  if (requests.failedAfterRollback > 0)
    faults.push(`${requests.failedAfterRollback} requests failed after the traffic was back.`);
  if (candidate === 'good' && !trouble && !mayFail && requests.failed > 0)
    faults.push(`${requests.failed} requests failed although both versions are good.`);
  return faults;
}

function digestFaults({ digests }: Ended): string[] {
  const different = new Set(Object.values(digests));
  return different.size > 1 ? [`Not one image all the way: ${JSON.stringify(digests)}.`] : [];
}

/** `mathapp-prior 95 %, mathapp-c0ffee1-1a2b3c4d 5 %` */
export function sharesInWords(shares: Readonly<Record<string, number>>): string {
  const lines = Object.entries(shares).sort(([, a], [, b]) => b - a);
  return lines.map(([name, percent]) => `${name} ${percent} %`).join(', ') || 'nobody';
}
