import type { Call } from './call';

/** Which calls a fault strikes. */
export interface Aim {
  /** The call's index over all calls of the emulator, from 0; or a pattern on its method, `Services.UpdateService`. */
  call: number | RegExp;
  /** Only calls whose {@link Call.request} it matches, such as those to one region; all when left out. */
  request?: RegExp;
  /** How many of those calls it strikes; 1 when left out. */
  times?: number;
}

/** The call is refused before anything happens, as an overloaded or unauthorised API would. */
export interface StatusFault extends Aim {
  kind: 'status';
  /** The HTTP status, 400 to 599. */
  status: number;
  /** Sent as the Retry-After header. */
  retryAfterSeconds?: number;
}

/** The connection breaks: `reset-before` the call took effect, `reset-after` it did and the answer was lost. */
export interface ResetFault extends Aim {
  kind: 'reset-before' | 'reset-after';
}

/** The call is handled late. */
export interface SlowFault extends Aim {
  kind: 'slow';
  /** Emulated milliseconds. */
  delayMs: number;
}

/** A read answers with what was there before the last write. */
export interface StaleReadFault extends Aim {
  kind: 'stale-read';
}

/** Somebody else writes the same resource just before this call does, so an etag that was just read is outdated. */
export interface EtagRaceFault extends Aim {
  kind: 'etag-race';
  /** What the other party does; when left out, the resource is touched and nothing else about it changes. */
  meanwhile?: () => void | Promise<void>;
}

/**
 * The write is accepted and the desired state recorded, but the long-running operation that it starts ends in an
 * error: what serves stays as it was.
 */
export interface OperationErrorFault extends Aim {
  kind: 'operation-error';
  /** The error's `google.rpc.Code`; 13, INTERNAL, when left out. */
  code?: number;
  message?: string;
}

export type Fault =
  StatusFault | ResetFault | SlowFault | StaleReadFault | EtagRaceFault | OperationErrorFault;
export type FaultKind = Fault['kind'];

interface Armed {
  fault: Fault;
  left: number;
}

/** The faults that an emulator will show, each a limited number of times. */
export class Faults {
  private armed: Armed[] = [];

  constructor(faults: readonly Fault[] = []) {
    for (const fault of faults) this.add(fault);
  }

  /** Arms a fault; several may strike the same call. */
  add(fault: Fault): void {
    this.armed.push({ fault, left: fault.times ?? 1 });
  }

  /** Disarms every fault. */
  clear(): void {
    this.armed = [];
  }

  /** The faults that strike this call, in the order they were added; each has one strike less afterwards. */
  take(call: Pick<Call, 'index' | 'method' | 'request'>): Fault[] {
    const struck = this.armed.filter(({ fault, left }) => left > 0 && strikes(fault, call));
    for (const entry of struck) entry.left -= 1;
    this.armed = this.armed.filter(({ left }) => left > 0);
    return struck.map(({ fault }) => fault);
  }

  /** How many strikes are still to come: a test asserts 0 to know that its fault was met. */
  get pending(): number {
    return this.armed.reduce((sum, { left }) => sum + left, 0);
  }
}

function strikes({ call, request }: Fault, struck: Pick<Call, 'index' | 'method' | 'request'>): boolean {
  // `search`, unlike `test`, takes no notice of a global pattern's lastIndex.
  if (request !== undefined && struck.request.search(request) < 0) return false;
  return typeof call === 'number' ? call === struck.index : struck.method.search(call) >= 0;
}

/** The first fault of one kind among those that strike a call. */
export function faultOf<Kind extends FaultKind>(
  faults: readonly Fault[],
  kind: Kind,
): (Fault & { kind: Kind }) | undefined {
  return faults.find((fault): fault is Fault & { kind: Kind } => fault.kind === kind);
}
