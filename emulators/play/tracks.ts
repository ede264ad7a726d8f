import { Refused } from '../gcs/refusal';
import { demandRelease } from './access';
import { editOf } from './edits';
import { checkReleases } from './release-rules';
import { releasesIn } from './release-shape';
import type { Route } from './route';

/** These are there from the start; others are made in the Console. Source: https://developers.google.com/android-publisher/tracks */
const STANDARD_TRACKS = ['production', 'beta', 'alpha', 'internal'];

export const getTrack: Route = ({ service, params }) => {
  const { tracks } = editOf(service, params['edit'] ?? '');
  const track = params['track'] ?? '';
  demandTrack(tracks, track);
  return { track, releases: tracks.get(track) ?? [] };
};

export const listTracks: Route = ({ service, params }) => {
  const { tracks } = editOf(service, params['edit'] ?? '');
  const names = new Set([...STANDARD_TRACKS, ...tracks.keys()]);
  return {
    kind: 'androidpublisher#tracksListResponse',
    tracks: [...names].map((track) => ({ track, releases: tracks.get(track) ?? [] })),
  };
};

export const updateTrack: Route = ({ service, app, params, body, ...caller }) => {
  const edit = editOf(service, params['edit'] ?? '');
  const track = params['track'] ?? '';
  demandRelease(caller, track);
  demandTrack(edit.tracks, track);
  const releases = releasesIn(body, track);
  checkReleases(releases, { app, edit, track });
  edit.tracks.set(track, releases);
  return { track, releases };
};

function demandTrack(tracks: ReadonlyMap<string, unknown>, track: string): void {
  if (STANDARD_TRACKS.includes(track) || tracks.has(track)) return;
  throw new Refused(404, `Track not found: ${track}.`, { reason: 'notFound' });
}
