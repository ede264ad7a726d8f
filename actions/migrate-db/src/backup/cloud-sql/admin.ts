/**
 * The Cloud SQL Admin API v1 over REST, as far as backups and clones need it.
 * Source: https://cloud.google.com/sql/docs/postgres/admin-api/rest and the protos of @google-cloud/sql.
 */
import { z } from 'zod';
import { backoff, Code, codeOf, isTransient, openRest, retryRead } from '../../../../../lib/google';
import type { Patience, RestApi, Send } from '../../../../../lib/google';
import { EnvironmentVariable, formatDuration, UserError } from '../../../../../lib/runner';
import type { Runner } from '../../../../../lib/runner';
import { explainedFor } from './errors';

const CLOUD_SQL: RestApi = {
  name: 'The Cloud SQL Admin API',
  url: 'https://sqladmin.googleapis.com',
  variable: EnvironmentVariable.cloudSqlEndpoint,
  timeout: 30_000,
};

const TRIES = 6;
/** Milliseconds between two looks at an operation. */
const POLL = 5_000;
/** Milliseconds that an operation may take: a clone of terabytes takes hours. */
const PATIENCE = 6 * 3600_000;

export interface Instance {
  readonly project: string;
  readonly instance: string;
}

const operation = z.object({
  name: z.string(),
  status: z.string(),
  error: z
    .object({
      errors: z
        .array(z.object({ code: z.string().default(''), message: z.string().default('') }))
        .default([]),
    })
    .optional(),
});
export type Operation = z.infer<typeof operation>;

export interface SqlAdmin {
  /** Reads a resource, tried again; undefined where there is none. @param path after `/v1/` */
  read(path: string): Promise<unknown>;
  /**
   * Starts an operation and waits for its end. Where its answer is lost, `isThere` says whether it took effect all the
   * same; only where it did not, it is sent again.
   * @throws UserError with the operation's own error
   */
  carryOut(change: Change): Promise<void>;
}

export interface Change {
  /** In words: "The backup of instance i". */
  readonly what: string;
  readonly method: 'POST' | 'DELETE' | 'PATCH';
  readonly path: string;
  readonly body?: object;
  /** Whether what was asked for is there, or on its way. */
  readonly isThere: () => Promise<boolean>;
}

export type AdminCaller = Pick<Runner, 'clock' | 'random' | 'signal' | 'environment' | 'log'>;

interface Wire extends Patience {
  send: Send;
}

export function openSqlAdmin(caller: AdminCaller, project: string): SqlAdmin {
  const wire = { ...caller, tries: TRIES, send: openRest(CLOUD_SQL, caller) };
  const read: SqlAdmin['read'] = async (path) => {
    try {
      return await retryRead(() => wire.send({ path: `/v1/${path}` }), wire);
    } catch (error) {
      if (codeOf(error) === Code.NOT_FOUND) return undefined;
      throw explainedFor(`Reading ${path}`, error);
    }
  };
  return {
    read,
    carryOut: async (change) => {
      try {
        const begun = await begin(wire, change);
        if (begun !== undefined) await settle(wire, project, change.what, begun);
      } catch (error) {
        throw explainedFor(change.what, error);
      }
    },
  };
}

/** @returns the operation; undefined where its answer was lost and it took effect */
async function begin(wire: Wire, { method, path, body, isThere }: Change): Promise<Operation | undefined> {
  for (let tried = 1; ; tried += 1) {
    try {
      return operation.parse(await wire.send({ method, path: `/v1/${path}`, ...(body ? { body } : {}) }));
    } catch (error) {
      // Another operation of the instance goes on (409): nothing was begun.
      const mayTry = isTransient(error) || codeOf(error) === Code.ABORTED;
      if (!mayTry) throw error;
      if (await isThere()) return undefined;
      if (tried >= wire.tries) throw error;
      await wire.clock.sleep(backoff(tried, wire.random), wire.signal);
    }
  }
}

/** An operation that is DONE has ended, well or badly: its error says which. */
async function settle(wire: Wire, project: string, what: string, begun: Operation): Promise<void> {
  const end = wire.clock.now() + PATIENCE;
  let now = begun;
  while (now.status !== 'DONE') {
    if (wire.clock.now() > end)
      throw new UserError(`${what} has not ended within ${formatDuration(PATIENCE)}.`, {
        remedy: `Look at the operation ${now.name} in the console.`,
      });
    await wire.clock.sleep(POLL, wire.signal);
    now = operation.parse(
      await retryRead(() => wire.send({ path: `/v1/projects/${project}/operations/${begun.name}` }), wire),
    );
  }
  const errors = now.error?.errors ?? [];
  if (now.error === undefined) return;
  const reasons = errors.map(({ code, message }) => `${code} ${message}`.trim()).join('; ');
  throw new UserError(`${what} failed: ${reasons || 'Cloud SQL gives no reason'}.`, {
    remedy: `Look at the operation ${now.name} in the console, put right what it names, and run this again.`,
  });
}

/** project:region:instance, or project:instance. */
export function parseConnectionName(text: string): Instance | undefined {
  const [, project, instance] = /^((?:[^:\s]+:)?[^:\s]+):[^:\s]+:([^:\s]+)$/.exec(text) ?? [];
  return project && instance ? { project, instance } : undefined;
}
