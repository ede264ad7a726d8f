import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Faults } from '../../../emulators/faults';
import type { Call } from '../../../emulators/call';
import type { FaultKind } from './fault-kinds';
import { faultFor, killsAt } from './fault-kinds';
import { addForeignTag } from './outsider';
import { regionOf } from './place';
import type { Onlooker, Stage } from './stage';

/** One call of a run: the method, and how many calls of that method to that region there were before and with it. */
export interface Target {
  method: string;
  /** Of Cloud Run; undefined for a call of GitHub. */
  region: string | undefined;
  nth: number;
}

/** The tag that somebody else adds in the middle. */
export const RACED_TAG = 'raced';

/** Follows the calls of one run, strikes its target with a fault, and knows afterwards whether it did. */
export class Watch implements Onlooker {
  private readonly stage: Stage;
  private readonly target: Target;
  private readonly kind: FaultKind;
  private readonly child: () => ChildProcess | undefined;
  private seen = 0;
  private struck: Call | undefined;
  private isOutsider = false;

  /** @param child the process that is running when the call arrives */
  constructor(
    stage: Stage,
    { target, kind, child }: { target: Target; kind: FaultKind; child: () => ChildProcess | undefined },
  ) {
    this.stage = stage;
    this.target = target;
    this.kind = kind;
    this.child = child;
    if (target.nth === 1) this.arm();
  }

  /** The fault met its call, and nothing of it is still to come. */
  get met(): boolean {
    return this.struck !== undefined && this.faults.pending === 0;
  }

  async called(call: Call): Promise<void> {
    if (this.isOutsider || !this.isLikeTarget(call)) return;
    this.seen += 1;
    // Faults are taken before this is told of the call, so the one before is the moment to arm.
    if (this.seen === this.target.nth - 1) this.arm();
    if (this.seen !== this.target.nth) return;
    this.struck = call;
    if (killsAt(this.kind) === 'arrival') await this.kill();
  }

  async tookEffect(call: Call): Promise<void> {
    if (call === this.struck && killsAt(this.kind) === 'effect') await this.kill();
  }

  private get faults(): Faults {
    return this.target.region === undefined ? this.stage.gitHubFaults : this.stage.cloudRun.faults;
  }

  private isLikeTarget({ method, request }: Call): boolean {
    return method === this.target.method && regionOf(request) === this.target.region;
  }

  private arm(): void {
    const { method, region } = this.target;
    const aim = {
      call: new RegExp(`^${method}$`),
      ...(region === undefined ? {} : { request: new RegExp(`\\blocations/${region}\\b`) }),
    };
    this.faults.add(faultFor(this.kind, aim, () => this.raced()));
  }

  private async raced(): Promise<void> {
    const { region } = this.target;
    if (region === undefined) throw new Error('Nobody races on GitHub.');
    this.isOutsider = true;
    await addForeignTag(this.stage.cloudRun, region, RACED_TAG);
    this.isOutsider = false;
  }

  private async kill(): Promise<void> {
    const child = this.child();
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}
