/** One region of a rollout: what is known of its service, and the reads and writes there. */
import { converge, inWords, isRouted, isStranded, settle, shareOf, advice } from '../cloudrun';
import type { CloudRun, Condition, Service, ServiceChange, Settled } from '../cloudrun';
import { isTransient } from '../google';
import type { Patience } from '../google';
import { UserError } from '../runner';
import { bringBack } from './bring-back';
import type { Return } from './bring-back';
import type { Member } from './machine';
import type { Written } from './shift';
import { standingOf } from './standing';
import type { Standing } from './standing';
import { readState, withState } from './state';
import type { RolloutState } from './state';

/** Milliseconds after which a read that contradicts what we know is made once more. */
const CONFIRM_AFTER = 5_000;
/** How long Cloud Run may take to route requests anew, in milliseconds. */
const ROUTING_TIME = 300_000;

/** What makes a write, from a fresh read of the service. */
export type Write = (service: Service, now: number) => Written;

export class RegionRollout {
  readonly region: string;
  /** Index of its wave. */
  readonly wave: number;
  /** As it was read last. */
  service: Service;
  /** What this run has written last, or found. */
  state: RolloutState;
  /** Why it could not be brought back. */
  left: string | undefined;
  private standing: Standing;
  private broken: Condition | undefined;
  private unreachableSince: number | undefined;
  /** A write of which it is not known whether it took effect. */
  private pending: RolloutState | undefined;
  private readonly cloudRun: CloudRun;
  private readonly patience: Patience;

  constructor(
    patience: Patience,
    { cloudRun, wave, service }: { cloudRun: CloudRun; wave: number; service: Service },
    state: RolloutState,
  ) {
    this.cloudRun = cloudRun;
    this.patience = patience;
    this.region = cloudRun.at.region;
    this.wave = wave;
    this.service = service;
    this.state = state;
    this.standing = standingOf(service, state);
  }

  /** As the machine sees it. */
  get member(): Member {
    const { region, wave, state, standing, broken, unreachableSince } = this;
    return { region, wave, state, standing, broken, unreachableSince };
  }

  /** Reads the service and the candidate. A region that does not answer is noted, and is no error. */
  async look(): Promise<void> {
    await this.unlessUnreachable(async () => {
      const [service, revision] = await Promise.all([
        this.confirmedRead(),
        this.cloudRun.getRevision(this.state.candidate),
      ]);
      this.broken = revision?.conditions.find(({ failed, type }) => failed && type === 'Ready');
      if (service && revision) this.see(service);
      else this.standing = 'gone';
    });
  }

  /**
   * Writes traffic and record together, over the record and the traffic that this run knows; over anything else nothing is
   * written, and the next decision sees what is there.
   * @param over how the service may stand beside its record
   */
  async write(make: Write, over: readonly Standing[] = ['as-left', 'stranded']): Promise<void> {
    const now = this.patience.clock.now();
    const at = new Date(now).toISOString();
    let next: RolloutState | undefined;
    const change = (service: Service): ServiceChange | undefined => {
      next = undefined;
      if (readState(service.annotations)?.at === at) return undefined;
      this.see(service);
      if (!over.includes(this.standing) || this.state.status === 'rolled-back') return undefined;
      const { traffic, state } = make(service, now);
      next = this.pending = state;
      return { traffic, annotations: withState(service.annotations, state) };
    };
    await this.unlessUnreachable(async () => {
      const { patience } = this;
      const from = await this.newest();
      if (!from) {
        this.standing = 'gone';
        return;
      }
      const { service } = await converge(this.cloudRun, change, { patience, from });
      // Either the last try was taken, or a fresh read has told what there is.
      if (next) this.adopt(next);
      else this.see(service);
      this.service = service;
      this.pending = undefined;
    });
  }

