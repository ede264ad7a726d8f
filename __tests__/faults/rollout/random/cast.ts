/** Everybody who takes part in a schedule: runs of the workflow, people, the watchdog. */
import type { Actions } from './load-actions';
import type { Network } from './network';
import { intervene } from './interventions';
import type { Intervention } from './interventions';
import { PROJECT, regionsOf, SERVICE } from './place';
import { Process } from './process';
import type { Strike } from './process';
import type { Schedule } from './schedule';
import type { StepEnd } from './step';
import type { World } from './world';

/** A step that was played, and how it ended; undefined where it died. */
export interface Played {
  process: Process;
  action: ActionName;
  /** The number of its workflow run. */
  run: number;
  end: StepEnd | undefined;
  /** How many writes there had been when it began, and when it ended. */
  writes: { before: number; after: number };
}

export type ActionName = 'deploy-cloudrun' | 'rollback';

/** A step that is to be played. */
export interface StepOf {
  action: ActionName;
  inputs: Readonly<Record<string, string>>;
  /** The workflow run: its number, and the version of the code that it deploys. */
  run: { id: number; version: 1 | 2 };
  state: Map<string, string>;
}

/** Plays the parts, and writes down what they print. */
export class Cast {
  readonly played: Played[] = [];
  readonly printed: string[] = [];
  /** The deploys that are under way, by the number of their run. */
  readonly deploying = new Map<number, Process>();
  private readonly world: World;
  private readonly network: Network;
  private readonly actions: Actions;
  private readonly schedule: Schedule;
  private interventions = 0;

  constructor(world: World, network: Network, actions: Actions, schedule: Schedule) {
    this.world = world;
    this.network = network;
    this.actions = actions;
    this.schedule = schedule;
  }

  get regions(): string[] {
    return regionsOf(this.schedule.waves);
  }

  /** Resolves in so many tenths of a minute. */
  after(tenths: number): Promise<void> {
    return this.world.time.clockOf().sleep(tenths * TENTH);
  }

  process(
    name: string,
    isOurs: boolean,
    given: { strikes?: readonly Strike[]; takesOver?: boolean } = {},
  ): Process {
    const random = randomFor(this.actions, this.schedule.seed, name);
    return new Process(name, { isOurs, random, ...given });
  }

  cancel(process: Process): void {
    this.network.cancel(process);
  }

  /** Plays a step to its end, or to the death of its process. */
  async step(process: Process, phase: 'main' | 'post', step: StepOf): Promise<Played> {
    const { actions } = this;
    const print = (line: string): void => {
      if (process.isAlive) this.print(process, line);
    };
    const { state } = step;
    const before = this.world.history.writes.length;
    const playing = actions.playStep(actions.ACTIONS[step.action], {
      phase,
      inputs: actions.inputsFrom({ service: SERVICE, project: PROJECT, ...step.inputs }),
      variables: this.variablesFor(process, step),
      clock: this.world.time.clockOf(process),
      random: process.random,
      // What a dead process still does in this one must be of no effect.
      state: {
        get: (name) => state.get(name),
        set: (name, value) => (process.isAlive ? state.set(name, value) : state),
      },
      print,
    });
    process.cancelledBy(() => {
      playing.cancel();
    });
    const end = await Promise.race([playing.ended, process.death()]);
    const writes = { before, after: this.world.history.writes.length };
    const { action, run } = step;
    const played = { process, action, run: run.id, end: end ?? undefined, writes };
    this.print(process, end ? `ends in ${end.outcome}` : 'is dead');
    this.played.push(played);
    // Whoever has ended does nothing any more, whatever it has left open.
    if (end) process.die({ withMachine: false });
    return played;
  }

  /** A person, or a tool of theirs, changes a service by hand. */
  async intervene(act: Intervention, region: number): Promise<void> {
    this.interventions += 1;
    const number = this.interventions;
    const process = this.process(`person ${number}`, false);
    const { regions } = this;
    const where = regions[region % regions.length] ?? '';
    this.print(process, `${act} (${where})`);
    await intervene(this.network.carry, this.network.addressFor(process), { act, region: where, number });
  }

  private variablesFor(process: Process, { run }: StepOf): Record<string, string> {
    return {
      SLUICE_CLOUD_RUN_ENDPOINT: this.network.addressFor(process),
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_RUN_ID: String(run.id),
      GITHUB_SHA: String(run.version).repeat(40),
      GITHUB_ACTOR: 'octocat',
    };
  }

  private print({ name }: Process, line: string): void {
    this.printed.push(`${new Date(this.world.time.now).toISOString().slice(11, 23)}  ${name}: ${line}`);
  }
}

const TENTH = 6_000;

/** The numbers of one process: the same for the same schedule, whatever the others do. */
export function randomFor({ randomOf }: Actions, seed: number, name: string): () => number {
  return randomOf({ SLUICE_SEED: `${seed} ${name}`, SLUICE_CLOUD_RUN_ENDPOINT: 'http://127.0.0.1:1' });
}
