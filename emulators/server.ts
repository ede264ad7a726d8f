import type { AddressInfo, Server, Socket } from 'node:net';
import type { Call, CallHooks } from './call';
import type { Clock } from './clock';
import type { Fault, Faults, StatusFault } from './faults';
import { faultOf } from './faults';

/** What became of a call; the transport carries it out. */
export type Outcome<Answer> =
  { kind: 'answer'; answer: Answer } | { kind: 'refusal'; fault: StatusFault } | { kind: 'reset' };

/** What a handler is told about the call it handles, besides the request. */
export interface CallContext {
  call: Call;
  /** The faults that strike this call; those of transport and time are already dealt with. */
  faults: readonly Fault[];
}

/** The log of an emulator's calls, and the way every one of them goes: hook, faults, handler, hook, answer. */
export class CallLog {
  readonly calls: Call[] = [];
  readonly #clock: Clock;
  readonly #faults: Faults;
  readonly #hooks: CallHooks;

  constructor(clock: Clock, faults: Faults, hooks: CallHooks = {}) {
    this.#clock = clock;
    this.#faults = faults;
    this.#hooks = hooks;
  }

  /** Forgets every call, and counts from 0 again. The array stays the same object. */
  clear(): void {
    this.calls.length = 0;
  }

  /**
   * Takes one call through log, hooks and faults. The handler returns its answer and the HTTP status of it, also
   * when it refuses the call: it must not throw for what a client did wrong.
   */
  async conduct<Answer>(
    asked: Pick<Call, 'method' | 'request' | 'write'>,
    handle: (context: CallContext) => Promise<{ status: number; answer: Answer }>,
  ): Promise<Outcome<Answer>> {
    const call: Call = { ...asked, index: this.calls.length, at: this.#clock.now(), status: 0 };
    this.calls.push(call);
    const faults = this.#faults.take(call);
    if (this.#hooks.onCall) await this.#hooks.onCall(call);

    const slow = faultOf(faults, 'slow');
    if (slow) await this.#clock.sleep(slow.delayMs);
    if (faultOf(faults, 'reset-before')) return { kind: 'reset' };
    const refusal = faultOf(faults, 'status');
    if (refusal) return refuse(call, refusal);

    const { status, answer } = await handle({ call, faults });
    if (status < 400 && this.#hooks.onEffect) await this.#hooks.onEffect(call);
    if (faultOf(faults, 'reset-after')) return { kind: 'reset' };
    call.status = status;
    return { kind: 'answer', answer };
  }
}

function refuse(call: Call, fault: StatusFault): Outcome<never> {
  call.status = fault.status;
  return { kind: 'refusal', fault };
}

/** A server that listens on loopback. */
export interface LoopbackServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  url: string;
  port: number;
  /** Stops listening and breaks the connections that are still open. */
  close(): Promise<void>;
}

/** Lets a server, of HTTP or of bare TCP, listen on 127.0.0.1, and only there; port 0 takes any that is free. */
export async function listenOnLoopback(server: Server, port = 0): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  // A server that listens on a TCP port has an AddressInfo; null and strings are for closed ones and pipes.
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: () => closeServer(server, sockets),
  };
}

async function closeServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve, reject) => {
    server.close((error) => {
      if (error) reject(error);
      else resolve();
    });
  });
  for (const socket of sockets) socket.destroy();
  await closed;
}

/**
 * Breaks a connection with a reset. A socket whose client is gone already is closed in the ordinary way: libuv refuses
 * to reset one that is being shut down, and Node would wait for it for ever at the end of the process.
 */
export function breakOff(socket: Socket | null | undefined): void {
  if (socket?.writable) socket.resetAndDestroy();
  else socket?.destroy();
}
