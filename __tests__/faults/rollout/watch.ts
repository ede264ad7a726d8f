import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { CloudRun } from '../../../emulators/cloudrun';
import type { Call } from '../../../emulators/server';
import type { FaultKind } from './fault-kinds';
import { faultFor, killsAt } from './fault-kinds';
import { addForeignTag } from './outsider';
import type { Onlooker } from './stage';

/** One call of a run: the method, and how many calls of that method there were before and with it. */
export interface Target {
  method: string;
  nth: number;
}

/** The tag that somebody else adds in the middle. */
export const RACED_TAG = 'raced';

/** Follows the calls of one run, strikes its target with a fault, and knows afterwards whether it did. */
export class Watch implements Onlooker {
  private readonly cloudRun: CloudRun;
  private readonly target: Target;
  private readonly kind: FaultKind;
  private readonly child: () => ChildProcess | undefined;
  private seen = 0;
  private struck: Call | undefined;
  private isOutsider = false;

  /** @param child the process that is running when the call arrives */
  constructor(
    cloudRun: CloudRun,
    { target, kind, child }: { target: Target; kind: FaultKind; child: () => ChildProcess | undefined },
  ) {
    this.cloudRun = cloudRun;
    this.target = target;
    this.kind = kind;
    this.child = child;
    if (target.nth === 1) this.arm();
  }

  /** The fault met its call, and nothing of it is still to come. */
  get met(): boolean {
    return this.struck !== undefined && this.cloudRun.faults.pending === 0;
  }

  async called(call: Call): Promise<void> {
    if (this.isOutsider || call.method !== this.target.method) return;
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

  private arm(): void {
    const { method } = this.target;
    this.cloudRun.faults.add(faultFor(this.kind, new RegExp(`^${method}$`), () => this.raced()));
  }

  private async raced(): Promise<void> {
    this.isOutsider = true;
    await addForeignTag(this.cloudRun, RACED_TAG);
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
