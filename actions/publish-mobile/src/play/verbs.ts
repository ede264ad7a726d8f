/** What each verb makes of a track, inside an edit. */
import type { AndroidArtifact } from '../artifact';
import type { GateAnswer, Material } from '../store';
import { ensureArtifact, sendSymbols } from './artifact';
import type { EditCalls } from './api';
import { stageAfter } from './gate';
import type { Judgement } from './gate';
import type { PlayTask } from './inputs';
import { codesOf, hasCode, highestCode, inWords, percentOf } from './model';
import type { Release } from './model';
import { completed, halted, newest, placed, resumed, staged, theStaged } from './track';
import type { Change, Wanted } from './track';

/** What a verb works with. */
export interface VerbContext {
  task: PlayTask;
  material: Material<AndroidArtifact>;
  /** Asks the crash gate about a release. */
  judge: (release: Release, releases: readonly Release[]) => Promise<Judgement>;
  /**
   * What was decided about a version code. It holds for the whole step: a second edit, after a commit whose answer was
   * lost, must not find the next stage and go there too.
   */
  decisions: Map<number, Decision>;
  tell: (line: string) => void;
}

/** What the crash gate has led to. */
export interface Decision {
  answer: GateAnswer;
  /** The figures that it goes by, in sentences. */
  reasons: readonly string[];
  /** In percent. */
  target: number | 'halt' | 'stay';
}

/** A change, and what led to it. */
export interface Prepared extends Change {
  /** What was done, besides the change of the track. */
  steps: readonly string[];
  /** Whether the edit differs from what is there. */
  differs: boolean;
  gate?: GateAnswer;
  /** Why there is no such release. */
  missing?: 'absent' | 'superseded';
}

/** Carries the verb out in an edit, as far as anything differs. */
export async function prepare(edit: EditCalls, context: VerbContext): Promise<Prepared> {
  const { task } = context;
  const { releases = [] } = await edit.track(task.track);
  const prepared = await decided(edit, releases, context);
  if (prepared.releases) {
    context.tell(prepared.says);
    await edit.updateTrack(task.track, { track: task.track, releases: prepared.releases });
  }
  return prepared;
}

async function decided(edit: EditCalls, releases: Release[], context: VerbContext): Promise<Prepared> {
  const { task } = context;
  const { versionCode, percent, track } = task;
  switch (task.verb) {
    case 'upload':
      return uploaded(edit, releases, context);
    case 'promote':
      return plain(await promoted(edit, releases, context));
    case 'stage':
      return plain(staged(releases, percent ?? 0, versionCode));
    case 'advance':
      return advanced(releases, context);
    case 'halt':
      return plain(halted(releases, track, versionCode));
    case 'resume':
      return plain(resumed(releases, percent, versionCode));
    case 'complete':
      return plain(completed(releases, versionCode));
    case 'status':
      return found(releases, versionCode, track);
  }
}

/** Nothing, or nothing any more, is an answer as well. */
function found(releases: Release[], code: number | undefined, track: string): Prepared {
  const newer = newest(releases);
  if (newer && (code === undefined || releases.some((release) => hasCode(release, code)))) {
    const release = theStaged(releases, code);
    return plain({ release, releases: undefined, says: `${inWords(release)} is on ${track}.` });
  }
  const isOver = code !== undefined && newer !== undefined && highestCode(newer) > code;
  const release = { versionCodes: code === undefined ? [] : [String(code)] };
  const says =
    code === undefined
      ? `There is no release on ${track}.`
      : `Version code ${code} is not on ${track}${isOver ? `, which has ${inWords(newer)}` : ''}.`;
  return { ...plain({ release, releases: undefined, says }), missing: isOver ? 'superseded' : 'absent' };
}

const plain = (change: Change): Prepared => ({
  ...change,
  steps: [],
  differs: change.releases !== undefined,
});

