/** Carries a rollout through its regions, from where their records stand to its end. */
import { decide } from './machine';
import type { Decision } from './machine';
import { all } from './member';
import type { RegionRollout } from './member';
import { RegionGroup } from './region-group';
import { held, marked, renewed, shiftTo, takenOver, waiting } from './shift';
import type { Outcome, RolloutPorts, Undertaking } from './undertaking';

/** Milliseconds from one look at the services to the next, while probes are sent. */
const LOOK_EVERY = 30_000;
/** For how long a run that does not stay until the end looks for a verdict that is due, in milliseconds. */
const BURST = 600_000;

/**
 * Moves traffic, observes, judges, and goes on or brings it back. May be killed at any moment; called again it reads the
 * records and goes on from there.
 * @throws UserError where Cloud Run refuses for good; the traffic stands where it was then
 */
export function rollOut(ports: RolloutPorts, undertaking: Undertaking): Promise<Outcome> {
  return new Rollout(ports, undertaking).toItsEnd();
}

type Of<Do extends Decision['do']> = Extract<Decision, { do: Do }>;

/** One rollout under way. */
class Rollout {
  private readonly ports: RolloutPorts;
  private readonly undertaking: Undertaking;
  private readonly group: RegionGroup;
  /** When this run began, Unix milliseconds. */
  private readonly began: number;
  /** The last wave that was looked at before its beginning. */
  private lookedAhead = 0;

  constructor(ports: RolloutPorts, undertaking: Undertaking) {
    this.ports = ports;
    this.undertaking = undertaking;
    this.group = new RegionGroup(ports, undertaking);
    this.began = this.now();
  }

  async toItsEnd(): Promise<Outcome> {
    await this.takeOver();
    if (this.group.leftWaitingAt !== undefined) await this.lookAnew();
    for (;;) {
      const outcome = await this.carryOut(this.decide());
      if (outcome) return outcome;
    }
  }

  private async carryOut(decision: Decision): Promise<Outcome | undefined> {
    switch (decision.do) {
      case 'wait':
        return await this.wait(decision);
      case 'shift':
        await this.shift(decision);
        return undefined;
      case 'mark':
        this.ports.tell(decision.why);
        await this.group.write(decision.regions, marked, ['raised']);
        return undefined;
      case 'renew':
        await this.group.write(decision.regions, renewed);
        return undefined;
      case 'abort':
        return await this.abort(decision);
      case 'end':
        return await this.end(decision);
    }
  }

  private decide(): Decision {
    const { members, evidence, leftWaitingAt } = this.group;
    // Time has passed for a rollout that was left waiting; one that was cut off is looked at anew.
    const watchedSince = leftWaitingAt === undefined ? this.began : 0;
    const seen = { members, verdict: evidence.verdict(), watchedSince };
    return decide(seen, this.now(), this.undertaking.policy);
  }

  private now(): number {
    return this.ports.patience.clock.now();
  }

  /** A rollout that another run began, or held, is this run's from here on: in the record, for the nets to know. */
  private async takeOver(): Promise<void> {
    const underWay = this.group.regions.filter(({ state }) =>
      ['rolling', 'held', 'waiting'].includes(state.status),
    );
    if (underWay.length === 0) return;
    await this.group.write(
      underWay.map(({ region }) => region),
      takenOver,
    );
    await all(underWay, (region) => region.routed());
    this.group.evidence.settled(this.group.leftWaitingAt);
  }

  /** Traffic has gone on while nobody looked: what can be known of it now comes first. */
  private async lookAnew(): Promise<void> {
    let until: number | undefined;
    for (;;) {
      const decision = this.decide();
      if (decision.do === 'abort' || (decision.do === 'end' && decision.result === 'superseded')) return;
      if (decision.do === 'mark' || decision.do === 'renew') {
        await this.carryOut(decision);
        continue;
      }
      const isOver = decision.do !== 'wait' || decision.due;
      until ??= this.began + (isOver ? BURST : LOOK_EVERY);
      if (this.now() >= until) return;
      await this.observe(until);
      if (this.group.evidence.verdict().result !== 'inconclusive') return;
    }
  }

