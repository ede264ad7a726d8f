import type { ServiceReference } from '../places';
import { emulatorIn, EnvironmentVariable } from '../runner';
import type { Runner } from '../runner';
import { googleAuth } from '../google';
import type { GoogleAuth, Patience } from '../google';
import { connectCloudRun } from './client';
import type { CloudRun } from './client';
import { renewLogin } from './login';

/** A connection to one service with the patience of a step, and the one that is left when the step is being cancelled. */
export interface Session {
  cloudRun: CloudRun;
  patience: Patience;
  /** For the abort hook: it must go on when the step's own signal is aborted, and seconds count. */
  urgent: { cloudRun: CloudRun; patience: Patience };
  /** As {@link renewLogin} does it. */
  login: () => Promise<void>;
}

const TRIES = 7;
const URGENT_TRIES = 3;

/** Connects a step to one Cloud Run service. */
export const openSession = (runner: Runner, at: ServiceReference): Session =>
  sessionWith(authOf(runner), runner, at);

/** Connects a step to several services, or to one in several regions: one login for all. */
export function openSessions(runner: Runner, places: readonly ServiceReference[]): Session[] {
  const auth = authOf(runner);
  return places.map((at) => sessionWith(auth, runner, at));
}

const emulator = ({ environment }: Runner): string | undefined =>
  emulatorIn(environment, EnvironmentVariable.cloudRunEndpoint);

const authOf = (runner: Runner): GoogleAuth =>
  googleAuth({
    anonymous: emulator(runner) !== undefined && runner.environment.googleCredentials === undefined,
  });

function sessionWith(auth: GoogleAuth, runner: Runner, at: ServiceReference): Session {
  const { clock, random, signal } = runner;
  const patience: Patience = { clock, random, signal, tries: TRIES };
  const hurried: Patience = { clock, random, signal: new AbortController().signal, tries: URGENT_TRIES };
  const endpoint = emulator(runner);
  // One identity for all: a step that is being cancelled has no time left to log in.
  const where = { auth, ...(endpoint === undefined ? {} : { endpoint: new URL(endpoint) }) };
  return {
    cloudRun: connectCloudRun(at, { ...where, patience }),
    patience,
    urgent: { cloudRun: connectCloudRun(at, { ...where, patience: hurried }), patience: hurried },
    login: () => renewLogin(auth, patience),
  };
}
