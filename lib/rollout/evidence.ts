/** What is seen of the wave in motion: the sources of its regions, one judge for all of them. */
import { isRouted } from '../cloudrun';
import { judge, observe } from '../verdict';
import type { Verdict, VerdictSettings, VerdictState } from '../verdict';
import { gatherAll, noTraffic } from './sources';
import type { Probes, TrafficEvidence } from './sources';
import type { RegionRollout } from './member';

/** What a region is judged by. */
export interface RegionSources {
  probes: Probes;
  /**
   * Makes the watch over real traffic, for the coins that this rollout is judged by; without it probes decide alone.
   * @param since Unix milliseconds: what was before is not looked at
   */
  traffic?: (settings: VerdictSettings, since: number) => TrafficEvidence;
}

/** One region whose evidence counts. */
interface Watched {
  member: RegionRollout;
  probes: Probes;
  traffic: TrafficEvidence;
  /** The write of which the watch knows that it is routed. */
  routed: string;
}

export class WaveEvidence {
  /** Of all regions of the wave together. */
  state: VerdictState;
  private readonly settings: VerdictSettings;
  private readonly watched: readonly Watched[];
  private isWarm = false;

  /** @param since from when on the traffic counts, Unix milliseconds */
  constructor(
    watched: readonly { member: RegionRollout; sources: RegionSources }[],
    { state, settings, since }: { state: VerdictState; settings: VerdictSettings; since: number },
  ) {
    this.state = state;
    this.settings = settings;
    this.watched = watched.map(({ member, sources: { probes, traffic } }) => {
      return { member, probes, traffic: traffic?.(settings, since) ?? noTraffic, routed: '' };
    });
  }

  verdict(): Verdict {
    return judge(this.state, this.settings);
  }

  /** Wakes the revisions, once. */
  async warmUp(): Promise<void> {
    if (this.isWarm) return;
    this.isWarm = true;
    await Promise.all(this.watched.map(({ probes }) => probes.warmUp()));
  }

  /** The routing of these regions begins to change. */
  changing(regions: readonly string[]): void {
    for (const { member, traffic } of this.watched) if (regions.includes(member.region)) traffic.changing();
  }

  /**
   * Tells the watch how the traffic is split, wherever that is so for the first time.
   * @param since from when on it was so, Unix milliseconds; now, where it is left out
   */
  settled(since?: number): void {
    for (const each of this.watched) {
      const { service, state } = each.member;
      if (each.routed === state.at || !isRouted(service)) continue;
      each.routed = state.at;
      each.traffic.settled(service.serving, since);
    }
  }

  /**
   * Gathers from all sources of all regions until the time is over, or the verdict is a fail.
   * @param until Unix milliseconds
   */
  async gather(until: number): Promise<void> {
    const sources = this.watched.flatMap(({ probes, traffic }) => [probes, traffic]);
    await gatherAll(sources, until, (evidence) => {
      this.state = observe(this.state, evidence, this.settings);
      return this.verdict().result !== 'fail';
    });
  }
}
