/** Carries out a plan: readiness, version, login, then every journey with its cleanup. */
import type { Clock } from '../runner';
import { Bindings } from './bindings';
import type { HttpClient } from './http';
import { RUN_ID } from './model';
import type { Journey, Plan, Poll, Step } from './model';
import { poll } from './poll';
import { resultOf } from './result';
import type { ChecksResult, StepResult } from './result';
import { runStep } from './run-step';
import type { StepRun, StepTurn } from './run-step';
import { Sender } from './sender';

/** What a run is carried out with. */
export interface CheckPorts {
  readonly http: HttpClient;
  readonly clock: Clock;
  /** From 0 up to 1; for the run's id. */
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Masks a captured secret before anything is printed. */
  readonly secret: (value: string) => void;
  /** Gets every step as it ends, with the body of its answer if there was one. */
  readonly tell: (result: StepResult, body?: string) => void;
  /** Gets a sentence about what is waited for. */
  readonly note: (sentence: string) => void;
}

/** Longest time for a step of the cleanup when the job is cancelled, in milliseconds: GitHub gives it 7.5 seconds in all. */
const HURRIED = 2_000;

/**
 * Runs all checks. A failed readiness, version or login ends the run; a failed journey does not keep the others from
 * running.
 * @returns the result, also when it is a failure
 * @throws the signal's reason where it was aborted, after the cleanup
 */
export async function runChecks(plan: Plan, ports: CheckPorts): Promise<ChecksResult> {
  const run = new Run(plan, ports);
  await run.carryOut();
  return run.result();
}

class Run {
  readonly #plan: Plan;
  readonly #ports: CheckPorts;
  readonly #sender: Sender;
  readonly #bindings: Bindings;
  readonly #runId: string;
  readonly #results: StepResult[] = [];

  constructor(plan: Plan, ports: CheckPorts) {
    this.#plan = plan;
    this.#ports = ports;
    this.#sender = new Sender(plan, ports.http);
    this.#runId = runIdOf(ports);
    this.#bindings = new Bindings(plan.bindings, (value) => {
      ports.secret(value);
      this.#sender.guard(value);
    });
    this.#bindings.add(new Map([[RUN_ID, { value: this.#runId, secret: false }]]));
  }

  async carryOut(): Promise<void> {
    const { readiness, version, login, journeys } = this.#plan;
    if (!(await this.#polled('readiness', readiness))) return;
    if (!(await this.#polled('version', version))) return;
    if (!(await this.#inOrder(login, this.#turn('login', this.#bindings)))) return;
    for (const journey of journeys) await this.#journey(journey);
  }

  result(): ChecksResult {
    return resultOf(this.#runId, this.#results, this.#sender.coldStart);
  }

  async #polled(stage: string, wanted: Poll | undefined): Promise<boolean> {
    if (!wanted) return true;
    const turn = { ...this.#turn(stage, this.#bindings), retry: false };
    return this.#ended(await poll(wanted, turn, this.#ports));
  }

  async #journey({ name, steps, always }: Journey): Promise<void> {
    const turn = this.#turn(name, this.#bindings.inner());
    try {
      await this.#inOrder(steps, turn);
    } finally {
      await this.#cleanUp(always, turn);
    }
  }

  /** The steps one after the other up to the first that fails; the rest is skipped. */
  async #inOrder(steps: readonly Step[], turn: StepTurn): Promise<boolean> {
    let passes = true;
    for (const step of steps) passes = this.#ended(passes ? await runStep(step, turn) : skipped(step, turn));
    return passes;
  }

  /** All of them, whether those before them failed or not, also when the job is cancelled. */
  async #cleanUp(always: readonly Step[], turn: StepTurn): Promise<void> {
    const { signal } = new AbortController();
    for (const step of always) {
      const timeout = this.#ports.signal.aborted ? Math.min(HURRIED, step.timeout) : step.timeout;
      this.#ended(await runStep({ ...step, timeout }, { ...turn, signal }));
    }
  }

  #ended({ result, body }: StepRun): boolean {
    this.#results.push(result);
    this.#ports.tell(result, body);
    return result.outcome === 'passed' || result.outcome === 'flaky';
  }

  #turn(journey: string, bindings: Bindings): StepTurn {
    return { journey, bindings, sender: this.#sender, signal: this.#ports.signal, retry: true };
  }
}

function skipped({ name, line }: Step, { journey }: StepTurn): StepRun {
  const note = 'a step before it failed';
  return { result: { journey, step: name, line, outcome: 'skipped', requests: 0, note } };
}

/** Different in every run and sorted by time: "mh3k2v9c-x7f0q2". */
function runIdOf({ clock, random }: CheckPorts): string {
  const suffix = Math.floor(random() * 36 ** 6);
  return `${Math.floor(clock.now()).toString(36)}-${suffix.toString(36).padStart(6, '0')}`;
}
