/** What lies between a process and the cloud: time goes by on the way, and this is where calls are struck. */
import type { CloudRun } from '../../../../emulators/cloudrun';
import type { Fault } from '../../../../emulators/faults';
import type { EmulatorConnection } from './emulator-connection';
import { intervene } from './interventions';
import { regionOf } from './memory-platform';
import type { MemoryPlatform } from './memory-platform';
import type { Process, StrikeKind } from './process';
import { connectionReset } from './transport';
import type { Carrier, WireAnswer, WireRequest } from './transport';
import type { VirtualTime } from './virtual-time';

/** Milliseconds that a call takes to the emulator, and its answer back: usually little, sometimes much. */
const USUAL_DELAY = 80;
const LONGEST_DELAY = 4_000;
/** One call in so many takes longer. */
const SELDOM = 12;
const SLOW = 40_000;
/** Milliseconds from SIGINT to SIGKILL (actions/runner, ProcessInvoker). */
const GRACE = 10_000;
const FIRST_ADDRESS = 10_001;
/** Tells the tags of the races from those that people add. */
const RACED = 100;

interface Ports {
  time: VirtualTime;
  cloudRun: CloudRun;
  connection: EmulatorConnection;
  platform: MemoryPlatform;
  /** Who writes just before a call that loses the race. */
  rival: Process;
}

export class Network {
  /** Whose call the emulator is handling: it handles one at a time. */
  caller: Process | undefined;
  private races = 0;
  private readonly ports: Ports;
  private readonly processes: Process[] = [];

  constructor(ports: Ports) {
    this.ports = ports;
  }

  /** The address at which this process, and no other, finds Cloud Run. */
  addressFor(process: Process): string {
    this.processes.push(process);
    return `http://127.0.0.1:${FIRST_ADDRESS + this.processes.length - 1}`;
  }

  readonly carry: Carrier = async (request) => {
    this.ports.time.events += 1;
    const process = this.processes[Number(request.url.port) - FIRST_ADDRESS];
    if (process) return this.call(process, request);
    const status = this.ports.platform.answer(request.url);
    return { status, headers: {}, body: '{}' };
  };

  private async call(process: Process, request: WireRequest): Promise<WireAnswer> {
    const { time } = this.ports;
    const own = time.clockOf(process);
    // A call that is on its way arrives, whatever becomes of its sender meanwhile.
    await time.clockOf().sleep(delayOf(process));
    const strike = process.struckBy(sortOf(request));
    if (strike === 'slow') await time.clockOf().sleep(SLOW);
    if (strike === 'cancel') this.cancel(process);
    if (strike === 'kill-before' || strike === 'lose-before')
      process.die({ withMachine: strike === 'lose-before' });
    const answer = await this.answered(process, request, strike);
    if (strike === 'kill-after' || strike === 'lose-after')
      process.die({ withMachine: strike === 'lose-after' });
    await own.sleep(delayOf(process));
    if (!answer) throw connectionReset();
    return answer;
  }

  /** @returns undefined where the connection broke */
  private async answered(
    process: Process,
    request: WireRequest,
    strike: StrikeKind | undefined,
  ): Promise<WireAnswer | undefined> {
    const { cloudRun, connection } = this.ports;
    if (strike === 'kill-before' || strike === 'lose-before') return undefined;
    const fault = faultOf(strike, cloudRun.calls.length, () => this.race(request.url));
    if (fault) cloudRun.faults.add(fault);
    this.caller = process;
    try {
      return await connection.send(request);
    } catch (error) {
      if (fault?.kind === 'reset-before' || fault?.kind === 'reset-after') return undefined;
      throw error;
    } finally {
      this.caller = undefined;
      this.ports.time.events += 1;
    }
  }

  /** Somebody else's harmless write, which makes outdated what was read before. */
  private async race(url: URL): Promise<void> {
    const { connection, rival } = this.ports;
    const loser = this.caller;
    this.caller = rival;
    this.races += 1;
    await intervene((request) => connection.send(request), url.origin, {
      act: 'adds a tag',
      region: regionOf(url.pathname.replace('/v2/', '')),
      number: RACED + this.races,
    });
    this.caller = loser;
  }

  /** GitHub cancels the job that this process belongs to: it is asked to end, and killed where it does not. */
  cancel(process: Process): void {
    process.cancel();
    const killed = this.ports.time.clockOf(process).sleep(GRACE);
    void killed.then(() => {
      process.die({ withMachine: false });
    });
  }
}

const delayOf = ({ random }: Process): number =>
  random() * (random() < 1 / SELDOM ? LONGEST_DELAY : USUAL_DELAY);

/** What only the emulator can do to a call. */
function faultOf(
  kind: StrikeKind | undefined,
  call: number,
  meanwhile: () => Promise<void>,
): Fault | undefined {
  switch (kind) {
    case '503':
      return { call, kind: 'status', status: 503 };
    case '429':
      return { call, kind: 'status', status: 429, retryAfterSeconds: 7 };
    case 'etag-race':
      return { call, kind, meanwhile };
    case 'reset-before':
    case 'reset-after':
    case 'stale-read':
    case 'operation-error':
      return { call, kind };
    default:
      return undefined;
  }
}

function sortOf({ method, url }: WireRequest): 'read' | 'write' | 'validation' {
  if (method === 'GET') return 'read';
  return url.searchParams.get('validateOnly') === 'true' ? 'validation' : 'write';
}
