/** Sessions whose record is looked after, whoever reads and writes it. */
import type { CloudRun, Session } from '../cloudrun';
import type { Runner } from '../runner';
import { withOwnRun } from './own-runs';
import { noted, SecondCopy } from './second-copy';
import type { CopySettings } from './second-copy';

/** The time at the end of a step for what is still to be copied, in milliseconds. */
const LAST_WORDS = 120_000;

/** Sessions with their records looked after. */
export interface Guarded {
  sessions: Session[];
  /** Waits, for a while, until the copies are kept. It never rejects. */
  readonly flush: () => Promise<void>;
}

/**
 * Sessions whose reads show links to this repository's runs only, and no gap where another tool has dropped the record; and
 * whose writes are copied.
 * @param copies undefined: there is no second copy, neither to read nor to write
 */
export function guarded(
  runner: Runner,
  sessions: readonly Session[],
  copies: CopySettings | undefined,
): Guarded {
  const ending = new AbortController();
  const signal = AbortSignal.any([runner.signal, ending.signal]);
  const made = sessions.map(
    (session) => copies && new SecondCopy(runner, session.cloudRun.at, copies, signal),
  );
  return {
    sessions: sessions.map((session, index) => guardedSession(session, runner, made[index])),
    flush: async () => {
      const written = Promise.all(made.flatMap((copy) => (copy ? [copy.settled()] : [])));
      await Promise.race([written, lastWords(runner, ending.signal)]);
      ending.abort();
    },
  };
}

/** Ends early where the step is cancelled, or the copies are kept. */
async function lastWords({ clock, signal }: Runner, kept: AbortSignal): Promise<void> {
  try {
    await clock.sleep(LAST_WORDS, AbortSignal.any([signal, kept]));
  } catch (error) {
    if (!signal.aborted && !kept.aborted) throw error;
  }
}

function guardedSession(session: Session, runner: Runner, copy: SecondCopy | undefined): Session {
  const { cloudRun, urgent } = session;
  return {
    ...session,
    cloudRun: guardedService(cloudRun, runner, copy, { ask: true }),
    // When seconds count nobody else is asked.
    urgent: { ...urgent, cloudRun: guardedService(urgent.cloudRun, runner, copy, { ask: false }) },
  };
}

function guardedService(
  cloudRun: CloudRun,
  { environment }: Runner,
  copy: SecondCopy | undefined,
  options: { ask: boolean },
): CloudRun {
  return {
    ...cloudRun,
    getService: async () => {
      const read = await cloudRun.getService();
      if (!read) return undefined;
      const service = withOwnRun(read, environment.runUrl);
      if (!copy) return service;
      noted(copy, service.annotations);
      return copy.mended(service, cloudRun, options);
    },
    updateService: async (etag, change, how) => {
      await cloudRun.updateService(etag, change, how);
      if (copy && how?.validateOnly !== true) noted(copy, change.annotations);
    },
  };
}