  /**
   * Waits until the traffic that was written is the traffic that serves.
   * @throws UserError where Cloud Run gives the change up, or does not carry it out in time
   */
  async routed(): Promise<void> {
    if (this.pending || this.unreachableSince !== undefined || this.isLost()) return;
    await this.unlessUnreachable(async () => {
      const settled = await settle(this.cloudRun, (seen) => this.routing(seen), {
        patience: this.patience,
        within: ROUTING_TIME,
      });
      this.see(settled.service);
      if (settled.result !== 'done' && !this.isLost()) throw this.notRouted(settled);
    });
  }

  /** Takes the candidate's share away. What goes wrong is kept in `left`, so that no other region has to wait for it. */
  async bringBack(back: Omit<Return, 'bad' | 'stable'>): Promise<void> {
    const { candidate: bad, stable } = this.state;
    try {
      const { service } = await bringBack(
        this.cloudRun,
        { ...back, bad, stable },
        { patience: this.patience, confirm: true },
      );
      this.service = service;
      this.state = readState(service.annotations) ?? this.state;
    } catch (error) {
      this.patience.signal.throwIfAborted();
      this.left = error instanceof Error ? error.message : String(error);
    }
  }

  private adopt(state: RolloutState): void {
    this.state = state;
    this.pending = undefined;
    this.standing = 'as-left';
  }

  private isLost(): boolean {
    return this.standing === 'moved' || this.standing === 'gone' || this.standing === 'taken';
  }

  private routing(seen: Service): 'done' | 'failed' | 'pending' {
    if (readState(seen.annotations)?.at !== this.state.at) return 'pending';
    return isStranded(seen) ? 'failed' : isRouted(seen) ? 'done' : 'pending';
  }

  /** What a fresh read says about our record, and about the traffic. */
  private see(service: Service): void {
    this.service = service;
    const found = readState(service.annotations);
    if (found && found.at === this.pending?.at) this.adopt(this.pending);
    if (found?.at === this.state.at) this.standing = standingOf(service, this.state);
    else if (!found) this.standing = 'gone';
    else if (found.status === 'rolled-back' && found.candidate === this.state.candidate) {
      this.state = found;
      this.standing = standingOf(service, found);
    } else this.standing = 'taken';
  }

  /** The last read, unless it is from before our last write: then another one. */
  private async newest(): Promise<Service | undefined> {
    const isNewest = readState(this.service.annotations)?.at === this.state.at;
    return isNewest ? this.service : this.confirmedRead();
  }

  /** One read of the service; another one where it shows another record, for a read may be older than our write. */
  private async confirmedRead(): Promise<Service | undefined> {
    const { clock, signal } = this.patience;
    const service = await this.cloudRun.getService();
    if (!service || readState(service.annotations)?.at === this.state.at) return service;
    await clock.sleep(CONFIRM_AFTER, signal);
    return this.cloudRun.getService();
  }

  /** An error that may pass is noted as silence: whether a write took effect, the next look will tell. */
  private async unlessUnreachable(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.unreachableSince = undefined;
    } catch (error) {
      if (!isTransient(error)) throw error;
      this.unreachableSince ??= this.patience.clock.now();
    }
  }

  private notRouted(settled: Settled): UserError {
    const { candidate } = this.state;
    const share = shareOf(settled.service.traffic, candidate);
    const why = settled.result === 'failed' ? `: ${advice(settled.service.outcome)}` : ' in time';
    return new UserError(
      `Cloud Run did not route ${share} % to ${candidate}${why}. Now: ${inWords(settled.service.serving)}.`,
      {
        remedy: `Look at the service's conditions in the console, and run this again: it goes on from where it stands.`,
      },
    );
  }
}

/** The same in several regions at once. Where one fails, the others are seen to their end before it is told. */
export async function all(
  regions: readonly RegionRollout[],
  work: (region: RegionRollout) => Promise<void>,
): Promise<void> {
  const ends = await Promise.allSettled(regions.map(work));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
