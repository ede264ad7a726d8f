import {
  advice,
  converge,
  declaredTraffic,
  inWords,
  isRouted,
  isStranded,
  settle,
  shareOf,
} from '../cloudrun';
import type { CloudRun, Condition, Service, ServiceChange, Settled } from '../cloudrun';
import type { Patience } from '../google';
import { UserError } from '../runner';
import { judge, observe } from '../verdict';
import type { Verdict, VerdictSettings, VerdictState } from '../verdict';
import { bringBack } from './bring-back';
import { decide, heldState, shiftTo, takenOver } from './machine';
import type { Decision, Policy } from './machine';
import { planInWords } from './plan';
import { gatherAll } from './gather';
import type { Probes } from './probes';
import { readState, withState } from './state';
import type { RolloutState } from './state';
import { noTraffic } from './traffic-evidence';
import type { TrafficEvidence } from './traffic-evidence';

/** Everything that a rollout works with. */
export interface RolloutPorts {
  cloudRun: CloudRun;
  probes: Probes;
  /** Makes the watch over real traffic, for the coins that this rollout is judged by; without it probes decide alone. */
  traffic?: (settings: VerdictSettings) => TrafficEvidence;
  patience: Patience;
  /** A line for people, as things happen. */
  tell: (line: string) => void;
}

/** How a rollout ended. */
export interface Outcome {
  result: 'promoted' | 'rolled-back' | 'held' | 'superseded';
  why: string;
  state: RolloutState;
  verdict: Verdict;
  service: Service;
}

/** Milliseconds from one look at the service to the next, while probes are sent. */
const LOOK_EVERY = 30_000;
/** Milliseconds after which a read that contradicts what we know is made once more. */
const CONFIRM_AFTER = 5_000;
/** How long Cloud Run may take to route requests anew, in milliseconds. */
const ROUTING_TIME = 300_000;

/** Somebody else's write stands where ours was expected: whatever they wanted, we do not undo it. */
class Superseded extends Error {}

/**
 * Carries a rollout from where its record stands to its end: moves traffic, observes, judges, and goes on or brings it
 * back. May be killed at any moment; called again it reads the record and goes on from there.
 * @param service as it was read last, with the record on it
 */
export async function rollOut(
  ports: RolloutPorts,
  {
    service,
    policy,
    settings,
    run,
  }: { service: Service; policy: Policy; settings: VerdictSettings; run: string },
): Promise<Outcome> {
  const rollout = new Rollout(ports, service, policy, settings, run);
  try {
    return await rollout.toItsEnd();
  } catch (error) {
    if (!(error instanceof Superseded)) throw error;
    return rollout.ended('superseded', error.message);
  }
}

/** One rollout under way: what is on record, what was seen last, and the evidence since. */
class Rollout {
  private readonly ports: RolloutPorts;
  private readonly policy: Policy;
  private readonly settings: VerdictSettings;
  private readonly traffic: TrafficEvidence;
  private readonly run: string;
  private service: Service;
  private state: RolloutState;
  private evidence: VerdictState;
  private broken: Condition | undefined;
  private readonly watchedSince: number;

  constructor(ports: RolloutPorts, service: Service, policy: Policy, settings: VerdictSettings, run: string) {
    this.ports = ports;
    this.policy = policy;
    this.run = run;
    this.service = service;
    this.state = followed(recordOf(service), policy, settings);
    this.settings = this.state.settings ?? settings;
    if (this.settings.errorBudget !== settings.errorBudget)
      ports.tell(
        `It is judged on by the error budget that it began with: ${this.settings.errorBudget * 100} %.`,
      );
    this.traffic = ports.traffic?.(this.settings) ?? noTraffic;
    this.evidence = this.state.verdict;
    this.watchedSince = ports.patience.clock.now();
  }

  async toItsEnd(): Promise<Outcome> {
    if (this.state.status === 'rolling' || this.state.status === 'held') await this.takeOver();
    await this.wakeRevisions();
    for (;;) {
      const decision = this.decide();
      if (decision.do === 'end') return await this.end(decision);
      if (decision.do === 'abort') return await this.abort(decision.why);
      if (decision.do === 'shift') await this.shift(decision.step, decision.why);
      else await this.observe(decision.until);
    }
  }

  ended(result: Outcome['result'], why: string): Outcome {
    const { state, service } = this;
    return { result, why, state, service, verdict: this.verdict() };
  }

  private verdict(): Verdict {
    return judge(this.evidence, this.settings);
  }

  private decide(): Decision {
    return this.decideOn(this.service, this.ports.patience.clock.now());
  }

  private decideOn(service: Service, now: number): Decision {
    const { broken, watchedSince, state, policy } = this;
    const seen = { traffic: declaredTraffic(service), stranded: isStranded(service), broken, watchedSince };
    return decide(state, { ...seen, verdict: this.verdict() }, now, policy);
  }

  private async wakeRevisions(): Promise<void> {
    const observed = this.policy.steps.some((step) => step.observe > 0);
    if (observed && this.state.status !== 'promoted') await this.ports.probes.warmUp();
  }

  /** Gathers evidence until the time is over, the verdict is a fail, or it is time for the next look at the service. */
  private async observe(until: number): Promise<void> {
    const { cloudRun, patience, probes } = this.ports;
    const look = Math.min(until, patience.clock.now() + LOOK_EVERY);
    await gatherAll([probes, this.traffic], look, (evidence) => {
      this.evidence = observe(this.evidence, evidence, this.settings);
      return this.verdict().result !== 'fail';
    });
    // From the verdict to the write that brings traffic back there is no call but the fresh read of that write.
    if (this.verdict().result === 'fail') return;
    const [service, revision] = await Promise.all([this.look(), cloudRun.getRevision(this.state.candidate)]);
    if (!service || !revision) throw new Superseded('the service or the candidate was deleted meanwhile');
    this.checkRecord(service);
    this.broken = revision.conditions.find((condition) => condition.failed && condition.type === 'Ready');
  }

