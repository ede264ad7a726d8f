import type { Release } from '../../../../emulators/play';
import type { PlayScenario } from './scenarios';
import { NEW_CODE } from './stage';
import type { PlayStage } from './stage';

/** What is wrong with what users and testers get, and with what was left behind. */
export function faultsOf(stage: PlayStage, { track, ends, uploads }: PlayScenario): string[] {
  const app = stage.app();
  const holds = (app.tracks.get(track) ?? []).map(inWords).sort();
  const uploaded = app.files.filter(({ versionCode }) => versionCode === NEW_CODE).length;
  const symbols = app.deobfuscation.filter(({ versionCode }) => versionCode === NEW_CODE).length;
  return [
    ...(String(holds) === String([...ends].sort()) ? [] : [`${track} holds ${holds.join(', ')}`]),
    ...(uploads === undefined || uploaded === 1 ? [] : [`the app is there ${uploaded} times`]),
    ...(uploads === undefined || symbols === 1 ? [] : [`its mapping file is there ${symbols} times`]),
    ...(app.cancelledReviews === 0 ? [] : ['a review was broken off']),
  ];
}

/** What a run that came to its end must not leave: an edit that could still be committed. */
export function leftOpen({ play }: PlayStage): string[] {
  const open = [...play.state.edits.values()].filter(({ end }) => end === 'open').length;
  return open === 0 ? [] : [`${open} edits are left open`];
}

/** "42 inProgress 0.05" */
const inWords = ({ versionCodes = [], status, userFraction }: Release): string =>
  [versionCodes.join('+'), status, userFraction].filter((word) => word !== undefined).join(' ');
