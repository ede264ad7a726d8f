import { resolve } from 'node:path';
import { InputFaults, readInputs, UserError } from '../../../lib/runner';
import type { InputFault, Runner } from '../../../lib/runner';
import { faultsOfAppStoreTask, publishToAppStore } from './app-store';
import type { AppStoreTask } from './app-store';
import { readArtifact } from './artifact';
import { readMobileInputs } from './inputs';
import type { Inputs } from './inputs';
import { readNotes } from './notes';
import type { Notes } from './notes';
import { faultsOfPlayTask, publishToPlay } from './play';
import type { PlayTask } from './play';
import { report } from './report';
import { STORE_NAMES } from './store';
import type { Outcome, StoreName } from './store';

/** What is done at one store, and what is wrong with what was read for it. */
interface Work {
  store: StoreName;
  app: string;
  faults: readonly InputFault[];
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
async function prepareWorks(runner: Runner, inputs: Inputs): Promise<Work[]> {
  const { play, appStore } = inputs;
  const works = [
    ...(play ? [await playWork(runner, inputs, play)] : []),
    ...(appStore ? [await appStoreWork(runner, inputs, appStore)] : []),
  ];
  const faults = works.flatMap((work) => work.faults);
  if (faults.length > 0) throw new InputFaults(faults);
  return works;
}

async function playWork(runner: Runner, { files, notes: folder }: Inputs, task: PlayTask): Promise<Work> {
  const at = pathsIn(runner);
  const read = files.play === undefined ? undefined : await readArtifact(at(files.play));
  const artifact = read?.kind === 'ipa' ? undefined : read;
  const notes = await notesIn(folder && at(folder), artifact && String(artifact.versionCode));
  const { mapping, nativeSymbols } = task;
  const placed = {
    ...task,
    mapping: mapping && at(mapping),
    nativeSymbols: nativeSymbols && at(nativeSymbols),
  };
  return {
    ...{ store: 'play', app: artifact?.packageName ?? task.packageName ?? '' },
    faults: faultsOfPlayTask(task, artifact, notes),
    publish: () => publishToPlay(runner, placed, { artifact, notes }),
  };
}

async function appStoreWork(
  runner: Runner,
  { files, notes: folder }: Inputs,
  task: AppStoreTask,
): Promise<Work> {
  const at = pathsIn(runner);
  const read = files.appStore === undefined ? undefined : await readArtifact(at(files.appStore));
  const artifact = read?.kind === 'ipa' ? read : undefined;
  const notes = await notesIn(folder && at(folder), artifact?.build);
  return {
    ...{ store: 'app-store', app: artifact?.bundleId ?? task.bundleId ?? '' },
    faults: faultsOfAppStoreTask(task, artifact, notes),
    publish: () => publishToAppStore(runner, task, { artifact, notes }),
  };
}

const pathsIn =
  ({ environment }: Runner) =>
  (path: string): string =>
    resolve(environment.workspace, path);

const notesIn = async (folder: string | undefined, build: string | undefined): Promise<Notes> =>
  folder === undefined ? new Map() : readNotes(folder, build);

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
