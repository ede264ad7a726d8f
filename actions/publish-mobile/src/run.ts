import { resolve } from 'node:path';
import { InputFaults, readInputs, UserError } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import { readArtifact } from './artifact';
import type { AndroidArtifact } from './artifact';
import { readMobileInputs } from './inputs';
import type { Inputs } from './inputs';
import { readNotes } from './notes';
import type { Notes } from './notes';
import { faultsOfPlayTask, publishToPlay } from './play';
import { report } from './report';
import { STORE_NAMES } from './store';
import type { Outcome, StoreName } from './store';

/** What is done at one store. */
interface Work {
  store: StoreName;
  app: string;
  publish: () => Promise<Outcome>;
}

/** Carries one verb out at each store that the inputs are for, and tells in the same words what became of it. */
export async function run(runner: Runner): Promise<void> {
  const inputs = readInputs(runner.inputs, readMobileInputs);
  const works = await prepareWorks(runner, inputs);
  const outcomes: Outcome[] = [];
  const failures: unknown[] = [];
  for (const work of works) {
    runner.signal.throwIfAborted();
    try {
      outcomes.push(await work.publish());
    } catch (error) {
      runner.signal.throwIfAborted();
      failures.push(error);
      outcomes.push(failed(work, error));
    }
  }
  report(runner, inputs.shared.verb, outcomes);
  if (failures.length > 0) throw together(failures);
  demandGate(outcomes);
}

/** Reads the files, and has each store check them: whatever is wrong is told before the first call. */
async function prepareWorks(runner: Runner, { play, files, notes: folder }: Inputs): Promise<Work[]> {
  const at = (path: string): string => resolve(runner.environment.workspace, path);
  const works: Work[] = [];
  if (play) {
    const artifact = files.play === undefined ? undefined : await readArtifact(at(files.play));
    const android = artifact?.kind === 'ipa' ? undefined : artifact;
    const notes = await notesFor(folder === undefined ? undefined : at(folder), android);
    const faults = faultsOfPlayTask(play, android, notes);
    if (faults.length > 0) throw new InputFaults(faults);
    const { mapping, nativeSymbols, packageName } = play;
    const task = {
      ...play,
      mapping: mapping && at(mapping),
      nativeSymbols: nativeSymbols && at(nativeSymbols),
    };
    works.push({
      store: 'play',
      app: android?.packageName ?? packageName ?? '',
      publish: () => publishToPlay(runner, task, { artifact: android, notes }),
    });
  }
  return works;
}

const notesFor = async (folder: string | undefined, artifact: AndroidArtifact | undefined): Promise<Notes> =>
  folder === undefined ? new Map() : readNotes(folder, artifact && String(artifact.versionCode));

function failed({ store, app }: Work, error: unknown): Outcome {
  const told = error instanceof UserError;
  return {
    ...{ store, app, version: '', build: '', state: 'failed', where: '', percent: undefined },
    ...{ changed: false, steps: [] },
    reason: told ? error.message : 'Something went wrong that this step did not expect.',
    remedy: told ? error.remedy : 'Read the log of this step.',
  };
}

/** One error as it is; of more, what the caller can put right about each. */
function together(failures: readonly unknown[]): unknown {
  if (failures.length === 1) return failures[0];
  const stray = failures.find((error) => !(error instanceof UserError));
  if (stray !== undefined) return new AggregateError(failures, 'No store was published to.');
  const told = failures.filter((error) => error instanceof UserError);
  return new UserError(told.map(({ message }) => message).join('\n'), {
    remedy: told.map(({ remedy }) => remedy).join('\n'),
    cause: new AggregateError(failures),
  });
}

/** A rollout that had to be halted is nothing to be passed over in green. */
function demandGate(outcomes: readonly Outcome[]): void {
  const halted = outcomes.find(({ gate }) => gate === 'fail');
  if (!halted) return;
  const { store, app, build, reason, remedy } = halted;
  throw new UserError(`The crash gate has halted ${app} ${build} at ${STORE_NAMES[store]}: ${reason}`, {
    remedy,
  });
}