  /** One read of the service; another one where it shows another record, for a read may be older than our write. */
  private async look(): Promise<Service | undefined> {
    const { cloudRun, patience } = this.ports;
    const service = await cloudRun.getService();
    if (!service || readState(service.annotations)?.at === this.state.at) return service;
    await patience.clock.sleep(CONFIRM_AFTER, patience.signal);
    return cloudRun.getService();
  }

  private checkRecord(service: Service): void {
    this.service = service;
    if (readState(service.annotations)?.at === this.state.at) return;
    throw new Superseded(
      `the record of this rollout was replaced meanwhile; traffic now: ${inWords(service.serving)}`,
    );
  }

  /** Moves the candidate to a step of the plan: traffic and record in one write. */
  private async shift(step: number, why: string): Promise<void> {
    const { cloudRun, patience, tell } = this.ports;
    const now = patience.clock.now();
    let next = this.state;
    const change = (service: Service): ServiceChange | undefined => {
      if (readState(service.annotations)?.at === new Date(now).toISOString()) return undefined;
      this.checkRecord(service);
      const shift = this.shiftOf(service, step, now);
      next = shift.state;
      return { traffic: shift.traffic, annotations: withState(service.annotations, shift.state) };
    };
    this.traffic.changing();
    const { service } = await converge(cloudRun, change, { patience, from: this.service });
    this.state = next;
    this.service = service;
    tell(`${this.policy.steps[step]?.percent ?? 0} % to ${this.state.candidate}: ${why}`);
    await this.routed();
  }

  private shiftOf(service: Service, step: number, now: number): ReturnType<typeof shiftTo> {
    const traffic = declaredTraffic(service);
    const { state, evidence, policy } = this;
    const decision = this.decideOn(service, now);
    if (decision.do === 'end') throw new Superseded(decision.why);
    return shiftTo(step, { policy, traffic, state: { ...state, run: this.run }, evidence, now });
  }

  /** Waits until the traffic that was written is the traffic that serves. */
  private async routed(): Promise<void> {
    const { cloudRun, patience } = this.ports;
    const visible = (service: Service): boolean => readState(service.annotations)?.at === this.state.at;
    const settled = await settle(
      cloudRun,
      (seen) => {
        if (!visible(seen)) return 'pending';
        return isStranded(seen) ? 'failed' : isRouted(seen) ? 'done' : 'pending';
      },
      { patience, within: ROUTING_TIME },
    );
    this.service = settled.service;
    if (settled.result === 'done') {
      this.traffic.settled(this.service.serving);
      return;
    }
    this.checkRecord(settled.service);
    throw new UserError(
      `Cloud Run did not route ${shareOf(settled.service.traffic, this.state.candidate)} % to ${this.state.candidate}${reasonOf(settled)}.`,
      {
        remedy: `Look at the service's conditions in the console, and run this again: it goes on from where it stands.`,
      },
    );
  }

  /** A rollout that another run began, or held, is this run's from here on: in the record, for the nets to know. */
  private async takeOver(): Promise<void> {
    const { cloudRun, patience } = this.ports;
    const taken = takenOver({ ...this.state, run: this.run }, this.policy, patience.clock.now());
    await converge(cloudRun, this.recording(taken), { patience, from: this.service });
    this.state = taken;
    await this.routed();
  }

  /** A write of the record alone, over the one that this run knows. */
  private recording(state: RolloutState): (service: Service) => ServiceChange | undefined {
    return (service) => {
      if (readState(service.annotations)?.at === state.at) return undefined;
      this.checkRecord(service);
      return { traffic: declaredTraffic(service), annotations: withState(service.annotations, state) };
    };
  }

  /** A hold is written down: whoever finds it later must know that nobody is at work on it. */
  private async end({ result, why }: Extract<Decision, { do: 'end' }>): Promise<Outcome> {
    if (result !== 'held') return this.ended(result, why);
    const { cloudRun, patience } = this.ports;
    const held = heldState({ ...this.state, run: this.run }, this.evidence, why, patience.clock.now());
    const { service } = await converge(cloudRun, this.recording(held), { patience, from: this.service });
    this.service = service;
    this.state = held;
    return this.ended(result, why);
  }

  private async abort(why: string): Promise<Outcome> {
    const { cloudRun, patience, tell } = this.ports;
    const { candidate, stable } = this.state;
    tell(`bringing all traffic back to ${stable}: ${why}`);
    const back = {
      bad: candidate,
      stable,
      cause: 'failed',
      why,
      run: this.run,
      verdict: this.evidence,
    } as const;
    const { service } = await bringBack(cloudRun, back, { patience, confirm: true });
    this.service = service;
    return this.ended('rolled-back', why);
  }
}

/** What Cloud Run says about a change that it gave up. */
const reasonOf = ({ result, service }: Settled): string =>
  result === 'failed' ? `: ${advice(service.outcome)}` : ' in time';

function recordOf(service: Service): RolloutState {
  const state = readState(service.annotations);
  if (!state) throw new Superseded('the record of this rollout was removed meanwhile');
  return state;
}

/** A candidate without traffic takes whatever plan comes; one on its way keeps to its plan, and to what it is judged by. */
function followed(state: RolloutState, { steps }: Policy, settings: VerdictSettings): RolloutState {
  return state.step === -1 ? { ...state, plan: planInWords(steps), settings } : state;
}
