/** The regions of a rollout, what is known of them together, and the writes that are made in several of them at once. */
import { emptyState } from '../verdict';
import type { VerdictSettings, VerdictState } from '../verdict';
import { beginningOf } from './beginning';
import { WaveEvidence } from './evidence';
import { reached, waveInMotion } from './machine';
import type { Member } from './machine';
import { all, RegionRollout } from './member';
import type { WriteInput, Written } from './shift';
import type { Standing } from './standing';
import type { Outcome, RegionInRollout, RolloutPorts, Undertaking } from './undertaking';

export class RegionGroup {
  readonly regions: readonly RegionRollout[];
  /** When the run before this one left the rollout waiting, Unix milliseconds; undefined where it did not. */
  readonly leftWaitingAt: number | undefined;
  /** Index of the wave in motion. */
  wave: number;
  /** What is seen of it. */
  evidence: WaveEvidence;
  private readonly ports: RolloutPorts;
  private readonly undertaking: Undertaking;
  private readonly settings: VerdictSettings;

  constructor(ports: RolloutPorts, undertaking: Undertaking) {
    const { regions, settings, evidence } = beginningOf(undertaking);
    if (settings.errorBudget !== undertaking.settings.errorBudget)
      ports.tell(`It is judged on by the error budget that it began with: ${settings.errorBudget * 100} %.`);
    this.ports = ports;
    this.undertaking = undertaking;
    this.settings = settings;
    this.regions = regions.map(({ region, state }) => new RegionRollout(ports.patience, region, state));
    const waiting = regions.filter(({ state }) => state.status === 'waiting');
    const waited = waiting.map(({ state }) => Date.parse(state.at));
    this.leftWaitingAt = waited.length > 0 ? Math.max(...waited) : undefined;
    this.wave = waveInMotion(this.members);
    this.evidence = this.evidenceFrom(evidence, this.leftWaitingAt);
  }

  /** As the machine sees them. */
  get members(): Member[] {
    return this.regions.map(({ member }) => member);
  }

  named(regions: readonly string[]): RegionRollout[] {
    return this.regions.filter(({ region }) => regions.includes(region));
  }

  /** None of the later waves. */
  reached(): RegionRollout[] {
    return this.named(reached(this.members).map(({ region }) => region));
  }

  /** The regions that have begun and are not at an end. */
  unfinished(): string[] {
    const open = this.regions.filter(({ state }) => state.status === 'rolling');
    return open.map(({ region }) => region);
  }

  /** The evidence on each wave is its own. */
  enter(wave: number): void {
    if (wave === this.wave) return;
    this.wave = wave;
    this.evidence = this.evidenceFrom(emptyState());
  }

  /** What goes onto the record of a region: what was seen of an earlier wave is there, and stays. */
  evidenceOn({ wave, state }: RegionRollout): VerdictState {
    return wave === this.wave ? this.evidence.state : state.verdict;
  }

  /** The same write in several regions, all of them started together. */
  async write(
    regions: readonly string[],
    make: (input: WriteInput) => Written,
    over?: readonly Standing[],
  ): Promise<void> {
    const { policy, run } = this.undertaking;
    await all(this.named(regions), (region) =>
      region.write((service, now) => {
        const state = { ...region.state, run };
        return make({ policy, service, state, evidence: this.evidenceOn(region), now });
      }, over),
    );
  }

  ended(result: Outcome['result'], why: string): Outcome {
    const regions = this.regions.map(({ region, state, service, left }) => ({
      region,
      state,
      service,
      ...(left === undefined ? {} : { left }),
    }));
    return { result, why, verdict: this.evidence.verdict(), regions };
  }

  private evidenceFrom(state: VerdictState, since = this.ports.patience.clock.now()): WaveEvidence {
    const watched = this.regions.flatMap((member, index) => {
      const sources: RegionInRollout | undefined = this.undertaking.regions[index];
      return sources && member.wave === this.wave ? [{ member, sources }] : [];
    });
    return new WaveEvidence(watched, { state, settings: this.settings, since });
  }
}
