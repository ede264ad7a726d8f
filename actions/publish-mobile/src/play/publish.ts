import type { AndroidArtifact } from '../artifact';
import type { Material, Outcome, StorePorts } from '../store';
import { playApi } from './api';
import type { PlayApi } from './api';
import { inEdit } from './edit';
import type { EditEnd } from './edit';
import { explained } from './explain';
import { judge, readVitals, stageBefore } from './gate';
import type { Judgement } from './gate';
import type { PlayTask } from './inputs';
import { codesOf, percentOf } from './model';
import type { Release } from './model';
import { lifecycleOf, outcomeOf } from './outcome';
import { PlayRefusal } from './refusal';
import { prepare } from './verbs';
import type { Prepared, VerbContext } from './verbs';
import { openWire, PUBLISHER, REPORTING } from './wire';

/**
 * Does one thing at Google Play, as far as it is not done yet.
 * @throws UserError for what the caller can put right; nothing is half done then
 */
export async function publishToPlay(
  ports: StorePorts,
  task: PlayTask,
  material: Material<AndroidArtifact>,
): Promise<Outcome> {
  // Inside the JSON its line breaks are escaped; a message of the crypto library would have it without.
  if (task.key) ports.secret(task.key.private_key);
  const app = material.artifact?.packageName ?? task.packageName ?? '';
  const api = playApi(openWire(ports, PUBLISHER, task.key), app);
  const context = contextOf(ports, task, material, app);
  try {
    const end = await inEdit(api, {
      prepare: async (edit) => {
        const result = await prepare(edit, context);
        return { result, changed: result.differs };
      },
      mayStayUnsent: task.mayStayUnsent,
      warn: (line) => {
        ports.log.warning(line);
      },
    });
    return await described(api, app, context, end);
  } catch (error) {
    throw explained(error, `\`${task.verb}\` of ${app} on ${task.track}`);
  }
}

function contextOf(
  ports: StorePorts,
  task: PlayTask,
  material: Material<AndroidArtifact>,
  app: string,
): VerbContext {
  const tell = (line: string): void => {
    ports.log.info(line);
  };
  return {
    ...{ task, material, tell },
    judge: (release, releases) => askGate(ports, task, app, { release, releases }),
    decisions: new Map(),
  };
}

/** Compares the release with the one that all the others have. */
async function askGate(
  ports: StorePorts,
  { key, gate, stages }: PlayTask,
  app: string,
  { release, releases }: { release: Release; releases: readonly Release[] },
): Promise<Judgement> {
  const vitals = await readVitals(openWire(ports, REPORTING, key), app, gate.days);
  const live = releases.find(({ status }) => status === 'completed');
  const stage = percentOf(release) ?? 0;
  const subject = {
    candidate: codesOf(release),
    previous: live ? codesOf(live).filter((code) => !codesOf(release).includes(code)) : [],
    stage,
    before: stageBefore(stages, stage),
    now: ports.clock.now(),
  };
  return judge(vitals, subject, gate);
}

async function described(
  api: PlayApi,
  app: string,
  { task, material }: VerbContext,
  { result, changed }: EditEnd<Prepared>,
): Promise<Outcome> {
  const { release, says, steps, gate, releases, missing } = result;
  const lifecycle = await lifecycleAt(api, task.track, release);
  return outcomeOf(app, task.track, release, {
    ...{ lifecycle, changed, gate, missing, reason: says },
    steps: releases ? [...steps, says] : steps,
    version: material.artifact?.versionName ?? '',
  });
}

/** Everything is done by now: that the last look fails is said by leaving the state to what the track tells. */
async function lifecycleAt(api: PlayApi, track: string, release: Release): Promise<string | undefined> {
  try {
    return lifecycleOf(await api.releases(track), release);
  } catch (error) {
    if (error instanceof PlayRefusal) return undefined;
    throw error;
  }
}
