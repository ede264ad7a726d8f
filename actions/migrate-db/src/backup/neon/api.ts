/**
 * Neon's API v2, as far as branches need it. The key is in a header and nowhere else.
 * Source: https://neon.com/docs/reference/api and the shapes of @neondatabase/api-client.
 */
import { z } from 'zod';
import { backoff } from '../../../../../lib/backoff';
import { emulatorIn, EnvironmentVariable, formatDuration, UserError } from '../../../../../lib/runner';
import type { Runner } from '../../../../../lib/runner';

const NEON = 'https://console.neon.tech/api/v2';
const TRIES = 8;
/** Milliseconds for one call. */
const TIMEOUT = 30_000;
/** Milliseconds between two looks at an operation. */
const POLL = 1_000;
/** Milliseconds that an operation may take. */
const PATIENCE = 30 * 60_000;

const operations = z.object({
  operations: z.array(z.object({ id: z.string(), status: z.string() })).default([]),
});

export interface NeonApi {
  /** Reads a resource, tried again; undefined where there is none. @param path below the project */
  read(path: string): Promise<unknown>;
  /**
   * Changes something, and waits for the operations that it starts. Where the answer is lost, `isThere` says whether it
   * took effect all the same.
   * @throws UserError where Neon refuses, or an operation fails
   */
  change(change: Change): Promise<void>;
}

export interface Change {
  /** In words: "The branch x". */
  readonly what: string;
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly isThere: () => Promise<boolean>;
}

export interface NeonAccount {
  readonly project: string;
  readonly apiKey: string;
}

type Caller = Pick<Runner, 'clock' | 'random' | 'signal' | 'environment'>;

interface Answer {
  /** 0 where none came. */
  readonly status: number;
  readonly body: unknown;
}

type Send = (method: string, path: string, body?: object) => Promise<Answer>;

export function openNeon(caller: Caller, account: NeonAccount): NeonApi {
  const send = sender(caller, account);
  const read: NeonApi['read'] = async (path) => {
    for (let tried = 1; ; tried += 1) {
      const answer = await send('GET', path);
      if (isGood(answer)) return answer.body;
      if (answer.status === 404) return undefined;
      if (!isTransient(answer) || tried >= TRIES) throw refusal(`Reading ${path}`, answer);
      await caller.clock.sleep(backoff(tried, caller.random), caller.signal);
    }
  };
  return {
    read,
    change: async (change) => {
      // Where the answer was lost, its operations are among those of the project that go on; until they have ended,
      // nobody can say whether it took effect.
      let underWay: z.infer<typeof operations>['operations'] = [];
      const isThere = async (): Promise<boolean> => {
        underWay = await goingOn(read);
        for (const { id } of underWay) await endOf(caller, read, id);
        return change.isThere();
      };
      const body = (await carryOut(caller, send, { ...change, isThere })) ?? { operations: underWay };
      for (const { id } of operations.parse(body).operations) await settle(caller, read, change.what, id);
    },
  };
}

function sender({ signal, environment }: Caller, { project, apiKey }: NeonAccount): Send {
  const emulator = emulatorIn(environment, EnvironmentVariable.neonEndpoint);
  const base = `${emulator ?? NEON}/projects/${encodeURIComponent(project)}`;
  const headers = { authorization: `Bearer ${apiKey}`, accept: 'application/json' };
  return async (method, path, body) => {
    try {
      const answer = await fetch(`${base}${path}`, {
        method,
        headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        // A redirect would carry the key elsewhere.
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
      });
      return { status: answer.status, body: jsonIn(await answer.text()) };
    } catch (error) {
      signal.throwIfAborted();
      return { status: 0, body: { message: error instanceof Error ? error.message : String(error) } };
    }
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page in place of an answer.
    return undefined;
  }
}

const isGood = ({ status }: Answer): boolean => status >= 200 && status < 300;
const isTransient = ({ status }: Answer): boolean => status === 0 || status === 429 || status >= 500;
/** Other operations of the project go on; nothing was begun. */
const isLocked = ({ status }: Answer): boolean => status === 423;

/** @returns the answer's body; undefined where it was lost and the change took effect */
async function carryOut(caller: Caller, send: Send, change: Change): Promise<unknown> {
  for (let tried = 1; ; tried += 1) {
    const answer = await send(change.method, change.path, change.body);
    if (isGood(answer)) return answer.body;
    if (!isTransient(answer) && !isLocked(answer)) throw refusal(change.what, answer);
    if (!isLocked(answer) && (await change.isThere())) return undefined;
    if (tried >= TRIES) throw refusal(change.what, answer);
    await caller.clock.sleep(backoff(tried, caller.random), caller.signal);
  }
}

const ENDED_WELL = ['finished', 'skipped'];
const GOES_ON = ['scheduling', 'running', 'cancelling'];

async function goingOn(read: NeonApi['read']): Promise<z.infer<typeof operations>['operations']> {
  const all = operations.parse((await read('/operations?limit=100')) ?? {}).operations;
  return all.filter(({ status }) => GOES_ON.includes(status));
}

const operationSchema = z.object({
  operation: z.object({ status: z.string(), error: z.string().optional() }),
});
type Operation = z.infer<typeof operationSchema>['operation'];

/** An operation as it ended, or as it still goes on when there was no more patience. */
async function endOf({ clock, signal }: Caller, read: NeonApi['read'], id: string): Promise<Operation> {
  const end = clock.now() + PATIENCE;
  for (;;) {
    const { operation } = operationSchema.parse(await read(`/operations/${id}`));
    if (!GOES_ON.includes(operation.status) || clock.now() > end) return operation;
    await clock.sleep(POLL, signal);
  }
}

async function settle(caller: Caller, read: NeonApi['read'], what: string, id: string): Promise<void> {
  const { status, error } = await endOf(caller, read, id);
  if (ENDED_WELL.includes(status)) return;
  const why = GOES_ON.includes(status)
    ? `not ended within ${formatDuration(PATIENCE)}`
    : `${status}: ${error ?? 'Neon gives no reason'}`;
  throw new UserError(`${what} did not succeed: its operation ${id} is ${why}.`, {
    remedy: 'Look at the operations of the project in the console, and run this again.',
  });
}

const REMEDY: Readonly<Record<number, string>> = {
  400: 'Put right what the message names, and run this again.',
  401: 'Give a key of Neon that is valid as `neon-api-key`.',
  403: 'Give the key of an account that may change this project as `neon-api-key`.',
  404: 'Correct `neon-project` or `neon-branch`.',
  422: 'Put right what the message names, and run this again: a quota, or a time before the history that is kept.',
  423: 'Other operations of this project go on: let them end and run this again.',
};

function refusal(what: string, { status, body }: Answer): UserError {
  const said = z.object({ message: z.string() }).safeParse(body);
  const reason = said.success ? said.data.message : 'no reason is given';
  return new UserError(`${what} failed: Neon answers ${status === 0 ? 'nothing' : status}: ${reason}`, {
    remedy: REMEDY[status] ?? 'Neon did not answer, again and again: run this again.',
  });
}