  private async wait({ until, due }: Of<'wait'>): Promise<Outcome | undefined> {
    const { resumeWithin } = this.undertaking;
    const burstUntil = this.began + BURST;
    if (resumeWithin === undefined || (due && this.now() < burstUntil)) {
      await this.observe(resumeWithin === undefined ? until : Math.min(until, burstUntil));
      return undefined;
    }
    await this.group.write(this.group.unfinished(), (input) => waiting(input, resumeWithin));
    const resumeAfter = due ? Math.min(until, this.now() + BURST) : until;
    const why = `it goes on with the run that resumes it, after ${new Date(resumeAfter).toISOString()}`;
    return { ...this.group.ended('rolling', why), resumeAfter };
  }

  /** Gathers evidence until the time is over, the verdict is a fail, or it is time for the next look at the services. */
  private async observe(until: number): Promise<void> {
    const { group } = this;
    const { clock, signal } = this.ports.patience;
    const look = Math.min(until, this.now() + LOOK_EVERY);
    const before = group.evidence.state;
    await this.warmUp();
    await group.evidence.gather(look);
    // From the verdict to the writes that bring traffic back there is no call but the fresh reads of these writes.
    if (group.evidence.verdict().result === 'fail') return;
    await clock.sleep(Math.max(0, look - this.now()), signal);
    await all(group.reached(), (region) => region.look());
    // Where somebody has taken our tags away, probes have reached nobody since.
    if (group.members.some(({ standing }) => standing === 'raised')) group.evidence.state = before;
    group.evidence.settled();
  }

  /** Moves the candidate to a step of the plan: traffic and record in one write a region, all of them at once. */
  private async shift(decision: Of<'shift'>): Promise<void> {
    const { group } = this;
    const { wave, step, commit } = decision;
    const regions = group.named(decision.regions);
    if (wave > Math.max(group.wave, this.lookedAhead)) {
      this.lookedAhead = wave;
      return all(regions, (region) => region.look());
    }
    group.enter(wave);
    await this.ports.login();
    if (!commit) await this.warmUp();
    group.evidence.changing(decision.regions);
    const stoodThere = regions.filter(({ state }) => state.step === step);
    await group.write(decision.regions, (input) => shiftTo(step, { ...input, commit }));
    for (const region of regions) this.tellOf(region, decision, stoodThere.includes(region));
    await all(regions, (region) => region.routed());
    group.evidence.settled();
  }

  /** Wakes the revisions of the wave, where they are judged at all. */
  private async warmUp(): Promise<void> {
    const isJudged = this.undertaking.policy.steps.some((step) => step.observe > 0);
    if (isJudged) await this.group.evidence.warmUp();
  }

  private tellOf({ region, state }: RegionRollout, { step, commit, why }: Of<'shift'>, stood: boolean): void {
    // Where the write did not take place, the next decision says why.
    if (state.step !== step || (commit && state.status !== 'promoted')) return;
    const { candidate } = state;
    const percent = this.undertaking.policy.steps[step]?.percent ?? 0;
    const what = stood ? `${candidate} is promoted` : `${percent} % to ${candidate}`;
    this.ports.tell(`${this.group.regions.length > 1 ? `${region}: ` : ''}${what}: ${why}`);
  }

  /** A hold is written down: whoever finds it later must know that nobody is at work on it. */
  private async end({ result, why }: Of<'end'>): Promise<Outcome> {
    const { group } = this;
    if (result === 'held' || result === 'raised')
      await group.write(group.unfinished(), (input) => held(input, why));
    return group.ended(result, why);
  }

  /** All at once, and none waits for another: where one cannot be reached, the others come back. */
  private async abort({ regions, cause, why, result }: Of<'abort'>): Promise<Outcome> {
    const back = this.group.named(regions);
    const stable = [...new Set(back.map(({ state }) => state.stable))].join(', ');
    this.ports.tell(`bringing all traffic back to ${stable}: ${why}`);
    const { run } = this.undertaking;
    await all(back, (region) =>
      region.bringBack({ cause, why, run, verdict: this.group.evidenceOn(region) }),
    );
    return this.group.ended(result, why);
  }
}
