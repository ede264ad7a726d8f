/** What is bundled: the phases of two actions, and the means to play them in one process with whoever else is at work. */
import { post as postDeploy } from '../../../../actions/deploy-cloudrun/src/net';
import { run as runDeploy } from '../../../../actions/deploy-cloudrun/src/run';
import { post as postRollback, run as runRollback } from '../../../../actions/rollback/src/run';
import type { Action } from '../../../../lib/runner';

export const ACTIONS: Readonly<Record<'deploy-cloudrun' | 'rollback', Action>> = {
  'deploy-cloudrun': { run: (runner) => runDeploy(runner, {}), post: postDeploy },
  rollback: { run: runRollback, post: postRollback },
};

export { inputsFrom } from '../../../../lib/runner';
export { randomOf } from '../../../../lib/runner/random';
export { playStep } from './step';
export { carryBy, connectionReset } from './transport';
