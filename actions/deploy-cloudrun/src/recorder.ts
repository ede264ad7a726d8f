/**
 * Records a rollout while it goes on. It listens at the ports of the rollout, so that the report tells what was seen and not
 * what was meant, and so that nothing that is decided can depend on it.
 */
import { shareOf, shares } from '../../../lib/cloudrun';
import type { CloudRun, Service } from '../../../lib/cloudrun';
import type { OwnRequest, TrafficWatch } from '../../../lib/metrics';
import type { BringBack, Region, Split, VerdictEntry } from '../../../lib/report';
import { parsePlan, readState } from '../../../lib/rollout';
import type { RolloutState } from '../../../lib/rollout';
import type { Clock } from '../../../lib/runner';
import { judge } from '../../../lib/verdict';
import type { VerdictSettings } from '../../../lib/verdict';
import { Measurements } from './measurements';

const iso = (time: number): string => new Date(time).toISOString();

/** What was seen in one region. */
export class RegionRecorder {
  private readonly clock: Clock;
  private readonly region: string;
  private readonly cloudRun: CloudRun;
  private readonly settings: VerdictSettings;
  private readonly measurements: Measurements;
  private readonly splits: Split[] = [];
  private readonly verdicts: VerdictEntry[] = [];
  private bringBack: BringBack | undefined;
  private record: RolloutState;

  /** @param begun the record with which this run goes on */
  constructor(clock: Clock, cloudRun: CloudRun, begun: RolloutState, settings: VerdictSettings) {
    this.clock = clock;
    this.cloudRun = cloudRun;
    this.region = cloudRun.at.region;
    this.record = begun;
    this.settings = begun.settings ?? settings;
    this.measurements = new Measurements(begun);
  }

  /** The same service; every read of it is looked at. */
  watched(): CloudRun {
    const { cloudRun } = this;
    return {
      ...cloudRun,
      getService: async () => {
        const service = await cloudRun.getService();
        if (service) this.saw(service);
        return service;
      },
    };
  }

  /** The same watch over real traffic; what it counts is written down. */
  counted(watch: TrafficWatch): TrafficWatch {
    return {
      newest: async (now) => {
        const evidence = await watch.newest(now);
        for (const each of evidence) if (each.kind === 'minute') this.measurements.minute(each);
        return evidence;
      },
    };
  }

  /** A probe was answered, or was not. */
  probed(request: OwnRequest): void {
    this.measurements.probe(request);
  }

  saw(service: Service): void {
    const now = this.clock.now();
    const found = shares(service.serving);
    if (JSON.stringify(found) !== JSON.stringify(this.splits.at(-1)?.shares))
      this.splits.push({ at: iso(now), shares: found });
    const record = recordIn(service);
    if (record && record.at !== this.record.at && record.candidate === this.record.candidate)
      this.turned(record);
    if (this.bringBack && !this.bringBack.restoredAt && shareOf(service.serving, this.bringBack.from) === 0)
      this.bringBack = { ...this.bringBack, restoredAt: iso(now) };
  }

  told(): Region {
    const { candidate, stable } = this.record;
    return {
      ...{ region: this.region, candidate, stable },
      splits: this.splits,
      measuredBy: this.measurements.by,
      measurements: this.measurements.all(),
      verdicts: this.verdicts,
      ...(this.bringBack ? { bringBack: this.bringBack } : {}),
    };
  }

  /** The record has been written anew: with the verdict that led to it, where it led anywhere. */
  private turned(record: RolloutState): void {
    const before = this.record;
    this.record = record;
    if (record.step !== before.step || record.status !== before.status) this.judged(record, before);
    if (record.status !== 'rolled-back') return;
    const { candidate: from, stable: to, why = 'it was brought back', at } = record;
    this.bringBack = { decidedAt: at, from, to, why };
  }

  private judged(record: RolloutState, before: RolloutState): void {
    const verdict = judge(record.verdict, this.settings);
    const seen = verdict.counts.coins.some(({ candidate }) => candidate.requests > 0);
    if (!seen || record.step === -1) return;
    // Where it comes back for another region's sake, its own verdict is none that led anywhere.
    if (record.status === 'rolled-back' && verdict.result !== 'fail') return;
    const { threshold } = this.settings;
    this.verdicts.push({ ...verdict, at: record.at, percent: percentAt(before), threshold });
  }
}

/** What is unreadable, the rollout itself complains about. */
function recordIn(service: Service): RolloutState | undefined {
  try {
    return readState(service.annotations);
  } catch {
    return undefined;
  }
}

function percentAt({ plan, step }: RolloutState): number {
  const steps = parsePlan(plan);
  return Array.isArray(steps) ? (steps[step]?.percent ?? 0) : 0;
}
