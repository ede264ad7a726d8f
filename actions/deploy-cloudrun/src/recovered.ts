/** After a good end: the incident that an earlier rollout of this service has left open is over. */
import type { Runner } from '../../../lib/runner';
import type { Inputs } from './inputs';

const TRIES = 5;

/** Closes the open incident of the service, if there is one, with a last word. None of it can make a deploy fail. */
export async function closeIncidentOf(runner: Runner, inputs: Inputs, revision: string): Promise<void> {
  const token = inputs.secondCopy?.token ?? inputs.gate?.token;
  const { clock, random, signal, environment } = runner;
  if (token === undefined || environment.repository === undefined) return;
  // Only a deploy that may tell somebody needs GitHub's client; every other one is spared it.
  const [{ closeIncident, connectGitHub }, { incidentKey, recoveryOf }] = await Promise.all([
    import('../../../lib/github'),
    import('../../../lib/notify'),
  ]);
  const { repository, runUrl: run = '' } = environment;
  try {
    const github = connectGitHub({ token, repository, patience: { clock, random, signal, tries: TRIES } });
    const word = recoveryOf({ revision, run, now: clock.now() });
    const closed = await closeIncident(github, incidentKey(inputs.at), word);
    if (closed !== undefined) runner.log.info(`The incident #${closed} is closed.`);
  } catch (error) {
    signal.throwIfAborted();
    runner.log.warning(
      `All is well, but an incident may still be open. ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