/** The track is looked at first: what is refused there is not sent before. */
async function uploaded(edit: EditCalls, releases: Release[], context: VerbContext): Promise<Prepared> {
  const { task, material, tell } = context;
  const { artifact } = material;
  if (!artifact) throw new Error('There is nothing to upload.');
  const code = artifact.versionCode;
  const change = placed(releases, wantedOf(context, [code, ...task.retain]));
  const sent = await ensureArtifact(edit, artifact);
  if (!sent && !change.releases) return plain(change);
  const { mapping: proguard, nativeSymbols: nativeCode } = task;
  const symbols = await sendSymbols(edit, code, { proguard, nativeCode });
  const steps = [...(sent ? [`Uploaded version code ${code}, ${artifact.size} bytes.`] : []), ...symbols];
  for (const step of steps) tell(step);
  return { ...change, steps, differs: true };
}

/** What another track has, with its notes unless there are others. */
async function promoted(edit: EditCalls, releases: Release[], context: VerbContext): Promise<Change> {
  const { task } = context;
  const { releases: others = [] } = await edit.track(task.fromTrack);
  const source = theStaged(others, task.versionCode);
  const codes = codesOf(source).sort((one, other) => other - one);
  const wanted = wantedOf(context, [...codes, ...task.retain]);
  const { releaseNotes, name } = source;
  const inherited = { ...(releaseNotes ? { releaseNotes } : {}), ...(name ? { name } : {}) };
  return placed(releases, { ...wanted, inherited });
}

function wantedOf({ task, material }: VerbContext, codes: readonly number[]): Wanted {
  const { releaseName, priority, exposure } = task;
  const notes = [...material.notes].map(([language, text]) => ({ language, text }));
  return {
    codes: [...new Set(codes)],
    exposure,
    details: {
      ...(releaseName === undefined ? {} : { name: releaseName }),
      ...(notes.length > 0 ? { releaseNotes: notes } : {}),
      ...(priority === undefined ? {} : { inAppUpdatePriority: priority }),
    },
  };
}

/** One stage further where the crash gate passes, halted where it fails, and left alone where it cannot tell. */
async function advanced(releases: Release[], context: VerbContext): Promise<Prepared> {
  const own = theStaged(releases, context.task.versionCode);
  const code = highestCode(own);
  const decision = context.decisions.get(code) ?? (await decideOn(own, releases, context));
  if (!decision)
    return plain({ release: own, releases: undefined, says: `${inWords(own)} is not being rolled out.` });
  context.decisions.set(code, decision);
  const { answer, reasons, target } = decision;
  const { says, ...change } = changeTo(target, releases, own, context.task.track);
  const differs = change.releases !== undefined;
  const steps = [`The crash gate says ${answer}.`];
  // Whoever is woken by a halt reads the figures in the error itself.
  if (answer === 'fail')
    return { ...change, says: [says, ...reasons].join(' '), steps, differs, gate: answer };
  return { ...change, says, steps: [...steps, ...reasons], differs, gate: answer };
}

/** @returns undefined where there is nothing to decide */
async function decideOn(
  own: Release,
  releases: readonly Release[],
  { task, judge, tell }: VerbContext,
): Promise<Decision | undefined> {
  if (own.status !== 'inProgress') return undefined;
  const { answer, reasons } = await judge(own, releases);
  const goesOn = answer === 'pass' || (answer === 'insufficient' && task.gate.insufficient === 'advance');
  for (const step of [`The crash gate says ${answer}.`, ...reasons]) tell(step);
  const further = goesOn ? stageAfter(task.stages, percentOf(own) ?? 0) : 'stay';
  return { answer, reasons, target: answer === 'fail' ? 'halt' : further };
}

function changeTo(target: Decision['target'], releases: Release[], own: Release, track: string): Change {
  const code = highestCode(own);
  if (target === 'halt') return halted(releases, track, code);
  if (target === 'stay')
    return { release: own, releases: undefined, says: `${inWords(own)} stays where it is.` };
  // Somebody has halted it meanwhile: nobody asked to resume.
  if (own.status === 'halted')
    return { release: own, releases: undefined, says: `${inWords(own)} stays so.` };
  return staged(releases, target, code);
}
