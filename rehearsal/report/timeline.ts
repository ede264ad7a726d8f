/**
 * The timeline of a rehearsal, as the suite's report draws it: what was seen from outside, on the stage, and the verdicts
 * as the deploy itself has recorded them. It is checked by whoever draws it.
 */
import { z } from 'zod';
import { PRIOR, priorOf, SERVICE } from '../places';
import type { RehearsalResult } from '../result';
import type { Shares } from '../splits';
import type { RunLog } from './run-log';
import type { Measured } from './visitors';

/** What a rehearsal knows at its end. */
export interface Told {
  about: string;
  /** Where it is not the first example's. */
  service?: string;
  /** Milliseconds on the stage's clock. */
  startedAt: number;
  endedAt: number;
  result: RehearsalResult;
  splits: readonly Shares[];
  measurements: readonly Measured[];
  log: RunLog;
  /** When and why traffic had to go back; undefined where it had not. */
  failed: { at: number; why: string } | undefined;
  /** What deploys have recorded themselves: the files rollout.json, as JSON. */
  recorded: readonly unknown[];
}

/** What is taken from a deploy's own record. */
const recordedSchema = z.object({
  outcome: z.object({ result: z.string(), why: z.string() }),
  regions: z.array(z.object({ region: z.string(), verdicts: z.array(z.unknown()) })),
});
type Recorded = z.infer<typeof recordedSchema>;

const iso = (time: number): string => new Date(time).toISOString();

/** @returns the timeline as plain JSON */
export function timelineOf(told: Told): object {
  const recorded = told.recorded.map((each) => recordedSchema.parse(each));
  const { log, startedAt, endedAt, result, about, service = SERVICE } = told;
  return {
    version: 1,
    service,
    environment: `rehearsal: ${result.scenario}`,
    startedAt: iso(startedAt),
    endedAt: iso(endedAt),
    outcome: { result: recorded.at(-1)?.outcome.result ?? endOf(result, service), why: about },
    facts: factsOf(result),
    regions: Object.keys(result.regions).map((region) => regionOf(told, recorded, region)),
    jobs: log.jobs.map(({ startedAt: from, endedAt: to, ...job }) => ({
      ...job,
      startedAt: iso(from),
      ...(to === undefined ? {} : { endedAt: iso(to) }),
    })),
    gates: log.gates.map(({ askedAt, answeredAt, ...gate }) => ({
      ...gate,
      askedAt: iso(askedAt),
      ...(answeredAt === undefined ? {} : { answeredAt: iso(answeredAt) }),
    })),
    notes: log.notes.map(({ at, text }) => ({ at: iso(at), text })),
  };
}

/** Where no deploy came so far as to record anything. */
const endOf = ({ rollback, serving }: RehearsalResult, service: string): string => {
  if (rollback) return 'rolled-back';
  return serving[priorOf(service)] === 100 ? 'failed' : 'promoted';
};

function factsOf({ digests, requests, faults }: RehearsalResult): object[] {
  return [
    ...Object.entries(digests).map(([name, value]) => ({ name: `image in ${name}`, value })),
    { name: "visitors' requests", value: `${requests.total}, of which ${requests.failed} failed` },
    ...faults.map((value) => ({ name: 'not as it should be', value })),
  ];
}

function regionOf(
  { splits, measurements, failed, service = SERVICE }: Told,
  recorded: readonly Recorded[],
  region: string,
): object {
  const stable = priorOf(service);
  const own = splits.filter((split) => split.region === region);
  const names = own.flatMap(({ shares }) => Object.keys(shares));
  const candidate = names.findLast((name) => name !== stable) ?? '';
  const verdicts = recorded.flatMap(({ regions }) =>
    regions.flatMap((each) => (each.region === region ? each.verdicts : [])),
  );
  return {
    region,
    candidate,
    stable,
    splits: own.map(({ at, shares }) => ({ at: iso(at), shares })),
    measuredBy: "the visitors' requests",
    measurements: measurements
      .filter((each) => each.region === region)
      .map(({ region: _, ...measured }) => measured),
    verdicts,
    ...(failed ? returnOf(own, candidate, failed) : {}),
  };
}

/** Nothing had to come back in a region that had not moved. */
function returnOf(own: readonly Shares[], from: string, { at, why }: NonNullable<Told['failed']>): object {
  const before = own.findLast((split) => split.at <= at);
  if (!before || before.shares[PRIOR] === 100) return {};
  const back = own.find((split) => split.at >= at && split.shares[PRIOR] === 100);
  const restored = back ? { restoredAt: iso(back.at) } : {};
  return { bringBack: { decidedAt: iso(at), ...restored, from, to: PRIOR, why } };
}
