import { openSessions } from '../../../lib/cloudrun';
import { guarded } from '../../../lib/rollout';
import type { CopySettings } from '../../../lib/rollout';
import { readInputs } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import { bringBackPlace, lookUpLog, STARTED } from './bring-back';
import type { Ending } from './bring-back';
import { listPlace, reportLists } from './dry-run';
import { readRollbackInputs } from './inputs';
import type { Inputs } from './inputs';
import { faultOf, report } from './report';
import { tell } from './tell';

/** In the step's state: people were told; and everything has come to its end. */
const TOLD = 'told';
const ENDED = 'ended';

/** Brings traffic back, everywhere at once: each place reads, plans, writes once, and confirms. Then it is told. */
export async function run(runner: Runner): Promise<void> {
  const inputs = readInputs(runner.inputs, (input) => readRollbackInputs(input, runner.environment));
  const endings = await (inputs.dryRun ? list(runner, inputs) : rollback(runner, inputs));
  runner.signal.throwIfAborted();
  const fault = faultOf(endings);
  if (fault !== undefined) throw fault;
  runner.state.set(ENDED, 'true');
}

/** A rollback whose step died is finished here: it only ever brings traffic back, so it may run once more. */
export async function post(runner: Runner): Promise<void> {
  if (runner.state.get(STARTED) === 'true' && runner.state.get(ENDED) !== 'true') await run(runner);
}

async function list(runner: Runner, inputs: Inputs): Promise<Ending[]> {
  const { sessions } = guarded(runner, openSessions(runner, inputs.places), copiesOf(inputs));
  const listed = await Promise.all(sessions.map((session) => listPlace(runner, inputs, session)));
  const endings = listed.map(({ ending }) => ending);
  reportLists(runner, listed);
  report(runner, inputs, endings);
  return endings;
}

async function rollback(runner: Runner, inputs: Inputs): Promise<Ending[]> {
  const { sessions } = guarded(runner, openSessions(runner, inputs.places), copiesOf(inputs));
  const endings = await Promise.all(sessions.map((session) => bringBackPlace(runner, inputs, session)));
  await checkDatabaseOf(inputs, endings);
  report(runner, inputs, endings);
  if (runner.state.get(TOLD) !== 'true' || endings.some(isNews)) {
    if (isTold(inputs))
      await Promise.all(sessions.map((session, index) => lookUpLog(runner, session, endings[index])));
    await tell(runner, inputs, endings);
    runner.state.set(TOLD, 'true');
  }
  return endings;
}

/** Where a deploy has kept a second copy of its record, for a service that has lost the first. */
const copiesOf = ({ telling: { environment, token } }: Inputs): CopySettings | undefined =>
  environment === undefined || token === undefined ? undefined : { environment, token, readOnly: true };

const isTold = ({ telling: { token, webhook } }: Inputs): boolean =>
  token !== undefined || webhook !== undefined;

/** It was brought back by this very step, and not by the main step whose post step this is. */
const isNews = ({ result, isEarlier }: Ending): boolean => result === 'rolled-back' && isEarlier !== true;

/** Once for all places, and only where something was brought back: a fault of it is one of the first of these. */
async function checkDatabaseOf({ databaseUrl }: Inputs, endings: readonly Ending[]): Promise<void> {
  const back = endings.find(({ result }) => result === 'rolled-back');
  if (databaseUrl === undefined || back === undefined) return;
  const { checkDatabase } = await import('./database');
  try {
    await checkDatabase(databaseUrl);
  } catch (error) {
    back.fault ??= error;
  }
}
